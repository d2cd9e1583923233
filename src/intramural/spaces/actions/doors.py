"""Coming in and going out: a membership and its grant change together, and nowhere else."""

from __future__ import annotations

from intramural.audiences import actions as audiences
from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.people.models import Person
from intramural.spaces import queries
from intramural.spaces.errors import LastOwner
from intramural.spaces.models import Membership, Space


def locked(space: Space) -> Space:
    """The space as it is now, and nobody else's to change until the transaction ends."""
    return Space.objects.select_for_update().get(pk=space.pk)


def membership_of(space: Space, person: Person) -> Membership:
    membership = Membership.objects.select_related("person").filter(space=space, person=person).first()
    if membership is None:
        raise Unacceptable(f"{person.name} is not in this space.", remedy="Invite them first.", field="person")
    return membership


def require_another_owner(space: Space, *, besides: Person) -> None:
    if all(owner.pk == besides.pk for owner in queries.owners(space)):
        raise LastOwner(
            "You are the last owner of this space.", remedy="Make somebody else an owner first, or archive the space."
        )


def let_in(space: Space, who: list[Person], *, role: str = Membership.Role.MEMBER) -> None:
    """With protected history, what was released before they came stays closed to them."""
    now = clock.now()
    rows = [Membership(space=space, person=person, role=role, joined_at=now, read_to=now) for person in who]
    Membership.objects.bulk_create(rows, ignore_conflicts=True)
    audiences.grant(space.circle, who, since=now if space.protects_history else clock.EPOCH)


def let_out(space: Space, person: Person) -> None:
    Membership.objects.filter(space=space, person=person).delete()
    audiences.revoke(space.circle, [person])
