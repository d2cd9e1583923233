"""Searching from anywhere: with the keyboard, with what is offered, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens, Served, is_accessible

pytestmark = pytest.mark.browser


def test_the_field_is_reached_with_a_key_and_offers_what_begins_so(served: Served, opens: Opens):
    page = opens("member")
    page.goto("/")
    box = page.get_by_role("combobox", name="Search")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    box.press_sequentially("okon")
    options = page.locator("search-field [role=option]")
    options.first.wait_for()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_contain_text("Okonkwo")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    is_accessible(page)
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("okon")
    box.press_sequentially("kwo")
    options.first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/people/[\w.-]+/$"))


def test_what_was_said_is_found_with_and_without_a_script(served: Served, opens: Opens):
    for scripts in (True, False):
        page = opens("member", scripts=scripts)
        page.goto("/")
        box = page.locator(".find input")
        box.fill('"we start" topic:pay')
        box.press("Enter")
        hit = page.locator(".hit").first
        expect(hit.locator("mark").first).to_have_text("We")
        hit.get_by_role("link").click()
        expect(page).to_have_url(re.compile(served.facts["post"]))
