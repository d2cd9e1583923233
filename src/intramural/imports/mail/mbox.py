"""Mails one behind another in a file, each begun by a line "From somebody date"; compressed or not, or a folder of such."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from intramural.imports.errors import CannotBeRead
from intramural.imports.reading import LARGEST_ITEM, UNREADABLE

_BEGIN = re.compile(rb"From (?:\S.*?)? ?\w{3} \w{3} +\d{1,2} \d{1,2}:\d{2}(?::\d{2})?(?: \S+)? \d{4}\b")
_OPENERS = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open, b"\xfd7": lzma.open}


class Mbox:
    """`mails` yields where each mail lies, its bytes, and how many bytes of the source it was."""

    def __init__(self, path: Path) -> None:
        inside = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        self._files = [file for file in inside if not path.is_dir() or _begins_as_mbox(file)]
        self.name = path.name.split(".")[0]
        if not self._files or not _begins_as_mbox(self._files[0]):
            raise CannotBeRead(
                f"{path.name} is not an mbox: it does not begin with a line “From …”.",
                remedy="Give the archive as the list server wrote it; it may be compressed.",
            )
        self.total = sum(file.stat().st_size for file in self._files)

    def mails(self) -> Iterator[tuple[str, bytes, int]]:
        for file in self._files:
            number, read = 0, 0
            with file.open("rb") as beneath, _opened(file, beneath) as stream:
                for mail in _split(stream):
                    number += 1
                    size, read = beneath.tell() - read, beneath.tell()
                    yield f"{file.name}, mail {number}", mail, size


def _split(stream: IO[bytes]) -> Iterator[bytes]:
    """The mails, each with its "From " line; one that is longer than can be held is cut there."""
    held: list[bytes] = []
    size = 0
    while row := stream.readline(LARGEST_ITEM):
        if row.startswith(b"From ") and _BEGIN.match(row):
            if held:
                yield b"".join(held)
            held, size = [], 0
        if size <= LARGEST_ITEM:
            held.append(row)
        size += len(row)
    if held:
        yield b"".join(held)


def _opened(file: Path, beneath: IO[bytes]) -> IO[bytes]:
    with file.open("rb") as stream:
        opener = _OPENERS.get(stream.read(2))
    return opener(beneath, "rb") if opener else beneath  # type: ignore[operator]


def _begins_as_mbox(file: Path) -> bool:
    try:
        with file.open("rb") as beneath, _opened(file, beneath) as stream:
            return stream.read(5) == b"From "
    except UNREADABLE:
        return False
