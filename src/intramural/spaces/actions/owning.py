"""Who looks after a space."""

from __future__ import annotations

from django.db import transaction

from intramural.people.models import Person
from intramural.record import journal
from intramural.spaces import policy, queries
from intramural.spaces.actions import doors
from intramural.spaces.events import (
    OwnerAppointed,
    OwnerSteppedDown,
)
from intramural.spaces.models import Membership, Space


@transaction.atomic
def appoint(space: Space, person: Person, *, by: Person) -> None:
    """Makes a member of the space an owner too. Refuses (403) guests, (422) who is not in it."""
    space = doors.locked(space)
    policy.may_look_after(queries.membership(space, by)).required()
    membership = doors.membership_of(space, person)
    policy.may_be_owner(person).required()
    if membership.role == Membership.Role.OWNER:
        return
    Membership.objects.filter(pk=membership.pk).update(role=Membership.Role.OWNER)
    journal.note(OwnerAppointed(space_id=space.pk, person_id=person.pk), by=by, about=space)


@transaction.atomic
def step_down(space: Space, *, by: Person) -> None:
    """Stops being an owner and stays a member. Refuses (409) the last owner of a space that is not archived."""
    space = doors.locked(space)
    membership = queries.membership(space, by)
    policy.may_look_after(membership).required()
    if space.archived_at is None:
        doors.require_another_owner(space, besides=by)
    Membership.objects.filter(space=space, person=by).update(role=Membership.Role.MEMBER)
    journal.note(OwnerSteppedDown(space_id=space.pk, person_id=by.pk), by=by, about=space)


@transaction.atomic
def take_on(space: Space, *, by: Person) -> None:
    """Makes a member the owner of a space that nobody looks after any more. Refuses (403) while somebody does."""
    space = doors.locked(space)
    policy.may_take_on(by, queries.membership(space, by), owners=len(queries.owners(space))).required()
    Membership.objects.filter(space=space, person=by).update(role=Membership.Role.OWNER)
    journal.note(OwnerAppointed(space_id=space.pk, person_id=by.pk), by=by, about=space)
