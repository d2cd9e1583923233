"""What is said officially asks to be acknowledged: on the page, by a program, by mail; and who did is nobody's to know."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from intramural.announcements import actions, queries
from intramural.announcements.models import Acknowledgement
from intramural.kit import clock
from intramural.kit.errors import NotAllowed
from intramural.notifications.models import News
from intramural.notifications.testing import hear
from intramural.people.actions import delegate, erase
from intramural.people.testing import a_person
from intramural.posts.testing import a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(ada, olga, operations):
    delegate(ada, unit=operations, by=olga)
    return a_post(by=ada, title="From May we start at six", body="Come early.", voice="official", voice_unit=operations)


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """What the keeper does meanwhile: `with told(): …`."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def asked(person):
    return News.objects.filter(person=person, kind="notice", done_at=None)


def test_who_can_read_it_is_asked_until_they_have_said_so(ada, ben, cara, gus, official, signed_in, told):
    browser = signed_in(ada)
    with_the_form = browser.get(f"/posts/{official.public_id}/acknowledgement/").content.decode()
    assert "Ask them" in with_the_form
    with told():
        browser.post(f"/posts/{official.public_id}/acknowledgement/", {"ask": "1"})
    assert (asked(ben).count(), asked(cara).count(), asked(gus).count(), asked(ada).count()) == (1, 1, 0, 0)
    with told():
        signed_in(ben).post(f"/posts/{official.public_id}/acknowledgement/", {})
    assert (asked(ben).count(), asked(cara).count()) == (0, 1)
    assert (
        "You have said that you have read it"
        in signed_in(ben).get(f"/posts/{official.public_id}/acknowledgement/").content.decode()
    )
    with told():
        actions.ask_no_more(official, by=ada)
    assert asked(cara).count() == 0
    assert queries.has_acknowledged(ben, official), "what was said stays said"


def test_only_what_is_official_asks_and_only_its_author(ada, ben, official):
    with pytest.raises(NotAllowed, match="author"):
        actions.ask(official, by=ben)
    with pytest.raises(NotAllowed, match="officially"):
        actions.ask(ordinary := a_post(by=ada), by=ada)
    with pytest.raises(NotAllowed, match="Nothing asks"):
        actions.acknowledge(ordinary, by=ben)


def test_how_many_is_told_in_steps_from_ten_on_and_who_to_nobody(ada, official, signed_in):
    actions.ask(official, by=ada)
    people = [a_person(f"reader{n}") for n in range(17)]
    told = []
    for person in people:
        actions.acknowledge(official, by=person)
        told.append(queries.at_least(official))
    assert told == [0] * 9 + [10] * 5 + [15] * 3
    page = signed_in(ada).get(f"/posts/{official.public_id}/acknowledgement/").content.decode()
    assert "At least 15" in page
    assert not [person for person in people if person.name in page]
    assert "At least" not in signed_in(people[0]).get(f"/posts/{official.public_id}/acknowledgement/").content.decode()


def test_it_is_asked_when_the_undo_window_ends_and_not_before(
    ada, ben, olga, operations, told, django_capture_on_commit_callbacks
):
    delegate(ada, unit=operations, by=olga)
    ada.undo_seconds = 20
    ada.save()
    post = a_post(by=ada, voice="official", voice_unit=operations)
    with told():
        actions.ask(post, by=ada)
    assert not asked(ben).exists()
    with time_machine.travel(clock.now() + timedelta(seconds=30), tick=False):
        hear(django_capture_on_commit_callbacks)
        assert asked(ben).count() == 1


def test_what_somebody_said_goes_with_them(ada, ben, olga, official):
    actions.ask(official, by=ada)
    actions.acknowledge(official, by=ben)
    erase(ben, by=olga)
    assert not Acknowledgement.objects.exists()
