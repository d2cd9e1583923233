"""Open or gated, until when, and read-only at last."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.people.models import Person
from intramural.record import journal
from intramural.spaces import kinds, policy, queries
from intramural.spaces.actions import doors, official, words
from intramural.spaces.events import (
    SpaceArchived,
    SpaceGated,
    SpaceOpened,
    SpaceRenewed,
    SpaceRestored,
)
from intramural.spaces.models import Membership, Space, SpaceInvitation


@transaction.atomic
def gate(space: Space, *, by: Person, purpose: str, sunset_on: date | None) -> Space:
    """Closes an open space to all but its members, at once and with what everyone could read in it until now.

    What was posted there for units or named people keeps these readers. Whom others than its owners had invited comes in
    no more: into a gated space its owners invite. Refuses (403) an official space, and (422)
    no purpose, and a sunset date that is past or more than twelve months away.
    """
    space = doors.locked(space)
    policy.may_look_after(queries.membership(space, by)).required()
    doors.require_alive(space)
    if not kinds.BY_NAME[space.kind].may_be_gated:
        raise Unacceptable("An official space is open to everybody.", remedy="Found a gated space beside it.", field="gated")
    space.purpose, space.sunset_on = words.purpose_of(purpose), words.sunset_of(sunset_on)
    if space.is_gated:
        raise Unacceptable("This space is gated already.", remedy="Renew it, or change its purpose.", field="gated")
    return _gate(space, by=by)


@transaction.atomic
def gate_again(space: Space) -> Space:
    """Gates a space that was gated before the house was put back from a backup; for what, its owners say anew."""
    space = doors.locked(space)
    space.purpose, space.sunset_on = "It was gated before this house was put back from a backup", words.usual_sunset()
    return _gate(space, by=None)


def _gate(space: Space, *, by: Person | None) -> Space:
    space.is_gated, space.renewal_asked_at, space.version = True, None, space.version + 1
    space.save(update_fields=["purpose", "sunset_on", "is_gated", "renewal_asked_at", "version"])
    owners = space.memberships.filter(role=Membership.Role.OWNER).values("person")
    space.invitations.exclude(invited_by__in=owners).delete()
    journal.note(SpaceGated(space_id=space.pk), by=by, about=space)
    return space


@transaction.atomic
def open_up(space: Space, *, by: Person) -> Space:
    """Opens a gated space for what will be posted; what was posted before stays with its members, and with whom its owners
    had invited until then.

    Refuses (422) an external space, which is always gated.
    """
    space = doors.locked(space)
    policy.may_look_after(queries.membership(space, by)).required()
    doors.require_alive(space)
    if not kinds.BY_NAME[space.kind].may_be_open:
        raise Unacceptable(
            "An external space is always gated.", remedy="Post what everybody may read outside of it.", field="gated"
        )
    if space.is_gated:
        space.is_gated, space.is_listed, space.sunset_on, space.renewal_asked_at = False, True, None, None
        space.opened_at, space.version = clock.now(), space.version + 1
        space.save(update_fields=["is_gated", "is_listed", "sunset_on", "renewal_asked_at", "opened_at", "version"])
        journal.note(SpaceOpened(space_id=space.pk), by=by, about=space)
    return space


@transaction.atomic
def renew(space: Space, *, by: Person, sunset_on: date | None = None) -> Space:
    """Moves the sunset of a gated space, by default as far as it goes: twelve months from today."""
    space = doors.locked(space)
    policy.may_look_after(queries.membership(space, by)).required()
    doors.require_alive(space)
    if not space.is_gated:
        raise Unacceptable("An open space has no sunset.", remedy="There is nothing to renew.", field="sunset_on")
    space.sunset_on, space.renewal_asked_at = words.sunset_of(sunset_on or words.latest_sunset()), None
    space.save(update_fields=["sunset_on", "renewal_asked_at"])
    journal.note(SpaceRenewed(space_id=space.pk), by=by, about=space)
    return space


@transaction.atomic
def archive(space: Space, *, by: Person) -> Space:
    """Makes the space read-only; it opens nothing. Again changes nothing."""
    space = doors.locked(space)
    policy.may_look_after(queries.membership(space, by)).required()
    if space.archived_at is None:
        _archive(space, by=by)
    return space


def archive_at_sunset(space: Space) -> None:
    """What `archive` does, by nobody: the sunset passed and nobody answered."""
    _archive(space, by=None)


@transaction.atomic
def restore(space: Space, *, by: Person, sunset_on: date | None = None) -> Space:
    """Brings an archived space back, as gated or open as it was; a gated one with a new sunset. Again changes nothing."""
    space = doors.locked(space)
    policy.may_look_after(queries.membership(space, by)).required()
    if space.archived_at is None:
        return space
    space.archived_at = space.renewal_asked_at = None
    if space.is_gated:
        space.purpose, space.sunset_on = space.purpose or space.name, words.sunset_of(sunset_on or words.latest_sunset())
    space.save(update_fields=["archived_at", "renewal_asked_at", "purpose", "sunset_on"])
    journal.note(SpaceRestored(space_id=space.pk), by=by, about=space)
    if space.kind == Space.Kind.OFFICIAL:
        official.fill(space)
    return space


def _archive(space: Space, *, by: Person | None) -> None:
    space.archived_at, space.renewal_asked_at = clock.now(), None
    space.save(update_fields=["archived_at", "renewal_asked_at"])
    SpaceInvitation.objects.filter(space=space).delete()
    if by is not None:  # who did it need not be told
        Membership.objects.filter(space=space, person=by, read_to__lt=space.archived_at).update(read_to=space.archived_at)
    journal.note(SpaceArchived(space_id=space.pk), by=by, about=space)
