"""Spaces that come from another system, each with its members, in one step and once.

What a space is here after that is the business of its owners: a second run changes nothing, and brings nobody back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from intramural.audiences import actions as audiences
from intramural.audiences.models import Grant
from intramural.kit import clock, markup
from intramural.people.models import Person
from intramural.spaces.actions import words
from intramural.spaces.kinds import TAKEN_WORDS
from intramural.spaces.models import Membership, Space

MOST_SLUG = 60
SUNSET_AFTER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A group of another system. `members` and `owners` are people's numbers; owners are members too.

    A guest who is here already comes into external ones alone, and owns none.
    """

    origin: str
    name: str
    kind: str = Space.Kind.SOCIAL
    is_gated: bool = True
    description: str = ""
    purpose: str = "Brought in from another system"
    members: Sequence[int] = ()
    owners: Sequence[int] = ()
    founded_at: datetime | None = None
    archived_at: datetime | None = None


@transaction.atomic
def bring_in(arrival: Arrival) -> tuple[Space, bool]:
    """The space of this origin, and whether it is new. A gated one ends its first year with its sunset."""
    known = Space.objects.filter(origin=arrival.origin).first()
    if known is not None:
        return known, False
    now = clock.now()
    name = markup.clean_line(arrival.name)[:80] or "Without a name"
    space = Space.objects.create(
        origin=arrival.origin,
        name=name,
        slug=words.slug_of(name, listed=False) if arrival.is_gated else _free_slug(name),
        kind=arrival.kind,
        description=markup.clean_line(arrival.description)[:300],
        is_gated=arrival.is_gated,
        is_listed=not arrival.is_gated,
        purpose=markup.clean_line(arrival.purpose)[:300] if arrival.is_gated else "",
        sunset_on=(now + SUNSET_AFTER).date() if arrival.is_gated else None,
        founded_at=arrival.founded_at or now,
        archived_at=arrival.archived_at,
        circle=audiences.open_circle(),
    )
    members, owners = _who_may_be_in_it(arrival)
    since = arrival.founded_at or now
    Membership.objects.bulk_create(
        (
            Membership(
                space=space, person_id=pk, joined_at=since, read_to=now,
                role=Membership.Role.OWNER if pk in owners else Membership.Role.MEMBER,
            )
            for pk in members
        ),
        batch_size=1000,
    )  # fmt: skip
    Grant.objects.bulk_create((Grant(audience=space.circle, person_id=pk) for pk in members), batch_size=1000)
    return space, True


@transaction.atomic
def joined(joins: Mapping[tuple[int, int], datetime]) -> None:
    """(space, person) → when they joined there; kept as the date of a membership that began earlier or unknown."""
    if not joins:
        return
    rows = Membership.objects.filter(
        space_id__in={space for space, _ in joins}, person_id__in={person for _, person in joins}
    )
    changed = []
    for row in rows:
        at = joins.get((row.space_id, row.person_id))
        if at is not None and row.joined_at < at <= row.read_to:
            row.joined_at = at
            changed.append(row)
    Membership.objects.bulk_update(changed, ["joined_at"])


def _who_may_be_in_it(arrival: Arrival) -> tuple[list[int], set[int]]:
    owners = set(arrival.owners)
    members = owners | set(arrival.members)
    guests = set(Person.objects.filter(pk__in=members, standing=Person.Standing.GUEST).values_list("pk", flat=True))
    return sorted(members if arrival.kind == Space.Kind.EXTERNAL else members - guests), owners - guests


def _free_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_SLUG].strip("-") or "space"
    candidate, number = base, 1
    while candidate in TAKEN_WORDS or Space.objects.filter(slug=candidate).exists():
        number += 1
        candidate = f"{base[: MOST_SLUG - 1 - len(str(number))]}-{number}"
    return candidate
