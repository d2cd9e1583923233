"""Pages by key: a page begins after the last row of the one before, never at an offset.

An offset would count rows that came or went meanwhile, show some twice, skip others, and cost more the deeper it goes.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from intramural.kit.errors import Unacceptable

Row = TypeVar("Row")


@dataclass(frozen=True)
class Key:
    """The place of a row in a list that is ordered by time, then by number."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        micros = round(self.at.timestamp() * 1_000_000)
        return base64.urlsafe_b64encode(f"{micros}.{self.pk}".encode()).decode().rstrip("=")


def read_key(text: str | None) -> Key | None:
    """The key that a page's `after` parameter names; None for none.

    Refuses (422) what no page of ours can have given out.
    """
    if not text:
        return None
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode("ascii")
        micros, _, pk = raw.partition(".")
        number = int(pk)
        if not 0 <= number < 2**63:
            raise ValueError(pk)
        return Key(at=datetime.fromtimestamp(int(micros) / 1_000_000, UTC), pk=number)
    except (ValueError, UnicodeError, binascii.Error, OverflowError, OSError):
        raise _not_a_place() from None


@dataclass(frozen=True)
class NameKey:
    """The place of a row in a list that is ordered by name, then by number."""

    name: str
    pk: int

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.pk}.{self.name}".encode()).decode().rstrip("=")


def read_name_key(text: str | None) -> NameKey | None:
    """As `read_key`, of a list that is ordered by name."""
    if not text:
        return None
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode("utf-8")
        pk, dot, name = raw.partition(".")
        number = int(pk)
        if not dot or not 0 <= number < 2**63 or "\x00" in name:
            raise ValueError(raw)
        return NameKey(name=name, pk=number)
    except (ValueError, UnicodeError, binascii.Error):
        raise _not_a_place() from None


def _not_a_place() -> Unacceptable:
    return Unacceptable("That place in the list cannot be found.", remedy="Start again from the first page.", field="after")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page, and the key after which the next one begins (None on the last page)."""

    rows: list[Row]
    next: Key | NameKey | None
