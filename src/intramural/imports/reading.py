"""Reading what may be of any size and broken in any way: an item at a time, in bounded memory, never raising for its content."""

from __future__ import annotations

import codecs
import hashlib
import json
import lzma
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import IO, Any

from intramural.kit import clock, markup

CHUNK = 64 * 1024
LARGEST_ITEM = 32 * 1024 * 1024
UNREADABLE = (OSError, EOFError, lzma.LZMAError, zlib.error, tarfile.TarError)
"""What reading a compressed file or a .tar raises where it is damaged or cut off. Of a zip: `zips.BROKEN`."""


class Broken(ValueError):
    """What follows cannot be read; what came before was."""


def items_of_array(stream: IO[bytes]) -> Iterator[tuple[Any, str]]:
    """The items of a JSON array with their source text, one at a time. Raises Broken where it cannot be read on."""
    decode = codecs.getincrementaldecoder("utf-8-sig")(errors="replace").decode
    decoder = json.JSONDecoder()
    buffer, at, wanted, is_done, is_begun = "", 0, CHUNK, False, False
    while True:
        while at < len(buffer) and buffer[at] in " \t\r\n,":
            at += 1
        if at < len(buffer) and not is_begun:
            if buffer[at] != "[":
                raise Broken("it is not a JSON array")
            is_begun, at = True, at + 1
            continue
        if at < len(buffer) and buffer[at] == "]":
            return
        if at < len(buffer):
            try:
                item, end = decoder.raw_decode(buffer, at)
            except RecursionError:
                raise Broken("it is nested too deeply") from None
            except ValueError:
                if is_done or len(buffer) - at > LARGEST_ITEM:
                    raise Broken("it is not JSON from here on") from None
            else:
                if end < len(buffer) or is_done:
                    yield item, buffer[at:end]
                    at, wanted = end, CHUNK
                    continue
        if is_done:
            raise Broken("it ends in the middle")
        read = stream.read(wanted)
        wanted = min(wanted * 2, LARGEST_ITEM)
        is_done = not read
        buffer, at = buffer[at:] + decode(read, final=is_done), 0


def text(value: Any) -> str:
    """A text that a database can keep, whatever the value was; "" for what is no text."""
    return markup.clean(value) if isinstance(value, str) else ""


def line(value: Any) -> str:
    return markup.clean_line(value) if isinstance(value, str) else ""


def several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def moment(seconds: Any) -> datetime | None:
    """A Unix time as a moment; None for what is none, or lies before 1970 or in the future: such a date is not known."""
    try:
        found = datetime.fromtimestamp(float(seconds), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return plausible(found)


def plausible(at: datetime) -> datetime | None:
    """The moment, unless it is before 1970 or in the future."""
    return at if clock.EPOCH <= at <= clock.now() + timedelta(minutes=10) else None


class Spool:
    """Items put in order on disk: added in any order, given back sorted. It is a nameless file that ends with the process."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._kept.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;"
            "CREATE TABLE item (place REAL, tie TEXT, payload TEXT);"
        )

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._kept.close()

    def __del__(self) -> None:
        self._kept.close()

    def add(self, place: float, tie: str, payload: str) -> None:
        self._kept.execute("INSERT INTO item VALUES (?, ?, ?)", (place, tie, payload))

    def sorted(self) -> Iterator[str]:
        """The payloads by place, then by tie, then as they came."""
        for (payload,) in self._kept.execute("SELECT payload FROM item ORDER BY place, tie, rowid"):
            yield payload

    def clear(self) -> None:
        self._kept.execute("DELETE FROM item")


class Seen:
    """What was met before, on disk: it may be very much. It is a nameless file that ends with the process."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._kept.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;"
            "CREATE TABLE seen (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID;"
        )

    def __del__(self) -> None:
        self._kept.close()

    def add(self, key: str, value: str = "") -> bool | None:
        """None if the key is new; else whether it came with the same value before."""
        digest = hashlib.sha256(value.encode()).digest()[:16]
        row = (hashlib.sha256(key.encode()).digest()[:16], digest)
        found = self._kept.execute("SELECT value FROM seen WHERE key = ?", row[:1]).fetchone()
        if found is None:
            self._kept.execute("INSERT INTO seen VALUES (?, ?)", row)
            return None
        return bool(found[0] == digest)
