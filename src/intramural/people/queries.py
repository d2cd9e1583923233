"""Questions about people and units. What a directory shows is open to every member; guests see whom they share with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from intramural.kit import clock
from intramural.kit.errors import NotFound
from intramural.people.models import Delegation, Person, Unit


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
