"""A staff list as a source of people, their units and their managers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from intramural.imports.material import Named, Passed
from intramural.imports.reading import plausible
from intramural.imports.staff.ldif import Ldif
from intramural.imports.staff.table import Table
from intramural.kit import clock
from intramural.kit.addresses import address
from intramural.people.actions.bringing_in import Newcomer

_LEVELS = {
    "worker": "worker", "employee": "worker", "staff": "worker", "manager": "manager", "lead": "manager",
    "head": "manager", "executive": "executive", "director": "executive", "c-level": "executive", "board": "executive",
}  # fmt: skip
_STILL_HERE = {"", "no", "false", "0", "-"}


class Rows(Protocol):
    """Where each row stands, its words by our names of columns, and its size in bytes."""

    unknown: list[str]

    def rows(self) -> Iterator[tuple[str, dict[str, str], int]]: ...


class Roll:
    """The people of a staff list."""

    name = "a staff list"

    def __init__(self, path: Path, *, names: list[str]) -> None:
        self._rows: Rows = Ldif(path) if path.suffix.lower() in (".ldif", ".ldf") else Table(path, names=names)
        self.total = path.stat().st_size * 2

    def people(self) -> Iterator[Newcomer | Named | Passed]:
        """Who is known by id, else by address, else by name; a row without any of them is named."""
        for name in self._rows.unknown:
            yield Named("the column is not taken", name)
        for where, row, size in self._rows.rows():
            name = _name(row)
            if not name:
                yield Named("it names nobody", where, size)
            else:
                yield Newcomer(
                    origin=_origin(row),
                    name=name,
                    address=row.get("address", ""),
                    handle=row.get("handle", ""),
                    title=row.get("title", ""),
                    pronouns=row.get("pronouns", ""),
                    time_zone=row.get("time_zone", ""),
                    site=row.get("site", ""),
                    languages=row.get("languages", ""),
                    level=_LEVELS.get(row.get("level", "").lower(), "worker"),
                    unit=_path(row),
                    joined_at=_moment(row.get("joined", "")),
                    left_at=_left_at(row.get("left", "")),
                )
            yield Passed(size)

    def managers(self) -> Iterator[tuple[str, tuple[str, ...], str, int]]:
        """Of each who has one: their key, what may be the key of the manager, what the list says, and the row's size."""
        for _, row, size in self._rows.rows():
            said = row.get("manager", "")
            if said and _name(row):
                yield _origin(row), (_key("id", said), _key("address", said)), said, size


def keys_of(newcomer: Newcomer) -> Iterator[str]:
    """How a source may name somebody who comes from a list: by their id or their address."""
    yield newcomer.origin
    if newcomer.origin.startswith("staff:") and (found := address(newcomer.address)):
        yield _key("address", found)


def _name(row: dict[str, str]) -> str:
    both = f"{row.get('first', '')} {row.get('last', '')}".strip()
    return row.get("name") or both or row.get("address", "").partition("@")[0]


def _origin(row: dict[str, str]) -> str:
    if id := row.get("dn") or row.get("id"):
        return _key("id", id)
    if found := address(row.get("address", "")):
        return _key("address", found)
    return _key("name", _name(row))


def _key(kind: str, word: str) -> str:
    """An address has the key that it has in mail: it is the same person."""
    key = f"mail:{word.lower()}" if kind == "address" else f"staff:{kind}:{word.lower()}"
    return key if len(key) <= 200 else f"staff:{hashlib.sha256(key.encode()).hexdigest()}"


def _path(row: dict[str, str]) -> tuple[str, ...]:
    parts = [row.get(column, "") for column in ("division", "unit", "subunit")]
    return tuple(piece[:120] for part in parts for word in re.split(r"\s*[/>]\s*", part) if (piece := word.strip()))[:12]


def _moment(words: str) -> datetime | None:
    """A date, written from the year down (2021-03-01, 20210301, with or without a time); others are not guessed."""
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", words)
    try:
        found = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return plausible(datetime(found.year, found.month, found.day, tzinfo=UTC)) if found else None


def _left_at(words: str) -> datetime | None:
    """When they left; today where the list says only that. An end that lies ahead has not come."""
    if words.lower() in _STILL_HERE:
        return None
    match = re.match(r"\d{4}-?\d{2}-?\d{2}", words)
    return _moment(words) if match else clock.now()
