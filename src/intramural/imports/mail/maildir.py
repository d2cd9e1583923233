"""A mail a file: a Maildir with its folders, or any tree of such files, unpacked or in a .tar."""

from __future__ import annotations

import os
import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

from intramural.imports.errors import CannotBeRead
from intramural.imports.reading import LARGEST_ITEM, UNREADABLE

_MAIL = re.compile(rb"(?:>?From [^\n]*\n)?[!-9;-~]{1,80}:[ \t\r\n]")
# What mail servers keep beside the mails.
_BESIDE = re.compile(r"\.|dovecot|subscriptions|maildir|courier", re.IGNORECASE)


class Maildir:
    """`mails` yields where each mail lies, its bytes (b"" for what is none), and how many bytes of the source it was.

    Of a file or folder that cannot be read it says why behind where it lies, and yields None.
    """

    def __init__(self, path: Path) -> None:
        self._path, self.name = path, path.name.split(".")[0] or "mail"
        if path.is_file():
            try:
                with tarfile.open(path) as archive:
                    self.total = sum(member.size for member in archive if _is_mail(member))
            except UNREADABLE as error:
                raise CannotBeRead(
                    f"{path.name} cannot be opened as a .tar ({error}).", remedy="Give the folder, or a .tar of it."
                ) from None
        else:
            self.total = sum(_size_of(file) for file in self._found())
        if not self.total:
            raise CannotBeRead(f"{path.name} holds no files.", remedy="Give the folder that holds the mails.")

    def mails(self) -> Iterator[tuple[str, bytes | None, int]]:
        for where, raw, size in self._in_archive() if self._path.is_file() else self._in_folder():
            yield _legible(where), raw if raw is None or _MAIL.match(raw) else b"", size

    def _in_folder(self) -> Iterator[tuple[str, bytes | None, int]]:
        closed: list[OSError] = []
        for file in self._found(closed.append):
            where, size = os.path.relpath(file, self._path), _size_of(file)
            try:
                with Path(file).open("rb") as stream:
                    raw = stream.read(min(size, LARGEST_ITEM))  # so much is set aside for it, however little there is
            except OSError as error:
                yield f"{where}: {error.strerror}", None, size
            else:
                yield where, raw, size
        for folder in closed:
            yield f"{Path(folder.filename).relative_to(self._path)}: {folder.strerror}", None, 0

    def _in_archive(self) -> Iterator[tuple[str, bytes | None, int]]:
        with tarfile.open(self._path) as archive:
            for member in archive:
                if _is_mail(member) and (stream := archive.extractfile(member)):
                    yield member.name, stream.read(LARGEST_ITEM), member.size

    def _found(self, closed: Callable[[OSError], None] | None = None) -> Iterator[str]:
        """The files in the order of their names; `tmp` of a Maildir holds what was never delivered."""
        for folder, folders, files in os.walk(self._path, onerror=closed):
            if {"cur", "new"} & set(folders):
                folders[:] = [name for name in folders if name != "tmp"]
            folders.sort()
            yield from (os.path.join(folder, name) for name in sorted(files) if not _BESIDE.match(name))


def _legible(where: str) -> str:
    """A name that is no UTF-8, as far as it can be read."""
    return where.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _size_of(file: str) -> int:
    """How many bytes it is; 0 where that cannot be known."""
    try:
        return os.stat(file).st_size
    except OSError:
        return 0


def _is_mail(member: tarfile.TarInfo) -> bool:
    path = Path(member.name)
    return member.isfile() and path.parent.name != "tmp" and not _BESIDE.match(path.name)
