"""A browser, a server, and a way in.

`journey("ada")` gives a page of a fresh browser context that is signed in as ada; `journey()` one that is not. The server
answers under localhost, which browsers trust as they trust https: passkeys work there.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from intramural.people.models import Person
from intramural.ui import bundle


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not on this machine")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread, and Django would not ask the database beside a loop.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _joined_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The joined style sheet and script, which stand nowhere until they are collected, for the test's own server."""
    folder = tmp_path_factory.mktemp("static")
    (folder / "ui").mkdir()
    for name, made in ((bundle.CSS, bundle.stylesheet), (bundle.JS, bundle.script)):
        (folder / name).write_text(made())
    with pytest.MonkeyPatch.context() as patch:
        found = lambda finder, path, **more: str(folder / path) if (folder / path).is_file() else []  # noqa: E731
        patch.setattr(bundle.BundleFinder, "find", found)
        yield


@pytest.fixture
def _journal_can_go(transactional_db: None) -> Iterator[None]:
    """The journal refuses to be emptied, which is what the test's database is after each of these tests."""
    yield
    guards = import_module("intramural.record.migrations.0002_append_only")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER record_entry_no_delete")
            cursor.execute("DELETE FROM record_entry")
            cursor.execute(guards.SQLITE[1])


@pytest.fixture
def journey(
    chromium: Browser, live_server: Any, _journal_can_go: None, _joined_files: None
) -> Iterator[Callable[..., Page]]:
    contexts = []

    def begin(handle: str = "", **more: Any) -> Page:
        context = chromium.new_context(base_url=live_server.url, **{"viewport": {"width": 1280, "height": 900}, **more})
        context.set_default_timeout(10_000)
        contexts.append(context)
        if handle:
            client = Client()
            client.force_login(Person.objects.get(handle=handle))
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.faults = []  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.faults.append(str(error)))  # type: ignore[attr-defined]
        page.on("console", lambda said: page.faults.append(said.text) if "Content Security Policy" in said.text else None)  # type: ignore[attr-defined]
        return page

    yield begin
    for context in contexts:
        context.close()
