"""Who left a space, and what was gated, since a backup is so again when it is put back."""

from __future__ import annotations

import pytest

from intramural.kit import clock
from intramural.record.testing import closed_again
from intramural.spaces import actions
from intramural.spaces.models import Membership, Space
from intramural.spaces.testing import a_space

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("closings_file")]


def test_whoever_left_or_was_taken_out_is_outside_again(ada, ben, cara, noted):
    space = a_space("Merger", owner=ada, members=(ben, cara), gated=True)
    with noted():
        actions.leave(space, by=ben)
        actions.remove(space, cara, by=ada, reason="She moved on")
    Membership.objects.bulk_create(
        [Membership(space=space, person=one, joined_at=clock.now(), read_to=clock.now()) for one in (ben, cara)]
    )
    assert len(closed_again()) == 2
    assert [one.person for one in Membership.objects.filter(space=space)] == [ada]
    assert not space.circle.grants.filter(person__in=[ben, cara]).exists()
    assert closed_again() == []


def test_whoever_came_back_stays(ada, ben, noted):
    space = a_space("Bowling", owner=ada, members=(ben,))
    with noted():
        actions.leave(space, by=ben)
        actions.join(space, by=ben)
    assert closed_again() == []
    assert Membership.objects.filter(space=space, person=ben).exists()


def test_what_was_opened_since_stays_open(ada, noted):
    space = a_space("Bowling", owner=ada)
    with noted():
        actions.gate(space, by=ada, purpose="Only us", sunset_on=actions.usual_sunset())
        actions.open_up(space, by=ada)
    assert closed_again() == []
    assert not Space.objects.get(pk=space.pk).is_gated


def test_who_stepped_down_and_what_was_archived_stay_so(ada, ben, noted):
    space, other = a_space("Bowling", owner=ada, members=(ben,)), a_space("Sailing", owner=ada)
    actions.appoint(space, ben, by=ada)
    with noted():
        actions.step_down(space, by=ben)
        actions.archive(other, by=ada)
    Membership.objects.filter(space=space, person=ben).update(role=Membership.Role.OWNER)
    Space.objects.filter(pk=other.pk).update(archived_at=None)
    assert closed_again() == ["OwnerSteppedDown", "SpaceArchived"]
    assert Membership.objects.get(space=space, person=ben).role == Membership.Role.MEMBER
    assert Space.objects.get(pk=other.pk).archived_at is not None
