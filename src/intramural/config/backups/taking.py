"""`intramural backup`: everything that is kept, in one archive."""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intramural.config.telling import Tell, say

if TYPE_CHECKING:
    from intramural.config.backups import archive

NAMED = "intramural-{:%Y-%m-%d-%H%M%S}.tar.gz"
COUNTED = {"people": "people_person", "spaces": "spaces_space", "posts": "posts_post", "comments": "posts_comment"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for."""
    parser.add_argument("where", nargs="?", type=Path, metavar="PATH",
                        help="a folder, or a file name ending in .tar.gz (default: backups in the data folder)")  # fmt: skip
    parser.add_argument("--keep", type=_number, metavar="N", help="afterwards remove all but the newest N in that folder")


def run(chosen: argparse.Namespace) -> int:
    """Writes the archive, reads it back, and says where it is."""
    from django.conf import settings

    from intramural.config.backups import archive

    path = make(chosen.where or Path(settings.DATA_DIR) / "backups", lambda what: say(f"Taking {what} …"))
    manifest = archive.look(path)
    print(f"{path}  ({path.stat().st_size / 1e6:,.1f} MB: {archive.counted(manifest)}; read back and found whole)")
    print("It holds all that people wrote, and the secret key: keep it where only you can read it, on another machine.")
    if chosen.keep:
        for gone in keep_newest(path.parent, chosen.keep):
            print(f"Removed the older {gone.name}.")
    return 0


def make(where: Path, tell: Tell = lambda what: None) -> Path:
    """Writes a backup and returns its path: `where` itself, or a dated archive in the folder `where`.

    Refuses (409) a path that is there already, (503) a database that holds nothing or is not of this version.
    """
    from django.conf import settings

    from intramural.config import preparing
    from intramural.config.backups import archive
    from intramural.kit import clock
    from intramural.kit.errors import Conflict, NotReady

    if preparing.is_empty() or preparing.pending():
        raise NotReady(
            "The database is not of this version.",
            remedy="Back up with the version that made it, or run: intramural upgrade",
        )
    path = where if where.suffix == ".gz" and not where.is_dir() else where / NAMED.format(clock.now())
    if path.exists():
        raise Conflict(f"{path} is there already.", remedy="Name another path; backups are not overwritten.")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with preparing.in_use(), archive.bench() as bench:
        tell("the files")
        _link_files(bench)
        tell("the database")
        manifest = _take_database(bench)
        _link_files(bench)
        manifest.counts["files"] = sum(1 for file in (bench / "files").rglob("*") if file.is_file())
        key = Path(settings.DATA_DIR) / "secret_key"
        if key.exists():
            shutil.copyfile(key, bench / "secret_key")
        tell("them into the archive")
        archive.pack(bench, manifest, path)
    (Path(settings.DATA_DIR) / "last_backup").write_text(f"{path}\n")
    return path


def keep_newest(folder: Path, count: int) -> list[Path]:
    """Removes all but the newest backups that have the name of this command in the folder; returns what went."""
    found = sorted(folder.glob("intramural-????-??-??-??????.tar.gz"))
    gone = found[: max(0, len(found) - count)]
    for path in gone:
        path.unlink()
    return gone


def last_made() -> datetime | None:
    """When the last backup of this data folder was made; None: never."""
    from django.conf import settings

    try:
        return datetime.fromtimestamp((Path(settings.DATA_DIR) / "last_backup").stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def _link_files(bench: Path) -> None:
    """Links every kept file that is not linked yet; a link outlives the removal of the file meanwhile. Raises OSError for what cannot be
    read: a backup without it would be none."""
    from django.conf import settings

    files = Path(settings.DATA_DIR) / "files"
    (bench / "files").mkdir(exist_ok=True)
    for path in _all_below(files):
        place = bench / "files" / path.relative_to(files)
        if "incoming" in place.parts or place.exists() or not path.is_file():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, place)
        except FileNotFoundError:
            continue  # removed just now: the row that named it is gone, too
        except OSError:  # a file system without links
            shutil.copyfile(path, place)


def _all_below(folder: Path) -> Iterator[Path]:
    """Every file in it, wherever links lead."""

    def cannot_be_read(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            raise error

    for here, _, names in os.walk(folder, onerror=cannot_be_read, followlinks=True):
        yield from (Path(here, name) for name in names)


def _take_database(bench: Path) -> archive.Manifest:
    from django.db import connection, transaction

    from intramural.config.backups import archive, tables
    from intramural.kit import clock

    began = clock.now()  # whatever was closed before stands in the database that is read from here on
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(bench / archive.DATABASE)) as copy:
            connection.connection.backup(copy)  # all pages in one step: as of one moment
            return _manifest(copy.cursor(), began)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        manifest = _manifest(cursor, began)
        tables.take(bench, manifest, cursor)
    return manifest


def _manifest(cursor: Any, began: datetime) -> archive.Manifest:
    from django.db import connection

    from intramural.config import processes
    from intramural.config.backups import archive

    counts = {}
    for name, table in COUNTED.items():
        cursor.execute(f"SELECT count(*) FROM {table}")
        counts[name] = cursor.fetchone()[0]
    cursor.execute("SELECT app, name FROM django_migrations")
    return archive.Manifest(
        format=archive.FORMAT, version=processes.version(), made_at=f"{began:%Y-%m-%dT%H:%M:%SZ}",
        database=connection.vendor, migrations=sorted(f"{app}.{name}" for app, name in cursor.fetchall()), counts=counts,
    )  # fmt: skip


def _number(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("it must be a whole number from 1")
    return int(text)
