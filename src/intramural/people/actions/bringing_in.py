"""People who come from another system, many at a time. They cannot sign in until somebody invites them.

Whoever is here already, by origin or by address, stays as they are. Only what is empty of a person whom nobody has
invited yet is filled in: one system knows the address, another the title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any
from zoneinfo import available_timezones

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Lower

from intramural.kit import markup
from intramural.people.models import Person

MOST_HANDLE = 40
FILLED = ("title", "pronouns", "site", "languages", "unit_id")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody whom another system knew. `origin` names them there; only the name is needed."""

    origin: str
    name: str
    address: str = ""
    handle: str = ""
    title: str = ""
    pronouns: str = ""
    time_zone: str = ""
    site: str = ""
    languages: str = ""
    level: str = Person.Level.WORKER
    unit_id: int | None = None
    joined_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """Who a newcomer is here."""

    pk: int
    handle: str
    is_new: bool


@transaction.atomic
def bring_in(newcomers: Sequence[Newcomer], *, met: Mapping[str, int] = MappingProxyType({})) -> dict[str, Arrived]:
    """Origin → person, made where neither the origin nor the address was known. Again changes nothing.

    `met` are people (numbers) who are known by an origin that is not the one they first came with.
    """
    by_origin = {p.origin or "": p for p in Person.objects.filter(origin__in=[n.origin for n in newcomers])}
    others = Person.objects.in_bulk(list(met.values()))
    by_origin.update({origin: others[pk] for origin, pk in met.items() if pk in others})
    addresses = {n.origin: address(n.address) for n in newcomers}
    by_address = _by_address({found for found in addresses.values() if found})
    arrived: dict[str, Arrived] = {}
    fresh: dict[str, Person] = {}
    twins: list[tuple[str, Person]] = []
    taken: set[str] = set()
    filled: list[Person] = []
    for newcomer in newcomers:
        email = addresses[newcomer.origin]
        known = by_origin.get(newcomer.origin) or (by_address.get(email.lower()) if email else None)
        if known is not None and known.pk is not None:
            arrived[newcomer.origin] = Arrived(known.pk, known.handle, is_new=False)
            filled += _fill(known, newcomer, email if email.lower() not in by_address else "")
            by_address.setdefault(email.lower(), known)
        elif known is not None:
            twins.append((newcomer.origin, known))
        else:
            person = _person(newcomer, email, taken)
            fresh[newcomer.origin] = by_origin[newcomer.origin] = person
            if email:
                by_address[email.lower()] = person
    Person.objects.bulk_create(fresh.values())
    Person.objects.bulk_update(filled, ["email", *FILLED])
    arrived.update({origin: Arrived(person.pk, person.handle, is_new=True) for origin, person in fresh.items()})
    arrived.update({origin: Arrived(person.pk, person.handle, is_new=False) for origin, person in twins})
    return arrived


def _fill(known: Person, newcomer: Newcomer, email: str) -> list[Person]:
    """The person, if something of them is filled in now."""
    if known.standing != Person.Standing.IMPORTED or known.erased_at is not None:
        return []
    given = {"email": email, **_words(newcomer)}
    news = {name: value for name, value in given.items() if value and not getattr(known, name)}
    for name, value in news.items():
        setattr(known, name, value)
    return [known] if news else []


def _words(newcomer: Newcomer) -> dict[str, Any]:
    return {
        "title": markup.clean_line(newcomer.title)[:120],
        "pronouns": markup.clean_line(newcomer.pronouns)[:40],
        "site": markup.clean_line(newcomer.site)[:80],
        "languages": markup.clean_line(newcomer.languages)[:120],
        "unit_id": newcomer.unit_id,
    }


def address(text: str) -> str:
    """The address as it is kept, or "" if it is none."""
    text = markup.clean_line(text)
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text if len(text) <= 254 else ""


def _by_address(addresses: Iterable[str]) -> dict[str, Person]:
    lower = {text.lower() for text in addresses}
    found = Person.objects.annotate(lower=Lower("email")).filter(lower__in=lower)
    return {(person.email or "").lower(): person for person in found}


def _person(newcomer: Newcomer, email: str, taken: set[str]) -> Person:
    name = markup.clean_line(newcomer.name)[:120] or email or "Somebody"
    return Person(
        origin=newcomer.origin,
        name=name,
        email=email or None,
        handle=_free_handle(newcomer.handle or email.partition("@")[0] or name, taken),
        **_words(newcomer),
        time_zone=newcomer.time_zone if newcomer.time_zone in _zones() else "UTC",
        level=newcomer.level,
        joined_at=newcomer.joined_at,
        deactivated_at=newcomer.left_at,
        standing=Person.Standing.IMPORTED,
        is_active=False,
        password=make_password(None),
    )


def _free_handle(wish: str, taken: set[str]) -> str:
    """The wish made into a handle that nobody here or in this batch has."""
    plain = unicodedata.normalize("NFKD", wish).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9._-]+", "-", plain).strip("._-")[:MOST_HANDLE].strip("._-") or "person"
    candidate, number = base, 1
    if Person.objects.filter(handle=base).exists():
        known = set(Person.objects.filter(handle__startswith=base[: MOST_HANDLE - 6]).values_list("handle", flat=True))
    else:
        known = set()
    while candidate in known or candidate in taken:
        number += 1
        candidate = f"{base[: MOST_HANDLE - len(str(number))].rstrip('._-')}{number}"
    taken.add(candidate)
    return candidate


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
