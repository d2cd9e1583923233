"""A passkey is made, signs somebody in, and is a second step where it stands beside the password."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def with_a_device(page):
    """Gives the browser a device that holds passkeys and always says yes."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def signs_in(page):
    page.goto("/sign-in/")
    page.get_by_label("Address").fill("ada@house.example")
    page.get_by_label("Password", exact=True).fill("ada-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in/"))


def makes_a_passkey(page, name: str, *, alone: bool):
    page.goto("/settings/security/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill("ada-password")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("checkbox").set_checked(alone)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def signs_out(page):
    page.goto("/settings/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_passkey_signs_in_without_a_password(ada, journey):
    page = journey()
    with_a_device(page)
    signs_in(page)
    makes_a_passkey(page, "The blue key", alone=True)
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
    assert not Authenticator.objects.exists()
    assert page.faults == []


def test_a_key_beside_the_password_is_the_second_step(ada, journey):
    page = journey()
    with_a_device(page)
    signs_in(page)
    makes_a_passkey(page, "Old key", alone=False)
    signs_out(page)
    signs_in(page)
    expect(page.get_by_role("heading", name="One step more")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("link", name="Your profile and settings")).to_be_visible()
    assert page.faults == []


def test_a_device_without_a_passkey_is_told_so(ada, journey):
    page = journey()
    with_a_device(page)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was chosen")


def test_without_scripts_the_password_is_the_way_in(ada, journey):
    page = journey(java_script_enabled=False)
    signs_in(page)
    page.goto("/settings/security/passkeys/new/")
    page.get_by_label("Password").fill("ada-password")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("A passkey needs JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Make the passkey")).to_be_hidden()
    page.context.clear_cookies()
    page.goto("/sign-in/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
