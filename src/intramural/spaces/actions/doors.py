"""Coming in and going out: a membership and its grant change together, and nowhere else."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from intramural.audiences import actions as audiences
from intramural.kit import clock, locks
from intramural.kit.errors import Unacceptable
from intramural.people.actions.profiles import LONGEST_UNDO
from intramural.people.models import Person
from intramural.spaces import queries
from intramural.spaces.errors import LastOwner, SpaceArchivedAlready
from intramural.spaces.models import Membership, Space, SpaceInvitation

_UNDO = timedelta(seconds=LONGEST_UNDO)  # what was shared before may still wait in it, and is released later


def locked(space: Space) -> Space:
    """The space as it is now, and nobody else's to change until the transaction ends."""
    return Space.objects.select_for_update().get(pk=space.pk)


def as_they_are(people: QuerySet[Person]) -> list[Person]:
    """These people as they are now: nobody makes a guest of them until the transaction ends."""
    return locks.shared(people)


def membership_of(space: Space, person: Person) -> Membership:
    membership = Membership.objects.select_related("person").filter(space=space, person=person).first()
    if membership is None:
        raise Unacceptable(f"{person.name} is not in this space.", remedy="Invite them first.", field="person")
    return membership


def require_alive(space: Space) -> None:
    if space.archived_at is not None:
        raise SpaceArchivedAlready("This space is archived.", remedy="Bring it back first.")


def require_another_owner(space: Space, *, besides: Person) -> None:
    if all(owner.pk == besides.pk for owner in queries.owners(space)):
        raise LastOwner(
            "You are the last owner of this space.", remedy="Make somebody else an owner first, or archive the space."
        )


def let_in(
    space: Space,
    who: list[Person],
    *,
    role: str = Membership.Role.MEMBER,
    invited: SpaceInvitation | None = None,
) -> None:
    """With protected history, what was released before they came stays closed to them. What the members of a gated space
    shared before it was opened stays closed to whom its owners had not `invited` until then."""
    now = clock.now()
    rows = [Membership(space=space, person=person, role=role, joined_at=now, read_to=now) for person in who]
    Membership.objects.bulk_create(rows, ignore_conflicts=True)
    begins = _begins(space, invited)
    audiences.grant(space.circle, who, since=max(now, begins) if space.protects_history else begins)


def _begins(space: Space, invited: SpaceInvitation | None) -> datetime:
    """From when on what is for its members is for whoever comes in now."""
    if space.opened_at is None or (invited is not None and (space.is_gated or invited.at < space.opened_at)):
        return clock.EPOCH
    return space.opened_at + _UNDO


def let_out(space: Space, person: Person) -> None:
    Membership.objects.filter(space=space, person=person).delete()
    audiences.revoke(space.circle, [person])
