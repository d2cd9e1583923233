"""Pages by key: a page begins after the last row of the one before, never at an offset.

An offset would count rows that came or went meanwhile, show some twice, skip others, and cost more the deeper it goes.
A key holds what its list shows and nothing else: a row's number would tell how many rows stand between two pages, those
that nobody may know of among them.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from intramural.kit import ids
from intramural.kit.errors import Unacceptable

Row = TypeVar("Row")
_TIE = re.compile(f"[{ids.ALPHABET}]{{{ids.LENGTH}}}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Key:
    """The place of a row in a list that is ordered by time; `tie`, its public id, tells rows of one moment apart."""

    at: datetime
    tie: str

    def __str__(self) -> str:
        micros = (self.at - _EPOCH) // timedelta(microseconds=1)
        return base64.urlsafe_b64encode(f"{micros}.{self.tie}".encode()).decode().rstrip("=")


def moment(at: datetime) -> Key:
    """The place of a moment itself, which no row holds."""
    return Key(at, ids.ALPHABET[0] * ids.LENGTH)


def read_key(text: str | None) -> Key | None:
    """The key that a page's `after` parameter names; None for none.

    Refuses (422) what no page of ours can have given out.
    """
    if not text:
        return None
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode("ascii")
        micros, _, tie = raw.partition(".")
        if not _TIE.fullmatch(tie):
            raise ValueError(tie)
        return Key(at=_EPOCH + timedelta(microseconds=int(micros)), tie=tie)
    except (ValueError, UnicodeError, binascii.Error, OverflowError):
        raise _not_a_place() from None


@dataclass(frozen=True)
class NameKey:
    """The place of a row in a list that is ordered by name; `tie`, its handle or slug, tells namesakes apart."""

    name: str
    tie: str

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.tie}\n{self.name}".encode()).decode().rstrip("=")


def read_name_key(text: str | None) -> NameKey | None:
    """As `read_key`, of a list that is ordered by name."""
    if not text:
        return None
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode("utf-8")
        tie, line, name = raw.partition("\n")
        if not line or "\x00" in raw:
            raise ValueError(raw)
        return NameKey(name=name, tie=tie)
    except (ValueError, UnicodeError, binascii.Error):
        raise _not_a_place() from None


def _not_a_place() -> Unacceptable:
    return Unacceptable("That place in the list cannot be found.", remedy="Start again from the first page.", field="after")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page, and the key after which the next one begins (None on the last page)."""

    rows: list[Row]
    next: Key | NameKey | None
