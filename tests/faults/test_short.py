"""The short form of `bin/faults`: a few kills on the database of this run."""

from __future__ import annotations

import http.client
import json
import os
from contextlib import closing

import pytest

from tests.faults import run


@pytest.mark.slow
@pytest.mark.databases
def test_whatever_statement_the_keeper_dies_before_the_next_one_ends_its_work() -> None:
    database, every = ("postgresql", 500) if os.environ.get("TEST_DATABASE_URL") else ("sqlite", 120)
    found = run.points(database, every=every)
    assert found.deaths > 1
    assert found.wrong == []


@pytest.mark.slow
@pytest.mark.databases
def test_what_was_acknowledged_survives_kill_9_once() -> None:
    database, kills = ("postgresql", 2) if os.environ.get("TEST_DATABASE_URL") else ("sqlite", 4)
    tally = run.endure(database, kills, patience=120)
    assert tally.acknowledged > 0
    assert (tally.lost, tally.doubled, tally.halves) == (0, 0, 0), run.table([tally])


@pytest.mark.slow
@pytest.mark.databases
@pytest.mark.once
def test_what_comes_in_many_pieces_is_taken_whole() -> None:
    """By the server as it is: what stands in for it elsewhere takes anything."""
    with run.empty_house("sqlite") as env:
        folder, port, facts = run.with_people(env)
        fields = {"kind": "update", "voice": "role", "audience": "everyone", "title": "", "body": "Something large"}
        large = run.Request("upload", "/write/", fields, "large", file=os.urandom(3_000_000))
        with run.server(env, port, 60), closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            assert run.send(connection, facts, large) == (True, 302)
        journal = folder / "acknowledged.jsonl"
        journal.write_text(json.dumps({"kind": "upload", "mark": "large"}) + "\n")
        found = json.loads(run.python(env, "-m", "tests.faults.house", "look", str(journal)))
        assert found == {"lost": 0, "doubled": 0, "halves": 0}
