"""Who wants to write to SQLite comes in soon after whoever writes, and is refused in the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.db.utils import ConnectionHandler, OperationalError

from intramural.kit.sqlite3.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[DatabaseWrapper, DatabaseWrapper]]:
    """Two connections to one database, as two processes have."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL"}
    its = {"ENGINE": "intramural.kit.sqlite3", "NAME": tmp_path / "house.sqlite3", "OPTIONS": options}
    handler = ConnectionHandler({"default": its, "other": its})
    pair = handler["default"], handler["other"]
    for one in pair:
        one.inc_thread_sharing()
    yield pair
    handler.close_all()


@contextmanager
def writing(on: DatabaseWrapper) -> Iterator[None]:
    on.ensure_connection()
    on._start_transaction_under_autocommit()
    yield
    on.connection.rollback()


def begin(on: DatabaseWrapper) -> None:
    with writing(on):
        pass


def test_who_waits_comes_in_when_the_other_has_written(two):
    first, second = two
    got_in: list[float] = []
    waiting = threading.Thread(target=lambda: (begin(second), got_in.append(time.monotonic())))
    with writing(first):
        waiting.start()
        time.sleep(0.05)
        assert got_in == []
    waiting.join()
    assert len(got_in) == 1


def test_who_waits_too_long_is_refused_and_may_try_again(two):
    first, second = two
    second.settings_dict["OPTIONS"] = {**second.settings_dict["OPTIONS"], "timeout": 0.1}
    with writing(first), pytest.raises(OperationalError, match="locked"):
        begin(second)
    begin(second)


def test_what_else_waits_does_so_as_long_as_before(two):
    first, _ = two
    begin(first)
    assert first.connection.execute("PRAGMA busy_timeout").fetchone() == (20_000,)


def test_any_other_fault_is_raised_at_once(two):
    first, _ = two
    with writing(first), pytest.raises(OperationalError, match="within a transaction"):
        first._start_transaction_under_autocommit()


def test_the_house_uses_it_where_it_is_kept_in_sqlite():
    used = connections["default"]
    assert isinstance(used, DatabaseWrapper) == (used.vendor == "sqlite")
