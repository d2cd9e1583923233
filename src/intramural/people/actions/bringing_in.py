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
from django.db import transaction
from django.db.models.functions import Lower

from intramural.kit import markup
from intramural.kit.addresses import address
from intramural.people.actions import units
from intramural.people.models import Person, Unit
from intramural.people.queries import handles

FILLED = ("title", "pronouns", "site", "languages", "unit_id", "comes_as")


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
    comes_as: str = ""
    """The standing that they are to have here; "" where the other system does not say."""
    unit: tuple[str, ...] = ()
    """The names of the units from the top down to theirs."""
    joined_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """Who a newcomer is here."""

    pk: int
    handle: str
    is_new: bool
    is_filled: bool = False
    """Whether something of them that was empty is known from now on."""
    unit_id: int | None = None


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
    free_handles = _Handles(newcomers)
    filled: list[Person] = []
    places = _Units()
    for newcomer in newcomers:
        email = addresses[newcomer.origin]
        known = by_origin.get(newcomer.origin) or (by_address.get(email.lower()) if email else None)
        if known is not None and known.pk is not None:
            is_filled = _fill(known, newcomer, email if email.lower() not in by_address else "", places)
            arrived[newcomer.origin] = Arrived(known.pk, known.handle, False, is_filled, known.unit_id)
            filled += [known] if is_filled else []
            by_address.setdefault(email.lower(), known)
        elif known is not None:
            twins.append((newcomer.origin, known))
        else:
            person = _person(newcomer, email, free_handles, places)
            fresh[newcomer.origin] = by_origin[newcomer.origin] = person
            if email:
                by_address[email.lower()] = person
    Person.objects.bulk_create(fresh.values())
    Person.objects.bulk_update(filled, ["email", *FILLED])
    arrived.update(
        {origin: Arrived(person.pk, person.handle, True, unit_id=person.unit_id) for origin, person in fresh.items()}
    )
    arrived.update({origin: Arrived(person.pk, person.handle, is_new=False) for origin, person in twins})
    return arrived


def _fill(known: Person, newcomer: Newcomer, email: str, places: _Units) -> bool:
    """Fills in what is empty; whether there was anything."""
    if known.standing != Person.Standing.IMPORTED or known.erased_at is not None:
        return False
    given = {"email": email, **_words(newcomer, places)}
    news = {name: value for name, value in given.items() if value and not getattr(known, name)}
    for name, value in news.items():
        setattr(known, name, value)
    return bool(news)


def _words(newcomer: Newcomer, places: _Units) -> dict[str, Any]:
    return {
        "title": markup.clean_line(newcomer.title)[:120],
        "pronouns": markup.clean_line(newcomer.pronouns)[:40],
        "site": markup.clean_line(newcomer.site)[:80],
        "languages": markup.clean_line(newcomer.languages)[:120],
        "unit_id": places.of(newcomer.unit),
        "comes_as": newcomer.comes_as,
    }


class _Units:
    """Units by their names from the top down, made where they are not there."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], Unit | None] = {(): None}

    def of(self, path: tuple[str, ...]) -> int | None:
        unit = self._unit(path)
        return unit.pk if unit is not None else None

    def _unit(self, path: tuple[str, ...]) -> Unit | None:
        if path not in self._known:
            self._known[path] = units.put_unit(path[-1], by=None, parent=self._unit(path[:-1]))
        return self._known[path]


def _by_address(addresses: Iterable[str]) -> dict[str, Person]:
    lower = {text.lower() for text in addresses}
    found = Person.objects.annotate(lower=Lower("email")).filter(lower__in=lower)
    return {(person.email or "").lower(): person for person in found}


def _person(newcomer: Newcomer, email: str, free_handles: _Handles, places: _Units) -> Person:
    name = markup.clean_line(newcomer.name)[:120] or email or "Somebody"
    return Person(
        origin=newcomer.origin,
        name=name,
        email=email or None,
        handle=free_handles.free(newcomer),
        **_words(newcomer, places),
        time_zone=newcomer.time_zone if newcomer.time_zone in _zones() else "UTC",
        level=newcomer.level,
        joined_at=newcomer.joined_at,
        deactivated_at=newcomer.left_at,
        standing=Person.Standing.IMPORTED,
        is_active=False,
        password=make_password(None),
    )


class _Handles:
    """Handles that nobody gets twice, here or in this batch. Those that are free as they were wished cost two queries for all."""

    def __init__(self, newcomers: Iterable[Newcomer]) -> None:
        self._here = handles.taken({_handle(newcomer) for newcomer in newcomers})
        self._given: set[str] = set()

    def free(self, newcomer: Newcomer) -> str:
        handle = _handle(newcomer)
        if handle in self._here or handle in self._given:
            handle = handles.free(handle, besides=self._given)
        self._given.add(handle)
        return handle


def _handle(newcomer: Newcomer) -> str:
    """What they are called by, made into a handle."""
    wish = (
        newcomer.handle
        or address(newcomer.address).partition("@")[0]
        or markup.clean_line(newcomer.name)[:120]
        or "somebody"
    )
    plain = unicodedata.normalize("NFKD", wish).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._-]+", "-", plain).strip("._-")[: handles.LONGEST_HANDLE].strip("._-") or "person"


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
