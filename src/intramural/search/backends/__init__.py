"""The full-text index of either database, asked in the same way: `chosen()` gives the one that is connected.

A backend says in which `ways` entries are found by their terms, and writes a `Sieve` in its database's words. Each way gives
what is older than all that those before it gave; whoever has enough asks no further.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple

from django.db import connection

from intramural.kit import clock


@dataclass(frozen=True)
class Clause:
    """Something to look for: one of several ways, each a run of terms. With `begins`, the last term may go on."""

    ways: tuple[tuple[str, ...], ...]
    begins: bool = False


@dataclass(frozen=True)
class Sieve:
    """What an entry must hold: `every` clause, all of at least one group of `some` if there are any, none of `no`."""

    every: tuple[Clause, ...] = ()
    some: tuple[tuple[Clause, ...], ...] = ()
    no: tuple[Clause, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether one clause of several is enough."""
        return bool(self.some) and all(len(group) == 1 for group in self.some)


class Way(NamedTuple):
    """Where entries are found: what stands after FROM, after WHERE, and the values that both name of their own."""

    source: str
    match: str = "TRUE"
    values: Mapping[str, Any] = MappingProxyType({})


_LOOKED_UP_FOR = 60.0


def horizons(*many: int) -> list[int]:
    """The numbers of the entries that so many are newer than, of those `many` that the house has. Looked up once a minute.

    They say where to look first, not what is found: they may be old, or of another house.
    """
    return _looked_up(many, int(clock.passing() / _LOOKED_UP_FOR))


@lru_cache(maxsize=4)
def _looked_up(many: tuple[int, ...], _since: int) -> list[int]:
    asked = ", ".join(f"(SELECT id FROM search_entry ORDER BY id DESC LIMIT 1 OFFSET {each})" for each in many)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return [horizon for horizon in cursor.fetchone() if horizon is not None]


def chosen() -> ModuleType:
    """The backend of the connected database."""
    from intramural.search.backends import postgresql, sqlite

    return sqlite if connection.vendor == "sqlite" else postgresql
