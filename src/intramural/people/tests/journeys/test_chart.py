"""The chart of who reports to whom is walked with the keyboard alone."""

from __future__ import annotations

import pytest

from intramural.people.testing import a_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_chart_is_walked_with_arrow_keys(ada, ben, cara, journey):
    cara.manager = ben
    cara.save()
    a_person("dora", name="Dora Lima", manager=ada)
    page = journey("ada")
    page.goto("/people/chart/")
    here = lambda: page.evaluate("document.activeElement.querySelector('bdi')?.textContent")  # noqa: E731
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "treeitem":
            break
    assert here() == "Ada Okonkwo"
    walked = []
    for key in (
        "ArrowDown",
        "ArrowRight",
        "ArrowDown",
        "ArrowUp",
        "ArrowLeft",
        "ArrowLeft",
        "ArrowDown",
        "End",
        "Home",
        "b",
        "d",
    ):
        page.keyboard.press(key)
        walked.append(here())
    ada_, ben_, cara_, dora_ = "Ada Okonkwo", "Ben Haddad", "Cara Lindqvist", "Dora Lima"
    assert walked == [ben_, cara_, dora_, cara_, ben_, ben_, dora_, dora_, ada_, ben_, dora_]
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/dora/")
    assert page.faults == []
