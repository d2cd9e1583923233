"""The short form of `bin/faults`: a few kills on the database of this run."""

from __future__ import annotations

import os

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
