"""The settings of a space: what an owner changes there, and what is refused with what was typed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from intramural.kit import clock
from intramural.spaces import actions, queries
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def day(days: int) -> str:
    return (clock.now().date() + timedelta(days=days)).isoformat()


def test_a_renewal_that_is_refused_stands_in_the_settings_again(ada, signed_in):
    space = a_space("Merger", owner=ada, gated=True)
    browser = signed_in(ada)
    answer = browser.post("/spaces/merger/renewal/", {"sunset_on": "2099-01-01"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="2099-01-01"' in page
    assert page.count("That day is past, or more than twelve months away.") == 1
    assert 'action="/spaces/merger/settings/"' in page
    actions.open_up(space, by=ada)
    answer = browser.post("/spaces/merger/renewal/", {"sunset_on": day(30)})
    assert "An open space has no sunset." in answer.content.decode()


def test_settings_change_what_is_on_the_form(ada, signed_in):
    space = a_space("Merger", owner=ada, gated=True, is_listed=False)
    form = {"name": "Fusion", "description": "Two", "purpose": "One company", "kind": "project", "protects_history": "on"}
    signed_in(ada).post("/spaces/merger/settings/", form)
    space.refresh_from_db()
    assert (space.name, space.kind, space.is_listed, space.protects_history) == ("Fusion", "project", True, True)
    answer = signed_in(ada).post("/spaces/merger/settings/", {**form, "purpose": ""})
    assert answer.status_code == 422
    assert "needs a purpose" in answer.content.decode()


def test_a_form_from_before_the_last_change_is_refused_and_shows_both(ada, ben, cara, signed_in):
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    actions.appoint(space, ben, by=ada)
    browser = signed_in(ben)
    version = version_in(browser.get("/spaces/merger/settings/"))
    actions.change(space, by=ada, listed=False, purpose="What nobody else may know")
    form = {"name": "Merger", "description": "Typo mended", "purpose": "A test", "kind": "social"}
    answer = browser.post("/spaces/merger/settings/", {**form, "version": version})
    assert answer.status_code == 409
    page = answer.content.decode()
    for shown in (
        "changed in the meantime",
        "Typo mended",
        "What nobody else may know",
        "<dt>In the list of spaces now</dt><dd>no</dd>",
    ):
        assert shown in page
    assert "Name now" not in page
    space.refresh_from_db()
    assert (space.is_listed, space.purpose, space.description) == (False, "What nobody else may know", "")
    assert not queries.visible_to(cara).exists()

    browser.post("/spaces/merger/settings/", {**form, "unlisted": "on", "version": version_in(answer)})
    space.refresh_from_db()
    assert (space.is_listed, space.purpose, space.description) == (False, "A test", "Typo mended")


@pytest.mark.parametrize("change", ["gating", "opening"])
def test_gating_and_opening_change_what_the_form_says(ada, signed_in, change):
    space = a_space("Merger", owner=ada, gated=change == "opening")
    browser = signed_in(ada)
    version = version_in(browser.get("/spaces/merger/settings/"))
    if change == "opening":
        actions.open_up(space, by=ada)
    else:
        actions.gate(space, by=ada, purpose="Why", sunset_on=clock.now().date() + timedelta(days=9))
    assert browser.post("/spaces/merger/settings/", {"name": "Merger", "version": version}).status_code == 409


def version_in(page) -> str:
    return re.search(r'name="version" value="(\d+)"', page.content.decode())[1]


def test_what_was_archived_meanwhile_is_not_changed_and_keeps_what_was_typed(ada, signed_in):
    space = a_space("Merger", owner=ada, gated=True)
    browser = signed_in(ada)
    actions.archive(space, by=ada)
    for page, typed in (
        ("settings/", {"name": "Fusion", "description": "Half an hour of work", "purpose": "A test", "kind": "social"}),
        ("gate/", {"purpose": "Half an hour of work", "sunset_on": day(30)}),
    ):
        answer = browser.post(f"/spaces/merger/{page}", typed)
        assert answer.status_code == 409
        assert "Bring it back first." in answer.content.decode()
        assert "Half an hour of work" in answer.content.decode()
    shown = browser.get("/spaces/merger/settings/").content.decode()
    assert 'name="description"' not in shown
    assert "Bring it back" in shown
