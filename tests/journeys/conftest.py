"""A served house and a browser, once for all journeys of a process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests import cluster, template
from tests.journeys import film

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
NOT_THE_HOUSES = ("DATABASE_URL", "TEST_DATABASE_URL", "INTRAMURAL_FILM")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]


@dataclass(frozen=True)
class Served:
    """Where the house answers, what stands in it (house.py), the port at which it looks for a push service, and where it puts its mails."""

    url: str
    facts: dict[str, Any]
    push_port: int
    house: Callable[[str], str]
    mails: Path

    def mailed(self, address: str, *, about: str) -> str:
        """The words of the newest mail to this address whose subject holds these words; waits a while for it."""
        end = time.monotonic() + 15
        while not (found := [mail for mail in self._mailed_to(address) if about in str(mail["Subject"])]):
            assert time.monotonic() < end, f"nothing about “{about}” was mailed to {address}"
            time.sleep(0.1)
        body = found[-1].get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def _mailed_to(self, address: str) -> Iterator[EmailMessage]:
        for path in sorted(self.mails.glob("*.log"), key=lambda path: path.stat().st_mtime):
            for text in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
                mail = message_from_bytes(text.lstrip(), policy=policy.default)
                if isinstance(mail, EmailMessage) and address in str(mail["To"]):
                    yield mail


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """The house of house.py, served as operators serve it."""
    folder = Path(tempfile.mkdtemp(prefix="intramural-journeys-"))
    port, push_port = cluster.free_port(), cluster.free_port()
    env = {
        **{name: value for name, value in os.environ.items() if name not in NOT_THE_HOUSES},
        "INTRAMURAL_DATA_DIR": str(folder), "INTRAMURAL_PORT": str(port), "INTRAMURAL_SITE_URL": f"http://localhost:{port}",
        "INTRAMURAL_MAIL_URL": f"file:{folder}/mail", "INTRAMURAL_DEBUG": "yes",
        "INTRAMURAL_PUSH_HOSTS": f"127.0.0.1:{push_port}",
        "DJANGO_SETTINGS_MODULE": "intramural.config.settings", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }  # fmt: skip
    try:
        template.begin(folder)
        _python(env, "-m", "intramural.config.processes", "upgrade")
        facts = json.loads(_python(env, "-m", "tests.journeys.house").splitlines()[-1])
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "intramural.config.processes", "serve"], env=env, cwd=ROOT, stdout=log, stderr=log
            )
            try:
                wait_for_server(port, folder / "server.log")
                # A name and not a number: passkeys belong to a name.
                url, mails = f"http://localhost:{port}", folder / "mail"
                yield Served(url, facts, push_port, lambda module: _python(env, "-m", module), mails)
            finally:
                server.terminate()
                try:
                    server.wait(15)
                except subprocess.TimeoutExpired:
                    server.kill()
                    server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _python(env: dict[str, str], *words: str) -> str:
    done = subprocess.run([sys.executable, *words], env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(words)}:\n{done.stderr[-3000:]}"
    return done.stdout


def wait_for_server(port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError, HTTPException), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.request("GET", "/readyz")
            with connection.getresponse() as answer:
                if answer.status == 200:
                    return
        time.sleep(0.1)
    raise AssertionError(f"the server does not answer:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys, ended with the last: while Playwright's loop runs in a process, Django refuses to ask
    a database there."""
    if CHROMIUM is None:
        pytest.skip("this machine has no chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


Opens = Callable[..., Page]


@pytest.fixture
def opens(served: Served, chromium: Browser) -> Iterator[Opens]:
    """`opens("member", width=320, scheme="dark")` gives a page of that person; "visitor" is signed in nowhere.

    When the test ends, no page may have asked another host, broken the content security policy or thrown. What breaks the
    policy is put into `heard` instead, where that is given.
    """
    contexts, wrong = [], []

    def page_of(
        who: str = "visitor",
        *,
        width: int = 1280,
        scheme: str = "light",
        scripts: bool = True,
        heard: list[str] | None = None,
    ) -> Page:
        said_here = wrong if heard is None else heard
        context = chromium.new_context(
            base_url=served.url, viewport={"width": width, "height": 900}, color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts, reduced_motion="reduce", device_scale_factor=film.SHARPNESS,
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(30_000)
        if who != "visitor":
            session = served.facts["hostile"]["session"] if who == "mallory" else served.facts["sessions"][who]
            cookie = {"name": "intramural_session", "value": session, "url": served.url}
            context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.on("request", lambda it: None if it.url.startswith((served.url, "data:", "blob:")) else wrong.append(it.url))
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda said: said_here.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert not wrong, "\n".join(wrong)


def sign_in(page: Page, served: Served, who: str) -> None:
    """Signs somebody in by a session of their own, which a test may end: the others are shared by all journeys."""
    email = served.facts["people"][who]["email"]
    page.goto("/sign-in/")
    page.get_by_label("Address").fill(email)
    page.get_by_label("Password", exact=True).fill(f"{email.partition('@')[0]}-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in/"))


def shares(page: Page, words: str) -> str:
    """Shares these words with everyone, past a second thought if there is one; returns the address of the post."""
    page.goto("/write/")
    page.get_by_label("What do you want to share?").fill(words)
    return shares_what_is_written(page, words[:40])


def shares_what_is_written(page: Page, known_by: str) -> str:
    """Shares what stands in the composer, past a second thought if there is one; returns the address of the post with these words."""
    page.get_by_role("button", name="Share", exact=True).click()
    thought = page.get_by_role("region", name="A second thought")
    post = page.locator("article.post", has_text=known_by).first
    expect(thought.or_(post).first).to_be_visible()
    if thought.is_visible():
        thought.get_by_role("button", name="Share", exact=True).click()
    return str(post.locator("header a[href^='/posts/']").first.get_attribute("href"))


def is_told(page: Page, news: Locator) -> Locator:
    """The line under For you, once the keeper has heard of the mail: a second or two."""
    until = time.monotonic() + 15
    page.goto("/for-you/")
    while not news.count() and time.monotonic() < until:
        page.wait_for_timeout(250)
        page.goto("/for-you/")
    return news


def is_accessible(page: Page) -> None:
    """What axe-core knows of WCAG 2.2 AA and good practice holds of the page as it is now."""
    found = Axe().run(page, options={"runOnly": RULES})
    assert not found.response["violations"], found.generate_report()


def until(page: Page, holds: str, arg: Any = None) -> None:
    """Waits for what a script of the page would say; the page's own policy lets it evaluate no words."""
    end = time.monotonic() + 10
    while not page.evaluate(holds, arg):
        assert time.monotonic() < end, holds
        page.wait_for_timeout(50)


def is_learned(page: Page) -> None:
    """Waits until the keeper has learned what the stewards of the house said of their subjects: a minute at most."""
    end = time.monotonic() + 60
    form = {"csrfmiddlewaretoken": page.locator("[name=csrfmiddlewaretoken]").first.input_value(), "body": "The price list"}
    while "thought" not in page.request.post("/write/second-thought/", form=form, headers={"HX-Request": "true"}).text():
        assert time.monotonic() < end
        page.wait_for_timeout(1_000)
