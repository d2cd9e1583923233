"""Everybody is in an official space; that is the one thing nobody is asked about."""

from __future__ import annotations

from django.db import transaction

from intramural.people import queries as people
from intramural.people.models import Person
from intramural.spaces.actions import doors
from intramural.spaces.models import Space

_BATCH = 1000


@transaction.atomic
def welcome(person: Person) -> None:
    """Brings a member into all official spaces. Guests, and who cannot sign in, stay where they are."""
    [person] = doors.as_they_are(Person.objects.filter(pk=person.pk))
    if not person.is_member:
        return
    for space in Space.objects.filter(kind=Space.Kind.OFFICIAL, archived_at__isnull=True).exclude(members=person):
        doors.let_in(space, [person])


@transaction.atomic
def fill(space: Space) -> int:
    """Brings every member who is not yet in it into an official space; returns how many came."""
    missing = doors.as_they_are(people.members().exclude(memberships__space=space).order_by("pk"))
    for start in range(0, len(missing), _BATCH):
        doors.let_in(space, missing[start : start + _BATCH])
    return len(missing)
