"""F6: there is no room for a while. F9: the database's connections are cut. People write meanwhile, and read."""

from __future__ import annotations

import http.client
import json
import os
import random
import time
from collections.abc import Callable
from contextlib import closing, suppress

import psutil
import psycopg
import pytest

from tests.faults import rows, run
from tests.faults.test_streams import Noting

pytestmark = [pytest.mark.slow, pytest.mark.databases]
WHILE = 1.0
"""Seconds."""
NO_ROOM = 8192
"""Bytes that a file may have, where a disk that is really full would need a right to mount one. What is kept has more already."""


@pytest.mark.once
def test_f6_what_was_acknowledged_is_there_once_and_pages_are_read(record_property: Noting) -> None:
    def amid(env: dict[str, str], server: psutil.Process, read: Callable[[], int]) -> None:
        family = [server, *server.children(recursive=True)]
        before = {one: one.rlimit(psutil.RLIMIT_FSIZE) for one in family}
        for one, (_, most) in before.items():
            one.rlimit(psutil.RLIMIT_FSIZE, (NO_ROOM, most))
        time.sleep(WHILE)
        assert read() == 200
        for one, limit in before.items():
            with suppress(psutil.NoSuchProcess):  # it drew a small picture, and has ended
                one.rlimit(psutil.RLIMIT_FSIZE, limit)

    refused = _lived_through(40 if rows.WHOLE else 1, amid, record_property)
    assert refused or os.environ.get("TEST_DATABASE_URL")  # whose server has room


@pytest.mark.postgresql
def test_f9_what_was_acknowledged_is_there_once_and_pages_are_read(record_property: Noting) -> None:
    def amid(env: dict[str, str], server: psutil.Process, read: Callable[[], int]) -> None:
        end = time.monotonic() + WHILE
        with psycopg.connect(env["DATABASE_URL"], autocommit=True) as connection:
            while time.monotonic() < end:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                time.sleep(0.1)
        assert read() == 200

    _lived_through(20 if rows.WHOLE else 1, amid, record_property)


def _lived_through(
    times: int, amid: Callable[[dict[str, str], psutil.Process, Callable[[], int]], None], record_property: Noting
) -> int:
    """Four people write by forms and mails while that is done; how much of it was not taken, each of which is sent again."""
    database = "postgresql" if os.environ.get("TEST_DATABASE_URL") else "sqlite"
    refused = 0
    with run.empty_house(database) as env:
        folder, port, facts = run.with_people(env)
        journal, draw = folder / "acknowledged.jsonl", random.Random(6)
        journal.touch()
        with run.server(env, port, 60) as (process, _):
            server = psutil.Process(process.pid)
            for _ in range(times):
                left = run.write(
                    port, facts, journal, [], lambda: amid(env, server, lambda: _read(port, facts)), draw, is_out=True
                )
                refused += len(left)
                assert run.write(port, facts, journal, left, None, draw) == []
                assert _read(port, facts) == 200
        assert journal.read_text()
        found = json.loads(run.python(env, "-m", "tests.faults.house", "look", str(journal)))
    assert found == {"lost": 0, "doubled": 0, "halves": 0}
    record_property("times", times)
    return refused


def _read(port: int, facts: dict[str, str]) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", "/", headers={"Cookie": facts["cookie"]})
        return connection.getresponse().status
