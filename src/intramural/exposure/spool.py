"""Lines on their way into the ledger: files in the data folder, one for each process, that the keeper takes in.

A line is written before its answer leaves, into the memory of the kernel: a process that is killed loses none, and reading a page
writes to no database and waits for no disk. What each process has written on a day it does not write again.

    exposure/PROCESS.lines             written now
    exposure/PROCESS.MOMENT.taken      taken in and, once nobody can still be writing to it, removed
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from datetime import date
from io import FileIO
from pathlib import Path
from typing import NamedTuple

import structlog
from django.conf import settings

from intramural.kit import clock

log = structlog.get_logger(__name__)
MOST_REMEMBERED = 200_000
SETTLED_AFTER = 2.0
"""Seconds after which nobody writes to a file any more that was put aside: it is opened for each line, and closed."""


class Line(NamedTuple):
    """Something of a post was handed out to a person by a way, on a day."""

    post_id: int
    person_id: int
    way: str
    on: date


_written: set[Line] = set()


def write(lines: Iterable[Line]) -> None:
    """Writes what this process has not written today. A full disk is logged and does not keep the reader from the page."""
    new = [line for line in lines if line not in _written]
    if not new:
        return
    if len(_written) + len(new) > MOST_REMEMBERED:
        _written.clear()
    text = "".join(f"{line.post_id} {line.person_id} {line.way} {line.on.isoformat()}\n" for line in new)
    try:
        with _opened() as file:
            file.write(text.encode())
    except OSError:
        log.exception("exposure.not_written", lines=len(new))
        return
    _written.update(new)


def aside() -> list[Path]:
    """Puts aside what is there, and gives all that lies aside."""
    for path in _folder().glob("*.lines"):
        path.rename(path.with_suffix(f".{time.time_ns()}.taken"))
    return sorted(_folder().glob("*.taken"))


def read(paths: Iterable[Path]) -> Iterator[Line]:
    """The lines of these files. What was torn off by a crash is passed over."""
    for path in paths:
        for text in path.read_text(encoding="ascii", errors="replace").splitlines():
            match text.split():
                case [post, person, way, day] if post.isdigit() and person.isdigit() and (on := _day(day)) is not None:
                    yield Line(int(post), int(person), way, on)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-01") else None
    except ValueError:
        return None


def remove(paths: Iterable[Path]) -> None:
    """Removes what nobody can be writing to any more."""
    for path in paths:
        if time.time_ns() - int(path.suffixes[-2][1:]) > SETTLED_AFTER * 1e9:
            path.unlink(missing_ok=True)


def clear() -> None:
    """Nothing is on its way any more: for a house that was put back, where numbers mean other posts."""
    _written.clear()
    for path in (*_folder().glob("*.lines"), *_folder().glob("*.taken")):
        path.unlink(missing_ok=True)


def today() -> date:
    return clock.now().date()


def _opened() -> FileIO:
    return FileIO(_folder() / f"{os.getpid()}.lines", "ab", opener=lambda name, flags: os.open(name, flags, 0o600))


def _folder() -> Path:
    path = Path(settings.DATA_DIR) / "exposure"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
