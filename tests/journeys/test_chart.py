"""The chart of who reports to whom is walked with the keyboard alone."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Opens

pytestmark = pytest.mark.browser

ADA, BEN, ROSA = "Ada Okonkwo", "Ben Haddad", "Rosa Marchetti"
# Left goes up or closes, right opens or goes down, a letter goes to the next name that begins so.
WALK = [
    ("ArrowDown", BEN), ("ArrowLeft", ADA), ("ArrowLeft", ADA), ("ArrowDown", ROSA), ("ArrowUp", ADA),
    ("ArrowRight", ADA), ("ArrowRight", BEN), ("r", ROSA), ("Home", ADA), ("b", BEN),
]  # fmt: skip


def test_the_chart_is_walked_with_arrow_keys(opens: Opens):
    page = opens("member")
    page.goto("/people/chart/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "treeitem":
            break
    walked = []
    for key, _ in WALK:
        page.keyboard.press(key)
        walked.append((key, page.evaluate("document.activeElement.querySelector('bdi')?.textContent")))
    assert walked == WALK
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/ben/")
