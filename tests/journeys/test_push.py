"""News appears on a device: the page subscribes, the keeper pushes, what it pushed is shown by the service worker.

No vendor of push services can be reached here. So the browser's own `subscribe` is stood in for, to name a service on this
machine; what goes there is delivered to the browser by its debugging protocol, as its push service would deliver it.
"""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from intramural.notifications.tests import push_service
from tests.journeys.conftest import Opens, Served
from tests.journeys.test_live import share

pytestmark = pytest.mark.browser
SETTINGS = "/settings/notifications/"
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
    .map(it => ({ title: it.title, tag: it.tag, url: it.data.url }))"""
SUBSCRIBED = """
    const real = { endpoint: %s, keys: %s };
    PushManager.prototype.subscribe = async function (options) {
      if (!options.userVisibleOnly || options.applicationServerKey.length !== 65) throw new Error("not as it is meant");
      return { endpoint: real.endpoint, toJSON: () => real };
    };
"""


def subscribing(page: Page, service: push_service.PushService) -> push_service.Browser:
    """A page whose browser subscribes to the service."""
    browser = push_service.Browser("here")
    page.context.grant_permissions(["notifications"])
    page.add_init_script(SUBSCRIBED % (json.dumps(service.address("here")), json.dumps(browser.keys)))
    return browser


def turn_on(page: Page) -> None:
    page.goto(SETTINGS)
    for label in ("From", "To"):
        page.get_by_label(label, exact=True).fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("That is how you hear of things from now on.")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    button = page.get_by_role("button", name="Turn it on for this device")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("What asks something of you now comes to this device too.")).to_be_visible()


def deliver(page: Page, payload: str) -> None:
    """As the browser's push service hands it to the service worker."""
    devtools = page.context.new_cdp_session(page)
    found: list[Any] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    devtools.send("ServiceWorker.enable")
    end = time.monotonic() + 10
    while not found:
        assert time.monotonic() < end
        page.wait_for_timeout(50)
    origin = page.evaluate("location.origin")
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": origin, "registrationId": _ours(found, origin), "data": payload},
    )
    devtools.detach()


def _ours(found: list[Any], origin: str) -> str:
    return str(next(it["registrationId"] for it in found if it["scopeURL"].startswith(origin)))


def until(page: Page, holds: Any) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        page.wait_for_timeout(100)


def test_a_push_goes_encrypted_to_its_service_and_is_shown(served: Served, opens: Opens):
    with push_service.running(served.push_port) as service:
        ben, ada = opens("space_member"), opens("owner")
        browser = subscribing(ben, service)
        turn_on(ben)
        expect(ben.locator("#devices + p + push-switch ~ ul")).to_contain_text("Through 127.0.0.1")
        # Its push service gives the browser another address.
        [worker] = ben.context.service_workers
        worker.evaluate(
            "made => renew({ toJSON: () => made })", {"endpoint": service.address("there"), "keys": browser.keys}
        )
        share(ada, "Whatever nobody else is to know @ben")
        served.house("tests.journeys.minutes")
        until(ben, lambda: service.received)
        assert service.to("here") == []
        [received] = service.to("there")
        assert b"nobody else" not in received.body
        said, _ = push_service.claims(received)
        assert said["aud"] == "http://127.0.0.1"
        payload = browser.decrypted(received.body).decode()
        assert set(json.loads(payload)) == {"id", "said", "url"}
        for _ in range(2):
            deliver(ben, payload)
        until(ben, lambda: ben.evaluate(SHOWN))
        news = json.loads(payload)
        assert ben.evaluate(SHOWN) == [{"title": f"{served.facts['people']['owner']['name']} mentions you", "tag": news["id"],
                                        "url": f"{served.url}{news['url']}"}]  # fmt: skip
        ben.goto(news["url"])
        expect(ben.get_by_text("Whatever nobody else is to know").first).to_be_visible()
        ben.goto(SETTINGS)
        ben.locator("section", has=ben.locator("#devices")).get_by_role("button", name="End it").click()
        expect(ben.get_by_text("Nothing comes to that device any more.")).to_be_visible()


def test_what_is_missing_is_said(opens: Opens):
    page = opens("member")
    page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' });")
    page.goto(SETTINGS)
    expect(page.get_by_text("This browser keeps notifications of this site away.")).to_be_visible()
    expect(page.get_by_role("button", name="Turn it on for this device")).to_be_hidden()

    page = opens("member")
    page.add_init_script("delete window.PushManager;")
    page.goto(SETTINGS)
    expect(page.get_by_text("This browser cannot be reached by push.")).to_be_visible()

    page = opens("member")
    page.add_init_script("Notification.requestPermission = async () => 'default';")
    page.goto(SETTINGS)
    page.get_by_role("button", name="Turn it on for this device").click()
    expect(page.get_by_text("You have not allowed it.")).to_be_visible()

    page = opens("member", scripts=False)
    page.goto(SETTINGS)
    expect(page.get_by_text("Turning it on needs JavaScript")).to_be_visible()


def test_nothing_is_cut_off_in_what_can_be_chosen(opens: Opens):
    for width in (320, 1280):
        page = opens("space_member", width=width)
        page.goto(SETTINGS)
        cut = page.evaluate(
            """() => [...document.querySelectorAll("main select")].filter(select => {
              const style = getComputedStyle(select), pen = document.createElement("canvas").getContext("2d");
              pen.font = style.font;
              const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 20;
              return [...select.options].some(option => pen.measureText(option.text).width > room);
            }).map(select => select.name)"""
        )
        assert cut == []
