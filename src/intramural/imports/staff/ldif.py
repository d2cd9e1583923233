"""Entries of an LDIF (RFC 2849): those that are people."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path

from intramural.imports.reading import line, text
from intramural.imports.staff import columns

MOST_LINE = 16 * 1024 * 1024
_PEOPLE = {"person", "inetorgperson", "organizationalperson", "user", "posixaccount"}
_DISABLED = 2


class Ldif:
    """`rows` yields where each entry stands and its words by our names of columns; `unknown` are the attributes left out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.unknown: list[str] = []

    def rows(self) -> Iterator[tuple[str, dict[str, str], int]]:
        for entry, size in self._entries():
            kinds = {value.lower() for name, value in entry if name == "objectclass"}
            where = next((value for name, value in entry if name == "dn"), "an entry without a name")
            if not kinds & _PEOPLE:
                continue
            names = [name for name, _ in entry]
            row = {ours: entry[places[0]][1] for ours, places in columns.meanings(names).items()}
            row["dn"] = where.lower()
            control = next((value for name, value in entry if name == "useraccountcontrol"), "")
            if control.isascii() and control.isdigit() and int(control[:12]) & _DISABLED:
                row["left"] = row.get("left") or "yes"
            yield where, row, size

    def _entries(self) -> Iterator[tuple[list[tuple[str, str]], int]]:
        entry: list[tuple[str, str]] = []
        size = 0
        for row, length in self._lines():
            size += length
            if row:
                name, separator, value = row.partition(":")
                if separator and not row.startswith("#") and not value.startswith("<"):
                    entry.append((name.partition(";")[0].strip().lower(), _value(value)))
            elif entry:
                yield entry, size
                entry, size = [], 0
        if entry:
            yield entry, size

    def _lines(self) -> Iterator[tuple[str, int]]:
        """The lines with those put together that were broken, and how long they were."""
        held, size = "", 0
        with self._path.open("rb") as stream:
            while raw := stream.readline(MOST_LINE):
                row = raw.decode("utf-8", "replace").rstrip("\r\n")
                if row.startswith(" ") and held and len(held) < MOST_LINE:
                    held += row[1:]
                    size += len(raw)
                    continue
                if size:
                    yield held, size
                held, size = row, len(raw)
        yield held, size
        yield "", 0


def _value(value: str) -> str:
    if not value.startswith(":"):
        return line(value)
    try:
        return line(text(base64.b64decode(value[1:].strip()).decode("utf-8", "replace")))
    except (binascii.Error, ValueError):
        return ""
