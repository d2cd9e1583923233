"""The tree of units, and who speaks for them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from intramural.kit import clock
from intramural.kit.errors import NotFound, Unacceptable
from intramural.people.models import Delegation, Person, Unit


def in_units(units: Iterable[Unit]) -> QuerySet[Person]:
    """Everybody in these units and their sub-units, whether or not they may sign in. Guests are in none."""
    ranges = [Q(unit__path__startswith=unit.path) for unit in units]
    if not ranges:
        return Person.objects.none()
    return Person.objects.filter(reduce(or_, ranges)).exclude(standing=Person.Standing.GUEST)


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


def unit(public_id: str, *, viewer: Person | None = None) -> Unit:
    """The unit at this address. Refuses (404) one that is not there, and any to a viewer who is no member."""
    found = Unit.objects.select_related("parent", "head").filter(public_id=public_id).first()
    if found is None or (viewer is not None and not viewer.is_member):
        raise NotFound("There is no such unit for you to see.")
    return found


def unit_named(name: str) -> Unit:
    """The unit of this name, or of this path such as "Deck / Fore". Refuses (422) none, and more than one."""
    steps = [step for part in name.split("/") if (step := part.strip())]
    found = Unit.objects.filter(name__iexact=steps[-1][:120]) if steps else Unit.objects.none()
    for above, step in enumerate(reversed(steps[:-1]), start=1):
        found = found.filter(**{"__".join(["parent"] * above) + "__name__iexact": step[:120]})
    several = list(Unit.objects.filter(name__iexact=name.strip()[:120])[:2]) or list(found[:2])
    if len(several) != 1:
        raise Unacceptable(
            f"“{name[:60]}” names {'more than one unit' if several else 'no unit'}.",
            remedy="Write its path, such as “Deck / Fore”.",
            field="unit",
        )
    return several[0]


def units_above(unit: Unit) -> list[Unit]:
    """The units that this one is part of, the top first."""
    line = [int(step) for step in unit.path.split(".") if step and int(step) != unit.pk]
    found = Unit.objects.in_bulk(line)
    return [found[pk] for pk in line]


def units_below(unit: Unit) -> QuerySet[Unit]:
    """The units that are directly part of this one, by name."""
    return Unit.objects.filter(parent=unit).order_by("name")


def units_shown_to(viewer: Person) -> QuerySet[Unit]:
    """The units that the viewer may know of, by name, with parent and head: all for members, none for guests."""
    return Unit.objects.select_related("parent", "head").order_by("name") if viewer.is_member else Unit.objects.none()


def delegations_of(unit: Unit) -> QuerySet[Delegation]:
    """Who may speak officially for the unit now, by name."""
    now = clock.now()
    running = Delegation.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), unit=unit, starts_at__lte=now)
    return running.filter(person__is_active=True).select_related("person", "given_by").order_by("person__name")


def delegation(unit: Unit, handle: str) -> Delegation:
    """The running delegation of one person for the unit. Refuses (404) where there is none."""
    found = delegations_of(unit).select_related("unit").filter(person__handle=handle).first()
    if found is None:
        raise NotFound("They do not speak for this unit.")
    return found
