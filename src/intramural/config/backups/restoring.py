"""`intramural restore`: a house as a backup holds it, brought up to this version."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intramural.config.telling import Tell, say

if TYPE_CHECKING:
    from intramural.config.backups import archive
    from intramural.record import closings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for."""
    parser.add_argument("archive", type=Path, metavar="ARCHIVE", help="what `intramural backup` wrote")
    parser.add_argument("--replace", action="store_true", help="also where somebody lives: what is there goes")
    parser.add_argument("--closings", type=Path, metavar="FILE",
                        help="what the house wrote of what was closed since (default: the one that lies here)")  # fmt: skip
    parser.add_argument("--check", action="store_true", help="only read it and compare every checksum")


def run(chosen: argparse.Namespace) -> int:
    """Restores, or checks, and says what was in it."""
    from django.conf import settings

    from intramural.config.backups import archive

    if chosen.check:
        manifest = archive.look(chosen.archive)
        print(f"Whole: {archive.counted(manifest)}, as of {manifest.made_at}, version {manifest.version}.")
        return 0
    restored = restore(
        chosen.archive, replace=chosen.replace, closings_file=chosen.closings, tell=lambda what: say(f"Restoring {what} …")
    )
    print(f"Restored: {archive.counted(restored.manifest)}, as of {restored.manifest.made_at}.")
    print("\n".join(_closed(restored)))
    data = Path(settings.DATA_DIR)
    for aside in sorted(data.glob("replaced-*"))[-1:] if chosen.replace else ():
        print(f"What was replaced lies in {aside}; remove it when you are content.")
    print("Now run: intramural doctor. It says whether what was sealed can be opened with the secret key that is here.")
    return 0


@dataclass
class Restored:
    """What the archive says of itself, and what came of the lines about what was closed since; None where there are none."""

    manifest: archive.Manifest
    closed: closings.Outcome | None


def restore(
    path: Path, *, replace: bool = False, closings_file: Path | None = None, tell: Tell = lambda what: None
) -> Restored:
    """Puts a house back as the archive holds it, brought up to this version, and closes again what was closed since.

    Refuses (422) what is no backup, is damaged, or comes from a newer version or the other kind of database, a file of closings
    that is none, (409) a house in which somebody lives unless told to replace it, (503) while a server runs. What is replaced is
    moved aside, but for the tables of PostgreSQL.
    """
    from intramural.config import preparing
    from intramural.config.backups import archive, tables
    from intramural.kit import clock
    from intramural.record import closings

    if closings_file is not None:
        archive.require_file(closings_file)
    lines = closings_file or closings.path()
    closings.since(clock.EPOCH, file=lines)
    with preparing.alone(), archive.bench() as bench:
        tell("from the archive")
        manifest = archive.unpack(path, bench)
        manifest.migrations = sorted(preparing.named_today(manifest.migrations))
        _require_fit(manifest)
        is_inhabited = _is_inhabited()
        if is_inhabited and not replace:
            raise _somebody_lives_here()
        _require_own_disk()
        tell("the database and the files")
        with _moving() as move:
            if manifest.database == "sqlite":
                _require_whole(bench / archive.DATABASE)
                _move_in(bench, move, aside=is_inhabited)
            else:
                tables.load(bench, manifest, then=lambda: _move_in(bench, move, aside=is_inhabited))
        preparing.database(tell)
        closed = None
        if lines.exists():
            tell("what was closed since")
            closed = _close_again(datetime.fromisoformat(manifest.made_at), lines)
        preparing.static_files(tell)
    return Restored(manifest, closed)


def _close_again(since: datetime, lines: Path) -> closings.Outcome:
    from intramural.config.telling import of_an_outage
    from intramural.kit.errors import NotReady
    from intramural.record import closings

    try:
        return closings.close_again(closings.since(since, file=lines))
    except Exception as error:
        lacking = of_an_outage(error)
        if lacking is None:
            raise
        raise NotReady(
            f"The house is back as the backup holds it, and not all is closed again that was closed since. {lacking.message}",
            remedy=f"Let nobody in. {lacking.remedy} Say --replace --closings {lines}",
        ) from error


def _closed(restored: Restored) -> list[str]:
    """What an operator is to know of what was closed after the backup was made."""
    from intramural.record import closings

    if restored.closed is None:
        return [
            f"What was deleted, made smaller or ended since is open again: nothing is known of it, because {closings.path()} is not "
            "there. If it can be had, restore once more with --closings FILE --replace before anybody comes in."
        ]
    done = Counter(one.what for one in restored.closed.done)
    lines = [f"Closed again: {', '.join(f'{count} {what}' for what, count in sorted(done.items())) or 'nothing was to be'}."]
    lines += [f"Not closed: {one.what} {one.facts} ({why})." for one, why in restored.closed.refused]
    return lines


def _require_fit(manifest: archive.Manifest) -> None:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from intramural.config.backups import archive
    from intramural.kit.errors import Unacceptable

    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if manifest.format > archive.FORMAT or set(manifest.migrations) - known:
        raise Unacceptable(
            f"The backup was made by a newer version ({manifest.version}).",
            remedy="Install that version, and restore with it.",
        )
    if manifest.database != connection.vendor:
        raise Unacceptable(
            f"The backup is of {_said(manifest.database)}, and DATABASE_URL names {_said(connection.vendor)}.",
            remedy="Restore it where the same kind of database is set.",
        )


def _said(vendor: str) -> str:
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(vendor, vendor)


def _is_inhabited() -> bool:
    """Whether there is anything to be moved aside. Of a damaged database nobody knows who lives in it."""
    from django.db import DatabaseError

    from intramural.config import preparing
    from intramural.kit.outages import Outage, met

    try:
        preparing.require_ours()
        return not preparing.holds_nobody()
    except DatabaseError as error:
        if met(error) is not Outage.DAMAGED:
            raise
        return True


def _somebody_lives_here() -> Exception:
    from django.conf import settings

    from intramural.kit.errors import Conflict

    return Conflict(
        f"Somebody lives in this house ({settings.DATA_DIR}).",
        remedy="Restore into an empty INTRAMURAL_DATA_DIR, or say --replace, after a backup of what is there.",
    )


def _require_own_disk() -> None:
    """Refuses (409) a folder that lies on a disk of its own, before anything is moved: it cannot be moved aside."""
    from django.conf import settings

    from intramural.kit.errors import Conflict

    for name in ("files", "exposure"):
        if (place := Path(settings.DATA_DIR) / name).is_mount():
            raise Conflict(
                f"{place} is a disk of its own, which is not moved aside.",
                remedy="Unmount it, restore, and move what lies there then onto it.",
            )


@contextmanager
def _moving() -> Iterator[Callable[[Path, Path], None]]:
    """Gives what moves something from here to there. Where anything fails, what was moved until then goes back, the last first."""
    moved: list[tuple[Path, Path]] = []

    def move(here: Path, there: Path) -> None:
        shutil.move(here, there)
        moved.append((here, there))

    try:
        yield move
    except BaseException:
        for here, there in reversed(moved):
            shutil.move(there, here)
        raise


def _require_whole(database: Path) -> None:
    from intramural.kit.errors import Unacceptable
    from intramural.kit.outages import Outage, met

    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as copy:
            is_whole = copy.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            is_whole = is_whole and not copy.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        if met(error) is not Outage.DAMAGED:
            raise
        is_whole = False
    if not is_whole:
        raise Unacceptable("The database in the backup is damaged.", remedy="Nothing was changed. Take another one.")


def _move_in(bench: Path, move: Callable[[Path, Path], None], *, aside: bool) -> None:
    """Moves what is here aside (where nobody lived: away) and the restored to its place, the database last."""
    from django.conf import settings
    from django.db import connection

    from intramural.config.backups import archive
    from intramural.kit import clock

    data = Path(settings.DATA_DIR)
    replaced = data / f"replaced-{clock.now():%Y-%m-%d-%H%M%S}" if aside else bench / "replaced"
    (bench / "files").mkdir(exist_ok=True)
    # What was being written about posts of the other house says nothing of the posts of this one.
    moves = [(bench / "files", data / "files"), (bench / "none", data / "exposure")]
    if (bench / "secret_key").exists():
        moves.append((bench / "secret_key", data / "secret_key"))
    if connection.vendor == "sqlite":
        connection.close()
        database = Path(settings.DATABASES["default"]["NAME"])
        moves += [(bench / "none", Path(f"{database}{suffix}")) for suffix in ("-wal", "-shm")]
        moves.append((bench / archive.DATABASE, database))
    replaced.mkdir(mode=0o700)
    for restored, place in moves:
        if place.exists():
            move(place, replaced / place.name)
        if restored.exists():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            move(restored, place)
            place.chmod(0o700 if place.is_dir() else 0o600)
