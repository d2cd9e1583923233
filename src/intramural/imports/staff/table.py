"""Rows of a table of staff, whatever separates its columns."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from intramural.imports.errors import CannotBeRead
from intramural.imports.reading import line
from intramural.imports.staff import columns

MOST_COLUMNS = 500
_SEPARATORS = (",", ";", "\t", "|")


class Table:
    """`rows` yields where each row stands and its words by our names of columns; `unknown` are the columns left out."""

    def __init__(self, path: Path, *, names: list[str]) -> None:
        self._path = path
        with path.open("rb") as stream:
            sample = stream.read(1024 * 1024)
        self._encoding = _encoding(sample)
        first = io.StringIO(sample.decode(self._encoding, "replace"), newline="").readline()  # which a lone \r ends too
        self._separator = max(_SEPARATORS, key=first.count)
        self._begin = 0 if names else 1
        names = names or _cells(first, self._separator)
        self._meanings, self.unknown = columns.meanings(names), columns.unknown(names)
        if not self._meanings.keys() & {"name", "first", "last", "address"}:
            raise CannotBeRead(
                f"The first line of {path.name} names no column that holds a name or an address.",
                remedy="Put such a line on top, or name the columns: --columns id,name,unit,-,title",
            )

    def rows(self) -> Iterator[tuple[str, dict[str, str], int]]:
        csv.field_size_limit(1024 * 1024)
        with self._path.open(encoding=self._encoding, errors="replace", newline="") as stream:
            reader = csv.reader((row.replace("\0", "") for row in stream), delimiter=self._separator)
            while True:
                try:
                    row = next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    yield f"line {reader.line_num}", {}, 0
                    continue
                if reader.line_num > self._begin and any(row):
                    yield f"line {reader.line_num}", self._words(row), sum(map(len, row)) + len(row)

    def _words(self, row: list[str]) -> dict[str, str]:
        cells = [line(cell) for cell in row[:MOST_COLUMNS]]
        return {
            ours: next((cells[at] for at in places if at < len(cells) and cells[at]), "")
            for ours, places in self._meanings.items()
        }


def _cells(row: str, separator: str) -> list[str]:
    """None of what cannot be read."""
    try:
        return next(csv.reader([row], delimiter=separator), [])
    except csv.Error:
        return []


def _encoding(sample: bytes) -> str:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
