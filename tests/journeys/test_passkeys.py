"""A passkey is made, signs somebody in, and is a second step where it stands beside the password."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens

pytestmark = pytest.mark.browser


def with_a_device(page):
    """Gives the browser a device that holds passkeys and always says yes."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def signs_in(page, who: str):
    page.goto("/sign-in/")
    page.get_by_label("Address").fill(f"{who}@house.example")
    page.get_by_label("Password", exact=True).fill(f"{who}-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in/"))


def makes_a_passkey(page, who: str, name: str, *, alone: bool):
    page.goto("/settings/security/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(f"{who}-password")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("checkbox").set_checked(alone)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def signs_out(page):
    page.goto("/settings/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_passkey_signs_in_without_a_password(opens: Opens):
    page = opens()
    with_a_device(page)
    signs_in(page, "ben")
    makes_a_passkey(page, "ben", "The blue key", alone=True)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("The blue key")).to_be_visible()

    signs_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("link", name="Your profile and settings")).to_be_visible()

    page.goto("/settings/security/")
    page.get_by_role("link", name="Remove The blue key").click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Your passkey is removed.")).to_be_visible()
    expect(page.get_by_text("You have no passkey.")).to_be_visible()


def test_a_key_beside_the_password_is_the_second_step(opens: Opens):
    page = opens()
    with_a_device(page)
    signs_in(page, "gus")
    makes_a_passkey(page, "gus", "Old key", alone=False)
    signs_out(page)
    signs_in(page, "gus")
    expect(page.get_by_role("heading", name="One step more")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("link", name="Your profile and settings")).to_be_visible()


def test_a_device_without_a_passkey_is_told_so(opens: Opens):
    page = opens()
    with_a_device(page)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was chosen")


def test_without_scripts_the_password_is_the_way_in(opens: Opens):
    page = opens(scripts=False)
    signs_in(page, "rosa")
    page.goto("/settings/security/passkeys/new/")
    page.get_by_label("Password").fill("rosa-password")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("A passkey needs JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Make the passkey")).to_be_hidden()
    page.context.clear_cookies()
    page.goto("/sign-in/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
