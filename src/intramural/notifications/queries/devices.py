"""The devices of one person, seen by that person alone."""

from __future__ import annotations

from collections.abc import Iterable

from intramural.kit.errors import NotFound
from intramural.notifications.models import Device
from intramural.people.models import Person


def devices(person: Person) -> list[Device]:
    """The person's devices, the newest last. One query."""
    return list(Device.objects.filter(person=person).order_by("pk"))


def device(public_id: str, *, viewer: Person) -> Device:
    """One of the viewer's own; else there is none (404)."""
    found = Device.objects.filter(person=viewer, public_id=public_id[:13]).first()
    if found is None:
        raise NotFound("You have no such device.")
    return found


def devices_of(people: Iterable[int]) -> dict[int, list[Device]]:
    """The devices of these people (numbers), by theirs. One query."""
    found: dict[int, list[Device]] = {}
    for each in Device.objects.filter(person__in=set(people)):
        found.setdefault(each.person_id, []).append(each)
    return found
