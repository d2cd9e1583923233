"""`intramural doctor`: what is set, what can be reached, what is out of date, and what to do about each."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import socket
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from intramural.config import mails
from intramural.config.findings import BAD, GOOD, MIND, PATIENCE, Finding
from intramural.config.telling import of_an_outage

OLDEST_SQLITE, OLDEST_POSTGRESQL = (3, 37), 150000
BACKUP_EVERY = timedelta(days=7)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for: nothing."""


def run(chosen: argparse.Namespace) -> int:
    """Prints every finding; 0 when nothing is BAD."""
    found = []
    for finding in examine():
        found.append(finding)
        print(f"{finding.state:<5} {finding.what:<14} {finding.says}", flush=True)
        if finding.remedy:
            print(f"{'':<20} → {finding.remedy}")
    bad, mind = (sum(finding.state == state for finding in found) for state in (BAD, MIND))
    print(f"\n{len(found)} looked at: {bad} bad, {mind} to mind.")
    return 1 if bad else 0


def examine() -> Iterator[Finding]:
    """Everything there is to look at, one by one. A look that fails itself is a finding."""
    from django.conf import settings

    given: Mapping[str, Any] = settings.OPTIONS
    for look in (_version, _settings, _address, _secret_key, _sealed, _data_folder, _disk, _database, _static_files, _people, _files,
                 _news, _chores, mails.mail, mails.mails_not_taken, _server, _backup, _closings):  # fmt: skip
        try:
            yield from look(given)
        except Exception as error:
            yield Finding(look.__name__.strip("_").replace("_", " "), BAD, f"cannot be looked at: {type(error).__name__}",
                          "See whether an earlier finding explains it.")  # fmt: skip


def _version(given: Mapping[str, Any]) -> Iterator[Finding]:
    import django

    from intramural.config import processes

    yield Finding(
        "version", GOOD, f"Intramural {processes.version()}, Python {platform.python_version()}, Django {django.__version__}"
    )


def _settings(given: Mapping[str, Any]) -> Iterator[Finding]:
    from intramural.config import options

    file = os.environ.get(options.FILE, "")
    named = sorted(options.given())
    where = f", from the environment and {file}" if file else ", from the environment"
    yield Finding("settings", GOOD, f"{', '.join(named)}{where}" if named else "all as they come")
    for name, meant in options.unknown().items():
        yield Finding("settings", MIND, f"{name} is no setting.",
                      f"Did you mean {meant}?" if meant else "See docs/operators/settings.md.")  # fmt: skip
    if given["INTRAMURAL_DEBUG"]:
        yield Finding("settings", MIND, "INTRAMURAL_DEBUG is on: faults are shown in full.",
                      "Set INTRAMURAL_DEBUG=no where others are.")  # fmt: skip


def _address(given: Mapping[str, Any]) -> Iterator[Finding]:
    from intramural.config.serving import is_loopback

    site = urlsplit(given["INTRAMURAL_SITE_URL"])
    if site.scheme == "https":
        yield Finding("address", GOOD, given["INTRAMURAL_SITE_URL"])
    elif is_loopback(site.hostname or ""):
        yield Finding("address", GOOD, f"{given['INTRAMURAL_SITE_URL']}: for this machine alone")
    else:
        yield Finding("address", BAD, f"{given['INTRAMURAL_SITE_URL']}: passwords would travel in the open.",
                      "Put a proxy with a certificate before it, and set INTRAMURAL_SITE_URL=https://…")  # fmt: skip


def _secret_key(given: Mapping[str, Any]) -> Iterator[Finding]:
    from django.conf import settings

    if len(settings.SECRET_KEY) < 32:
        yield Finding("secret key", BAD, "It is shorter than 32 characters.", "Set a longer INTRAMURAL_SECRET_KEY, or none.")
        return
    if given["INTRAMURAL_SECRET_KEY"]:
        yield Finding("secret key", GOOD, "set by INTRAMURAL_SECRET_KEY; it is not in the backups")
        return
    path = Path(settings.DATA_DIR) / "secret_key"
    if path.stat().st_mode & 0o077:
        yield Finding("secret key", BAD, f"{path} can be read by others.", f"chmod 600 {path}")
    else:
        yield Finding("secret key", GOOD, f"in {path}")


def _sealed(given: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether what was sealed can be opened; after a restore with another key it cannot."""
    from intramural.config import preparing
    from intramural.people import second_steps

    if preparing.pending():
        return
    if lost := second_steps.not_opened():
        yield Finding("second steps", BAD, f"{lost:,} were sealed with another secret key: they let nobody in.",
                      "Set INTRAMURAL_SECRET_KEY, or INTRAMURAL_SECRET_KEY_BEFORE, to what it was.")  # fmt: skip
    elif waiting := second_steps.sealed_before():
        yield Finding("second steps", MIND, f"{waiting:,} are not yet sealed with the secret key.",
                      "The keeper does it within six hours; at once: intramural work --once")  # fmt: skip
    else:
        yield Finding("second steps", GOOD, "sealed with the secret key")


def _data_folder(given: Mapping[str, Any]) -> Iterator[Finding]:
    folder = given["INTRAMURAL_DATA_DIR"]
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(
            "data folder",
            BAD,
            f"{folder} cannot be written.",
            "Give it to the account that runs Intramural, or set INTRAMURAL_DATA_DIR.",
        )
    elif folder.stat().st_mode & 0o007:
        yield Finding("data folder", MIND, f"{folder} is open to every account of this machine.", f"chmod 700 {folder}")
    else:
        yield Finding("data folder", GOOD, str(folder))


def _disk(given: Mapping[str, Any]) -> Iterator[Finding]:
    from intramural.config.health import LEAST_FREE_BYTES

    usage = shutil.disk_usage(given["INTRAMURAL_DATA_DIR"])
    says = f"{usage.free / 1e9:,.1f} of {usage.total / 1e9:,.1f} GB free"
    if usage.free < LEAST_FREE_BYTES:
        yield Finding("disk", BAD, f"{says}.", "Make room, or move INTRAMURAL_DATA_DIR to a larger disk.")
    elif usage.free < usage.total * 0.1 and usage.free < 20e9:
        yield Finding("disk", MIND, f"{says}.", "Look what grows, before it is full.")
    else:
        yield Finding("disk", GOOD, says)


def _database(given: Mapping[str, Any]) -> Iterator[Finding]:
    from django.conf import settings
    from django.db import DatabaseError, connection

    from intramural.config import preparing

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        lacking = of_an_outage(error)
        if lacking is None:
            raise
        yield Finding("database", BAD, lacking.message, lacking.remedy)
        return
    yield _kind_of_database()
    if preparing.is_empty():
        yield Finding("database", MIND, "It holds nothing yet.", "Run: intramural upgrade")
    elif preparing.pending() and preparing.holds_nobody():
        yield Finding("database", MIND, "Its first preparation was stopped; nobody is in it yet.", "Run: intramural upgrade")
    elif pending := preparing.pending():
        yield Finding(
            "database",
            BAD,
            f"It is older than this version, by {len(pending)} changes.",
            "Run: intramural backup (of the version before), then: intramural upgrade",
        )
    else:
        yield Finding("database", GOOD, "of this version")
    if connection.vendor == "sqlite" and (os.cpu_count() or 1) > 8:
        yield Finding(
            "database",
            MIND,
            f"SQLite on a machine with {os.cpu_count()} processors.",
            "Consider PostgreSQL: DATABASE_URL=postgres://…",
        )
    if settings.CACHES["default"].get("LOCATION") not in (None, "", *connection.introspection.table_names()):
        yield Finding("database", MIND, "The table that counts tries to sign in is missing.", "Run: intramural upgrade")


def _kind_of_database() -> Finding:
    from django.db import connection

    if connection.vendor == "sqlite":
        import sqlite3

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            is_whole = cursor.fetchone()[0] == "ok"
        if not is_whole:
            return Finding(
                "database",
                BAD,
                "SQLite finds the file damaged.",
                "Stop the server, and run: intramural restore ARCHIVE --replace",
            )
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            return Finding(
                "database", BAD, f"SQLite {sqlite3.sqlite_version} is too old.", "Use a Python with SQLite 3.37 or later."
            )
        return Finding("database", GOOD, f"SQLite {sqlite3.sqlite_version}, whole")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_version')")
        number, name = cursor.fetchone()
    if number < OLDEST_POSTGRESQL:
        return Finding("database", BAD, f"PostgreSQL {name} is too old.", "Use PostgreSQL 15 or later.")
    return Finding("database", GOOD, f"PostgreSQL {name}")


def _static_files(given: Mapping[str, Any]) -> Iterator[Finding]:
    from intramural.config import preparing

    if preparing.static_files_are_current():
        yield Finding("static files", GOOD, "of this version")
    else:
        yield Finding(
            "static files",
            MIND,
            "They are not of this version; `serve` makes them at its next start.",
            "Run: intramural upgrade",
        )


def _people(given: Mapping[str, Any]) -> Iterator[Finding]:
    from intramural.config import preparing
    from intramural.config.serving import is_loopback
    from intramural.demo import build
    from intramural.people.models import Person

    if preparing.pending():
        return
    if not Person.objects.filter(is_operator=True, is_active=True).exists():
        yield Finding(
            "people", MIND, "There is no operator who may sign in.", "Run: intramural operator ADDRESS --name NAME"
        )
    elif build.is_here():
        site = urlsplit(given["INTRAMURAL_SITE_URL"]).hostname or ""
        state = GOOD if is_loopback(site) and is_loopback(given["INTRAMURAL_HOST"]) else BAD
        yield Finding("people", state, "The demo company, whose password everybody can read",
                      "" if state == GOOD else "Begin with an empty INTRAMURAL_DATA_DIR.")  # fmt: skip
    else:
        yield Finding("people", GOOD, "there is an operator")


def _files(given: Mapping[str, Any]) -> Iterator[Finding]:
    """A look whether files lie where others of this machine can read them; their names say nothing."""
    folder = given["INTRAMURAL_DATA_DIR"] / "files"
    loose = next((path for path in folder.rglob("*") if path.is_file() and path.stat().st_mode & 0o007), None)
    if loose is not None:
        yield Finding("files", MIND, f"Some can be read by every account of this machine, {loose.name} for one.",
                      f"chmod -R o= {folder}")  # fmt: skip
    else:
        yield Finding("files", GOOD, f"in {folder}")


def _news(given: Mapping[str, Any]) -> Iterator[Finding]:
    from intramural.config import preparing
    from intramural.kit import clock
    from intramural.record.models import Entry

    if preparing.pending():
        return
    waiting = Entry.objects.filter(handled_at__isnull=True, at__lt=clock.now() - timedelta(minutes=5)).count()
    if waiting:
        yield Finding(
            "journal",
            MIND,
            f"{waiting:,} entries wait to be told.",
            "See that chores are done, and look for journal.handler_failed in the logs.",
        )
    else:
        yield Finding("journal", GOOD, "everything has been told")


def _chores(given: Mapping[str, Any]) -> Iterator[Finding]:
    from intramural.config import keeper
    from intramural.config.health import KEEPER_LATE_AFTER
    from intramural.kit import clock

    alive = keeper.last_alive()
    if alive is None:
        yield Finding(
            "chores", MIND, "No keeper has worked in this data folder yet.", "Start: intramural serve, or intramural work"
        )
    elif (clock.now() - alive).total_seconds() > KEEPER_LATE_AFTER:
        yield Finding(
            "chores", MIND, f"Last done {alive:%Y-%m-%d %H:%M} UTC.", "Start: intramural serve, or intramural work"
        )
    else:
        yield Finding("chores", GOOD, "the keeper is at work")


def _server(given: Mapping[str, Any]) -> Iterator[Finding]:
    from intramural.config.serving import address, is_loopback

    host = given["INTRAMURAL_HOST"]
    here = host if is_loopback(host) else "127.0.0.1"
    try:
        with socket.create_connection((here, given["INTRAMURAL_PORT"]), timeout=PATIENCE):
            yield Finding("server", GOOD, f"{address(given)} answers")
    except OSError:
        yield Finding("server", MIND, f"Nothing answers on {address(given)}.", "Start: intramural serve")


def _closings(given: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether what is closed is written beside the database; without it, it would be open again after a restore."""
    from intramural.record import closings

    path = closings.path()
    try:
        closings.probe()
    except OSError as error:
        yield Finding("closings", BAD, f"{path} cannot be written: {error.strerror}.",
                      "Let this account write there; until then what is closed would be open again in a house put back from a backup.")  # fmt: skip
    else:
        yield Finding("closings", GOOD, f"in {path}")


def _backup(given: Mapping[str, Any]) -> Iterator[Finding]:
    from intramural.config.backups import taking
    from intramural.demo import build
    from intramural.kit import clock

    made = taking.last_made()
    if made is not None and clock.now() - made < BACKUP_EVERY:
        yield Finding("backup", GOOD, f"last made {made:%Y-%m-%d %H:%M} UTC")
    elif build.is_here():
        yield Finding("backup", GOOD, "none is needed for the demo company")
    else:
        yield Finding(
            "backup",
            MIND,
            f"Last made {made:%Y-%m-%d} UTC." if made else "None was made.",
            "Run, every night: intramural backup FOLDER --keep 14",
        )
