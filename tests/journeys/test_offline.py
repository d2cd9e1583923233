"""Without a connection the house opens with what its person last read, and with nothing of anybody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens, Served, sign_in, until

pytestmark = pytest.mark.browser
KEPT = "async () => (await (await caches.open('kept')).keys()).map(it => new URL(it.url).pathname).sort()"


def installed(page):
    """The service worker answers for the page from now on."""
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/")  # a page that came while the worker was made ready is answered for from its next visit on
    until(page, "navigator.serviceWorker.controller !== null")


def away(page):
    """The page, and some moments later its service worker, have no connection."""
    page.context.set_offline(True)
    until(page, "async () => fetch('/static/nothing').then(() => false, () => true)")


def read(page, *paths: str):
    for path in paths:
        page.goto(path)
        until(page, "async path => !!(await (await caches.open('kept')).match(new URL(path, location.href).href))", path)


def test_what_was_last_read_opens_offline(opens: Opens, served: Served):
    page = opens("author")
    installed(page)
    read(page, "/", served.facts["post"])
    away(page)
    page.goto(served.facts["post"])
    expect(page.get_by_text("You are offline. This is what you last read here.")).to_be_visible()
    expect(page.get_by_text("We start at eight.").first).to_be_visible()
    page.goto("/people/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    page.locator(f"#kept a[href='{served.facts['post']}']").click()
    expect(page.get_by_text("We start at eight.").first).to_be_visible()

    # The next visit with a connection begins anew: what was narrowed meanwhile is nowhere.
    page.context.set_offline(False)
    read(page, "/")
    assert page.evaluate(KEPT) == ["/"]


def test_nothing_is_left_for_the_next_person(opens: Opens, served: Served):
    page = opens()
    sign_in(page, served, "owner")
    installed(page)
    read(page, "/", served.facts["gated_post"])
    page.goto("/settings/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    until(page, "async () => (await (await caches.open('kept')).keys()).length === 0")
    away(page)
    page.goto(served.facts["gated_post"])
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    assert page.locator("#kept li").count() == 0


def test_what_somebody_else_read_in_this_browser_is_gone(opens: Opens, served: Served):
    page = opens("author")
    installed(page)
    read(page, "/", served.facts["gated_post"])
    cookie = {"name": "intramural_session", "value": served.facts["sessions"]["member"], "url": served.url}
    page.context.add_cookies([cookie])
    read(page, "/for-you/")
    assert page.evaluate(KEPT) == ["/for-you/"]


def test_what_is_private_or_written_is_not_kept(opens: Opens):
    page = opens("member")
    installed(page)
    for path in ("/settings/", "/write/", "/search/?q=seven", "/settings/notifications/"):
        page.goto(path)
    read(page, "/for-you/")
    assert set(page.evaluate(KEPT)) <= {"/", "/for-you/"}


def test_it_can_be_installed(opens: Opens):
    page = opens("member")
    installed(page)
    devtools = page.context.new_cdp_session(page)
    found = devtools.send("Page.getAppManifest")
    assert found["errors"] == []
    assert '"display": "standalone"' in found["data"]
    assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
        [],
        [{"errorId": "in-incognito", "errorArguments": []}],
    )
