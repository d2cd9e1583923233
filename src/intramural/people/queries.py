"""Questions about people and units. What a directory shows is open to every member; guests see whom they share with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from intramural.kit import clock
from intramural.kit.errors import NotFound
from intramural.people.errors import InvitationGone
from intramural.people.models import Delegation, Invitation, Person, Session, Token, Unit


def members() -> QuerySet[Person]:
    """The people whom *everyone* includes: members that may sign in. Guests and the not yet invited are not."""
    return Person.objects.filter(is_active=True, standing=Person.Standing.MEMBER)


def in_units(units: Iterable[Unit]) -> QuerySet[Person]:
    """Everybody in these units and their sub-units, whether or not they may sign in."""
    ranges = [Q(unit__path__startswith=unit.path) for unit in units]
    return Person.objects.filter(reduce(or_, ranges)) if ranges else Person.objects.none()


def by_handle(handle: str, *, viewer: Person) -> Person:
    """The person with this handle, if the viewer may see their profile; else there is nobody (404)."""
    person = visible_to(viewer).select_related("unit", "manager").filter(handle=handle.lower()).first()
    if person is None:
        raise NotFound("There is nobody here by that name.")
    return person


def visible_to(viewer: Person) -> QuerySet[Person]:
    """The people whose profile the viewer may see: members see everyone who was not erased, a guest sees themselves.

    A guest meets others through the spaces they share; those name them without opening the directory.
    """
    if not getattr(viewer, "is_active", False):
        return Person.objects.none()
    shown = Person.objects.filter(erased_at__isnull=True)
    return shown if viewer.is_member else shown.filter(pk=viewer.pk)


def addresses_of(handles: Iterable[str]) -> Mapping[str, str]:
    """For those handles that exist: where their profile is, to link a mention."""
    known = Person.objects.filter(handle__in=list(handles), erased_at__isnull=True).values_list("handle", flat=True)
    return {handle: f"/people/{handle}/" for handle in known}


def speaks_for(person: Person) -> QuerySet[Unit]:
    """The units for which this person may speak officially now (D10)."""
    now = clock.now()
    current = Delegation.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), person=person, starts_at__lte=now)
    return Unit.objects.filter(delegations__in=current).distinct()


def unit_tree() -> list[Unit]:
    """All units, parents before their children, siblings by name; `unit.depth` is 0 at the top."""
    by_parent: dict[int | None, list[Unit]] = {}
    for unit in Unit.objects.order_by("name"):
        by_parent.setdefault(unit.parent_id, []).append(unit)
    ordered: list[Unit] = []

    def walk(parent_id: int | None, depth: int) -> None:
        for unit in by_parent.get(parent_id, []):
            unit.depth = depth  # type: ignore[attr-defined]
            ordered.append(unit)
            walk(unit.pk, depth + 1)

    walk(None, 0)
    return ordered


def unit(public_id: str) -> Unit:
    found = Unit.objects.select_related("parent", "head").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such unit.")
    return found


def by_address(address: str) -> Person | None:
    """Whoever has this mail address, however it is written; None for nobody."""
    return Person.objects.filter(email__iexact=address.strip()).first() if address.strip() else None


def hash_of(secret: str) -> str:
    """What is kept of a secret that is long and random. (Passwords are neither: they are kept by Argon2.)"""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation(token: str) -> Invitation:
    """The open invitation of this link. Refuses (410) a link that was used, replaced, or has run out."""
    found = (
        Invitation.objects.select_related("person", "invited_by")
        .filter(token_hash=hash_of(token), expires_at__gt=clock.now(), person__deactivated_at=None)
        .first()
    )
    if found is None:
        raise InvitationGone
    return found


def sessions_of(person: Person) -> QuerySet[Session]:
    """One's own signed-in browsers, the newest first."""
    return Session.objects.filter(person=person, expire_date__gt=clock.now()).order_by("-started_at")


def session(public_id: str, *, of: Person) -> Session:
    found = Session.objects.filter(person=of, public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such session of yours.")
    return found


def tokens_of(person: Person) -> QuerySet[Token]:
    """One's own tokens, the newest first; those that have run out among them."""
    return Token.objects.filter(person=person).order_by("-made_at", "-pk")


def token(public_id: str, *, of: Person) -> Token:
    found = Token.objects.filter(person=of, public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such token of yours.")
    return found


def token_of(secret: str) -> Token | None:
    """The token that this secret is, with its person, if neither has ended; None otherwise. One query."""
    found = (
        Token.objects.select_related("person", "person__unit")
        .filter(token_hash=hash_of(secret), person__is_active=True)
        .first()
    )
    return None if found is None or found.has_ended(clock.now()) else found
