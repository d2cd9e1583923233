"""Zip files from people, looked at without being believed (trust.md C6).

Nothing is ever unpacked to a disk. A file is opened at all only if its directory is small, its members lie side by side
and have plain names; what is read of it is counted while it unfolds, because the sizes that a bomb declares are lies.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

MOST_MEMBERS = 4_000
MOST_DIRECTORY = 1024 * 1024
MOST_MEMBER = 24 * 1024 * 1024
MOST_TOGETHER = 48 * 1024 * 1024
MOST_RATIO = 200
RATIO_COUNTS_FROM = 1024 * 1024
BROKEN = (
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
)
"""What `zipfile` raises of a file that is cut off, damaged, encrypted or packed in a way it does not know; of a member, when that is
read."""
_END = b"PK\x05\x06"
_UNSAFE_NAME = re.compile(r"\A[/\\]|\A[A-Za-z]:|(?:\A|[/\\])\.\.(?:[/\\]|\Z)|[\x00-\x1f]")


class NotOpened(Exception):
    """The file is no zip that we open; its text says why. It can be kept as it is."""


class Unzipped:
    """A zip file that passed the look at its directory; `read` gives members within a budget for all of them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MOST_TOGETHER
        self.names = [member.filename for member in archive.infolist()]

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def read(self, name: str, *, most: int = MOST_MEMBER) -> bytes:
        """A member's bytes, whole. Refuses (NotOpened) more than fits, and what cannot be unfolded."""
        most = min(most, self._left)
        try:
            with self._archive.open(name) as member:
                content = member.read(most + 1)
        except (KeyError, *BROKEN) as error:
            raise NotOpened(f"a member cannot be read: {type(error).__name__}") from None
        if len(content) > most:
            raise NotOpened("its content is too large when unfolded")
        self._left -= len(content)
        return content


@contextmanager
def opened(source: Path | IO[bytes]) -> Iterator[Unzipped]:
    """The zip file, if it is one that we open; else raises NotOpened. Takes milliseconds and little memory for any."""
    if isinstance(source, Path):
        with source.open("rb") as file, opened(file) as unzipped:
            yield unzipped
        return
    _look_at_the_end(source)
    try:
        archive = zipfile.ZipFile(source)
    except BROKEN as error:
        raise NotOpened(f"its directory cannot be read: {type(error).__name__}") from None
    with archive:
        _look_at_the_members(archive)
        yield Unzipped(archive)


def _look_at_the_end(file: IO[bytes]) -> None:
    """Before the directory is read: how long does it say it is? A million members would fill the memory."""
    file.seek(0, 2)
    length = file.tell()
    file.seek(max(0, length - 65_557))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise NotOpened("it has no directory")
    members, size = struct.unpack("<10xH I", tail[at : at + 16])
    if members > MOST_MEMBERS or size > MOST_DIRECTORY:
        raise NotOpened("it has too many members")
    file.seek(0)


def _look_at_the_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise NotOpened("it has too many members")
    if len({member.filename for member in members}) != len(members):
        raise NotOpened("two members bear one name")
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise NotOpened("its members overlap")
        end = member.header_offset + 30 + member.compress_size
        if member.flag_bits & 0x1:
            raise NotOpened("it is encrypted")
        if (member.external_attr >> 16) & 0o170000 == 0o120000:
            raise NotOpened("it holds a symbolic link")
        if _UNSAFE_NAME.search(member.filename):
            raise NotOpened("a member's name leads out of it")
        if member.file_size > RATIO_COUNTS_FROM and member.file_size > MOST_RATIO * max(1, member.compress_size):
            raise NotOpened("a member is packed too tightly")
    if sum(member.file_size for member in members) > 20 * MOST_TOGETHER:
        raise NotOpened("its content is too large when unfolded")
