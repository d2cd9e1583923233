"""Errors as they really come, and which of them are no fault of ours."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError

from intramural.kit.outages import Outage, met
from tests import cluster


def _of(path: Path | str, *statements: str, **more: bool) -> None:
    with closing(sqlite3.connect(path, timeout=0, **more)) as database:  # type: ignore[call-overload]
        for statement in statements:
            database.execute(statement)


def _full(folder: Path) -> None:
    _of(folder / "a", "PRAGMA max_page_count=2", "CREATE TABLE a (b)", "CREATE TABLE c (d)")


def _not_to_be_written(folder: Path) -> None:
    (folder / "a").touch()
    _of(f"file:{folder / 'a'}?mode=ro", "CREATE TABLE a (b)", uri=True)


def _not_there(folder: Path) -> None:
    _of(folder / "none" / "a", "SELECT 1")


def _no_database(folder: Path) -> None:
    (folder / "a").write_bytes(b"What was here before?" * 500)
    _of(folder / "a", "SELECT * FROM sqlite_master")


def _busy(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "a", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        _of(folder / "a", "CREATE TABLE a (b)")


def _nobody_answers(folder: Path) -> None:
    psycopg.connect(host="127.0.0.1", port=cluster.free_port(), dbname="a", user="b", connect_timeout=5)


def _raises(error: Exception) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        raise error

    return do


@pytest.mark.parametrize(
    ("does", "outage"),
    [
        (_full, Outage.FULL),
        (_not_to_be_written, Outage.CLOSED),
        (_not_there, Outage.CLOSED),
        (_no_database, Outage.DAMAGED),
        (_busy, Outage.BUSY),
        (_nobody_answers, Outage.AWAY),
        (_raises(psycopg.errors.DiskFull()), Outage.FULL),
        (_raises(psycopg.errors.DeadlockDetected()), Outage.BUSY),
        (_raises(psycopg.errors.InvalidPassword()), Outage.AWAY),
        (_raises(psycopg.errors.AdminShutdown()), Outage.AWAY),
        (_raises(OSError(errno.ENOSPC, "No space left on device")), Outage.FULL),
        (_raises(PermissionError(errno.EACCES, "Permission denied")), Outage.CLOSED),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_what_is_lacking_is_told_by_its_code(tmp_path: Path, does: Callable[[Path], None], outage: Outage) -> None:
    with pytest.raises((sqlite3.Error, psycopg.Error, OSError)) as met_with:
        does(tmp_path)
    as_django_says_it = OperationalError("…")
    as_django_says_it.__cause__ = met_with.value
    assert met(as_django_says_it) is outage


@pytest.mark.parametrize(
    "does",
    [
        lambda folder: _of(folder / "a", "SELECT * FROM nowhere"),
        _raises(psycopg.errors.UndefinedTable()),
        _raises(FileNotFoundError(errno.ENOENT, "No such file or directory")),
        _raises(ValueError("a fault")),
    ],
)
def test_a_fault_of_ours_is_none(tmp_path: Path, does: Callable[[Path], None]) -> None:
    with pytest.raises((sqlite3.Error, psycopg.Error, OSError, ValueError)) as met_with:
        does(tmp_path)
    assert met(met_with.value) is None
    assert met(None) is None
