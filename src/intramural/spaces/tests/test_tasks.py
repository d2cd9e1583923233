"""The sunset of gated spaces: asked about in time, archived when nobody answers, never opened."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from intramural.kit import clock
from intramural.people.testing import a_person
from intramural.record.models import Entry
from intramural.spaces import actions, tasks
from intramural.spaces.models import Space
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def ending_in(days: int, *, owner, **more) -> Space:
    return a_space(f"Ends in {days}", owner=owner, gated=True, sunset_on=clock.now().date() + timedelta(days=days), **more)


def test_owners_are_asked_14_days_before_and_once(ada):
    far, near = ending_in(15, owner=ada), ending_in(14, owner=ada)
    assert tasks.ask_for_renewals() == 1
    assert tasks.ask_for_renewals() == 0
    assert list(Space.objects.filter(renewal_asked_at__isnull=False)) == [near]
    assert [entry.facts for entry in Entry.objects.filter(name="SunsetNear")] == [{"space_id": near.pk}]
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert tasks.ask_for_renewals() == 1
    assert far.pk


def test_a_renewed_space_is_asked_about_again_before_its_next_sunset(ada):
    space = ending_in(3, owner=ada)
    tasks.ask_for_renewals()
    renewed = actions.renew(space, by=ada)
    assert tasks.ask_for_renewals() == 0
    with time_machine.travel(clock.now() + timedelta(days=355)):
        assert tasks.ask_for_renewals() == 1
    assert renewed.sunset_on > clock.now().date() + timedelta(days=300)


def test_what_nobody_answers_for_is_archived_after_its_last_day_and_opens_nothing(ada, ben):
    space = ending_in(1, owner=ada, members=(ben,))
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert tasks.archive_unanswered() == 0
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert tasks.archive_unanswered() == 1
        assert tasks.archive_unanswered() == 0
    space.refresh_from_db()
    assert space.archived_at is not None
    assert space.is_gated
    assert set(space.circle.grants.values_list("person", flat=True)) == {ada.pk, ben.pk}
    entry = Entry.objects.get(name="SpaceArchived")
    assert (entry.facts, entry.by_id) == ({"space_id": space.pk}, None)


def test_open_spaces_have_no_sunset(ada):
    a_space("Chess", owner=ada)
    with time_machine.travel(clock.now() + timedelta(days=1000)):
        assert [tasks.ask_for_renewals(), tasks.archive_unanswered()] == [0, 0]


def test_members_who_came_by_another_way_are_brought_into_official_spaces(olga):
    space = actions.found(by=olga, name="News", kind="official")
    a_person("brought-in")
    assert tasks.keep_official_spaces_complete() == 1
    assert tasks.keep_official_spaces_complete() == 0
    assert space.memberships.count() == space.circle.grants.count() == 2


def test_the_keeper_is_told_of_every_chore():
    assert {function.__name__ for _, function in tasks.CHORES} == {
        "ask_for_renewals",
        "archive_unanswered",
        "keep_official_spaces_complete",
    }
    assert all(interval > 0 for interval, _ in tasks.CHORES)
