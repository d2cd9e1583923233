"""The full-text index of either database, asked in the same way: `chosen()` gives the one that is connected.

A backend says in which `ways` entries are found by their terms, and writes a `Sieve` in its database's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from django.db import connection


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


def chosen() -> ModuleType:
    """The backend of the connected database."""
    from intramural.search.backends import postgresql, sqlite

    return sqlite if connection.vendor == "sqlite" else postgresql
