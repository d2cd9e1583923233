"""The second thought: while one writes, before one shares, with and without a script, at 320 pixels."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opens, Served, is_accessible, is_learned

pytestmark = pytest.mark.browser
WORDS = "What do you want to share?"


def axe(page: Page) -> None:
    is_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_while_one_writes_it_names_somebody_and_one_key_passes_it(served: Served, opens: Opens):
    page = opens("member", width=320, scheme="dark")
    page.goto("/write/")
    is_learned(page)
    words, line = page.get_by_label(WORDS), page.get_by_role("region", name="A second thought")
    words.press_sequentially("Good morning")
    page.wait_for_timeout(2_500)
    expect(line).to_have_count(0)
    words.press_sequentially(", the new price list is out")
    expect(line).to_contain_text("looks after Pricing and asks to be asked first")
    expect(line.get_by_role("link").first).to_be_visible()
    axe(page)
    words.press("Control+Enter")
    expect(page).to_have_url(re.compile("/$"))
    expect(page.locator("article.post", has_text="the new price list is out").first).to_be_visible()


def test_it_goes_when_its_reason_goes(served: Served, opens: Opens):
    page = opens("member")
    page.goto("/write/")
    is_learned(page)
    line = page.get_by_role("region", name="A second thought")
    page.get_by_label(WORDS).fill("The new price list is out")
    expect(line).to_be_visible()
    page.get_by_label(WORDS).fill("The new bicycles are here")
    expect(line).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_sharing_says_it_once_and_enter_shares(served: Served, opens: Opens, scripts: bool):
    page = opens("member", width=320, scripts=scripts)
    page.goto("/write/")
    is_learned(page)
    page.goto("/")
    page.get_by_label(WORDS).fill(f"Look at this surcharge, {'with' if scripts else 'without'} a script")
    page.get_by_role("button", name="Share", exact=True).click()
    line = page.get_by_role("region", name="A second thought")
    expect(line).to_contain_text("looks after Pricing")
    if scripts:
        axe(page)
        expect(line.get_by_role("button", name="Share", exact=True)).to_be_focused()
        page.keyboard.press("Enter")
    else:
        line.get_by_role("button", name="Share", exact=True).click()
    expect(page).to_have_url(re.compile("/$"))
    expect(page.locator("article.post", has_text="Look at this surcharge").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_one_key_asks_whom_it_names(served: Served, opens: Opens, scripts: bool):
    page = opens("member", width=320, scripts=scripts)
    page.goto("/write/")
    is_learned(page)
    page.get_by_label(WORDS).fill(f"This surcharge is new, {'with' if scripts else 'without'} a script")
    if not scripts:
        page.get_by_role("button", name="Share", exact=True).click()
    line = page.get_by_role("region", name="A second thought")
    expect(line).to_contain_text("working hours", timeout=15_000)
    if scripts:
        axe(page)
    line.get_by_role("button", name=re.compile("^Ask .* first$")).press("Enter")
    expect(page.get_by_role("heading", level=1, name="You ask before sharing")).to_be_visible()
    expect(page.get_by_text("This surcharge is new").first).to_be_visible()
    if scripts:
        axe(page)


def test_a_password_is_shared_by_a_button_that_says_so(served: Served, opens: Opens):
    page = opens("member", width=320)
    page.goto("/write/")
    page.get_by_label(WORDS).fill("The door. Password: Lowmoor!2027")
    page.get_by_role("button", name="Share", exact=True).click()
    line = page.get_by_role("region", name="A second thought")
    expect(line).to_contain_text("This holds what looks like a password")
    axe(page)
    line.get_by_role("button", name="Share it with that in it").click()
    expect(page).to_have_url(re.compile("/$"))
    expect(page.locator("article.post", has_text="The door").first).to_be_visible()
