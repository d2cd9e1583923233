"""Who left, and what was gated, closed again in a house that is put back from a backup of before: see record/closings.py."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from intramural.people.models import Person
from intramural.record import closings
from intramural.record.closings import Facts
from intramural.spaces import actions
from intramural.spaces.events import (
    OwnerAppointed,
    OwnerSteppedDown,
    RemovedFromSpace,
    SpaceArchived,
    SpaceGated,
    SpaceJoined,
    SpaceLeft,
    SpaceOpened,
    SpaceRestored,
)
from intramural.spaces.models import Membership, Space


def _space(event: Any) -> Facts | None:
    return closings.named(space=closings.public_id(Space.objects, event.space_id))


def _member(event: Any) -> Facts | None:
    return closings.named(
        space=closings.public_id(Space.objects, event.space_id), person=closings.public_id(Person.objects, event.person_id)
    )


def _theirs(facts: Facts) -> QuerySet[Membership]:
    """The membership of this person in this space, if they are in it."""
    return Membership.objects.filter(space__public_id=facts["space"], person__public_id=facts["person"])


@closings.kept(SpaceLeft, _member, until=SpaceJoined)
@closings.kept(RemovedFromSpace, _member, until=SpaceJoined)
def went_out(facts: Facts) -> bool:
    member = _theirs(facts).select_related("space", "person").first()
    if member is not None:
        actions.put_outside(member)
    return member is not None


@closings.kept(OwnerSteppedDown, _member, until=OwnerAppointed)
def owner_stepped_down(facts: Facts) -> bool:
    return bool(_theirs(facts).filter(role=Membership.Role.OWNER).update(role=Membership.Role.MEMBER))


@closings.kept(SpaceArchived, _space, until=SpaceRestored)
def space_archived(facts: Facts) -> bool:
    space = Space.objects.filter(public_id=facts["space"], archived_at=None).first()
    if space is not None:
        actions.archive_at_sunset(space)
    return space is not None


@closings.kept(SpaceGated, _space, until=SpaceOpened)
def space_gated(facts: Facts) -> bool:
    space = Space.objects.filter(public_id=facts["space"], is_gated=False, archived_at=None).first()
    if space is not None:
        actions.gate_again(space)
    return space is not None
