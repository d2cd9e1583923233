"""Builders of spaces for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from intramural.audiences import actions as audiences
from intramural.kit import clock
from intramural.people.models import Person
from intramural.spaces.models import Membership, Space


def a_space(name: str, *, owner: Person, members: tuple[Person, ...] = (), gated: bool = False, **more: Any) -> Space:
    """A space with its owner and members; a gated one has a purpose and half a year to its sunset."""
    if gated:
        more = {"is_gated": True, "purpose": "A test", "sunset_on": (clock.now() + timedelta(days=180)).date(), **more}
    space = Space.objects.create(name=name, slug=name.lower().replace(" ", "-"), circle=audiences.open_circle(), **more)
    Membership.objects.create(space=space, person=owner, role=Membership.Role.OWNER)
    Membership.objects.bulk_create([Membership(space=space, person=person) for person in members])
    audiences.grant(space.circle, [owner, *members])
    return space
