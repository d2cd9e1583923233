"""Naming people in a line: with the keyboard, as a screen reader is told, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opens, Served, is_accessible

pytestmark = pytest.mark.browser


def test_names_are_completed_with_the_keyboard(served: Served, opens: Opens):
    page = opens("owner")
    page.goto(f"/spaces/{served.facts['spaces']['space']}/invitations/")
    box = page.get_by_role("combobox", name="Whom")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("rosa")
    options = page.get_by_role("option")
    options.first.wait_for()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("people-names [role=status]")).to_have_text(re.compile(r"^\d found$"))
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowDown")
    first = options.first.get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", first or "")
    expect(options.first).to_have_attribute("aria-selected", "true")
    is_accessible(page)
    page.keyboard.press("Escape")
    expect(box).to_have_value("rosa")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    options.first.wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(box).to_have_value(re.compile(r"^@[\w.-]+, $"))
    box.press_sequentially("xyzzy")
    expect(page.locator("people-names [role=status]")).to_have_text("Nobody found")
    expect(box).to_have_attribute("aria-expanded", "false")
