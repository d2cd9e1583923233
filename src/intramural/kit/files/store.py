"""Bytes on the disk, under random keys.

A file is written beside its place, synced, moved into it, and the folder synced: what `keep` has returned survives a
crash (trust.md, F8). The row that names a key is committed afterwards, so that no row is ever without its bytes; bytes
that no row came to name are swept away later.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from intramural.kit.errors import NotReady, TooLarge

_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True)
class Kept:
    """What was kept: its key, its length in bytes, its checksum in hexadecimal digits."""

    key: str
    size: int
    sha256: str


class Store:
    """One folder of `DATA_DIR/files`, for one kind of thing, so that a sweep of one cannot touch another's."""

    def __init__(self, room: str) -> None:
        self.room = room

    @property
    def root(self) -> Path:
        return Path(settings.DATA_DIR) / "files" / self.room

    def keep(self, chunks: Iterable[bytes], *, most: int) -> Kept:
        """Keeps what the chunks make up. Refuses (413) more than `most` bytes, and (503) when the disk is full."""
        with self.bench() as bench:
            receive(chunks, bench / "given", most=most)
            return self.adopt(bench / "given")

    @contextmanager
    def bench(self) -> Iterator[Path]:
        """A folder to work in, on the same disk, gone afterwards. Refuses (503) when the disk is full."""
        incoming = self.root / "incoming"
        incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with tempfile.TemporaryDirectory(dir=incoming) as folder:
                yield Path(folder)
        except OSError as error:
            if error.errno in _FULL:
                raise NotReady(
                    "There is no room to keep files just now.", remedy="Nothing was kept. Please tell an operator."
                ) from None
            raise

    def adopt(self, path: Path) -> Kept:
        """Keeps the file that lies at a path of the bench, under a new key, durably."""
        key = secrets.token_hex(16)
        path.chmod(0o600)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            os.fsync(file.fileno())
        self._move(path, self.path(key))
        return Kept(key=key, size=size, sha256=digest)

    def remove(self, *keys: str) -> None:
        """Removes the bytes of these keys, where they are; "" names none."""
        for key in keys:
            if key:
                self.path(key).unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        """Where the bytes of a key lie."""
        return self.root / key[:2] / key

    def open(self, key: str) -> BinaryIO:
        """The bytes of a key, to read. Raises FileNotFoundError where there are none."""
        return self.path(key).open("rb")

    def sweep(self, known: Callable[[list[str]], set[str]], *, older_than: timedelta = timedelta(days=1)) -> int:
        """Removes what nobody names: `known` says which of some keys are named. Returns how many files went.

        Young files stay: the row that will name them may not be committed yet.
        """
        gone = 0
        limit = time.time() - older_than.total_seconds()
        for keys in _in_batches(self._older(limit), 500):
            for key in set(keys) - known(keys):
                self.path(key).unlink(missing_ok=True)
                gone += 1
        for bench in (self.root / "incoming").glob("*"):
            with suppress(FileNotFoundError):
                if bench.stat().st_mtime < limit:
                    shutil.rmtree(bench, ignore_errors=True)
                    gone += 1
        return gone

    def _move(self, incoming: Path, place: Path) -> None:
        if not place.parent.exists():
            place.parent.mkdir(exist_ok=True, mode=0o700)
            _sync_folder(self.root)
        incoming.rename(place)
        _sync_folder(place.parent)

    def _older(self, limit: float) -> Iterator[str]:
        for shard in sorted(self.root.glob("??")):
            for path in self._files(shard, limit):
                yield path.name

    def _files(self, folder: Path, limit: float) -> Iterator[Path]:
        for path in sorted(folder.glob("*")):
            with suppress(FileNotFoundError):
                if path.is_file() and path.stat().st_mtime < limit:
                    yield path


def receive(chunks: Iterable[bytes], path: Path, *, most: int) -> int:
    """Writes the chunks into a new file and returns its length. Refuses (413) more than `most` bytes."""
    size = 0
    with open(path, "xb", opener=_for_the_owner_alone) as file:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise too_large(most)
            file.write(chunk)
    return size


def too_large(most: int) -> TooLarge:
    """The refusal of a file of more than `most` bytes, with the limit in words."""
    megabytes = most / 1024 / 1024
    return TooLarge(
        f"A file may have up to {megabytes:,.0f} MB; this one has more."
        if megabytes >= 1
        else f"A file may have up to {most:,} bytes; this one has more.",
        remedy="Make it smaller, share it in parts, or link to where it lies.",
        field="files",
    )


def _for_the_owner_alone(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _in_batches(keys: Iterator[str], size: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for key in keys:
        batch.append(key)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
