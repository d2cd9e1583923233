"""The archive: packed in one go, read back with every checksum compared."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from django.conf import settings

from intramural.kit import clock
from intramural.kit.errors import Unacceptable

FORMAT = 1
MANIFEST, CHECKSUMS, DATABASE = "manifest.json", "checksums.txt", "database.sqlite3"


@dataclass
class Manifest:
    """What an archive says of itself. `made_at`: all that was said and closed before is in it. `sequences`: table.column → the
    last number given (PostgreSQL alone)."""

    format: int
    version: str
    made_at: str
    database: str
    migrations: list[str]
    counts: dict[str, int]
    tables: dict[str, list[str]] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)


@contextmanager
def bench() -> Iterator[Path]:
    """A folder to work in, on the disk of the data, gone afterwards."""
    data = Path(settings.DATA_DIR)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=data) as folder:
        yield Path(folder)


def require_file(path: Path) -> None:
    """Refuses (422) a path at which there is no file."""
    if not path.is_file():
        raise Unacceptable(f"There is no file {path}.", remedy="Check its path.")


def look(archive: Path) -> Manifest:
    """Reads an archive from end to end, compares every checksum, and writes nothing. Refuses (422) what is no backup."""
    sums: dict[str, str] = {}
    kept: dict[str, str] = {}
    with _reading(archive) as tar:
        for entry in tar:
            member = tar.extractfile(entry)
            if member is None:
                raise ValueError(entry.name)
            if entry.name in (MANIFEST, CHECKSUMS):
                kept[entry.name] = member.read().decode()
                member.seek(0)
            sums[entry.name] = hashlib.file_digest(member, "sha256").hexdigest()  # type: ignore[arg-type]
        return _checked(sums, kept)


def counted(manifest: Manifest) -> str:
    """What an archive holds, in words and numbers."""
    return ", ".join(f"{count:,} {name}" for name, count in manifest.counts.items())


def pack(folder: Path, manifest: Manifest, path: Path) -> None:
    """Writes what lies in the folder to the path, for its owner alone, and puts it there only when it is whole."""
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1))
    partial = path.with_name(f".{path.name}.partial")
    sums: list[str] = []
    try:
        with open(partial, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=4) as tar:
                names = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
                for name in sorted(names, key=lambda name: name != MANIFEST):
                    with (folder / name).open("rb") as member:
                        sums.append(f"{hashlib.file_digest(member, 'sha256').hexdigest()}  {name}\n")
                        member.seek(0)
                        _add(tar, name, member, (folder / name).stat().st_size)
                listed = "".join(sums).encode()
                _add(tar, CHECKSUMS, io.BytesIO(listed), len(listed))
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def unpack(archive: Path, folder: Path) -> Manifest:
    """Unpacks into the folder and returns what the archive says of itself. Refuses (422) what is no backup or damaged."""
    with _reading(archive) as tar:
        tar.extractall(folder, filter="data")
        sums = {}
        for path in folder.rglob("*"):
            if path.is_file():
                with path.open("rb") as file:
                    sums[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
        return _checked(sums, {name: (folder / name).read_text() for name in (MANIFEST, CHECKSUMS)})


@contextmanager
def _reading(archive: Path) -> Iterator[tarfile.TarFile]:
    require_file(archive)
    try:
        with tarfile.open(archive, "r:gz") as tar:
            yield tar
    except (tarfile.TarError, OSError, EOFError, zlib.error, ValueError, TypeError, KeyError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # no room, no right: the machine's, and not the archive's
            raise
        raise Unacceptable(
            f"{archive} is no backup of Intramural, or it is damaged.", remedy="Nothing was changed. Take another one."
        ) from error


def _checked(sums: dict[str, str], kept: dict[str, str]) -> Manifest:
    """What the archive says of itself, when what was read has the checksums that stand in it. Raises ValueError else."""
    lines = kept[CHECKSUMS].splitlines()
    listed = {name: wanted for wanted, _, name in (line.partition("  ") for line in lines)}
    del sums[CHECKSUMS]
    if sums != listed:
        raise ValueError("checksums differ")
    return Manifest(**json.loads(kept[MANIFEST]))


def _add(tar: tarfile.TarFile, name: str, member: IO[bytes], size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(clock.now().timestamp())
    tar.addfile(entry, member)
