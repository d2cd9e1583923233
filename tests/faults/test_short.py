"""The short form of `bin/faults`: a few kills on the database of this run."""

from __future__ import annotations

import os

import pytest

from tests.faults import run


@pytest.mark.slow
@pytest.mark.databases
def test_what_was_acknowledged_survives_kill_9_once() -> None:
    database, kills = ("postgresql", 2) if os.environ.get("TEST_DATABASE_URL") else ("sqlite", 4)
    tally = run.endure(database, kills, patience=120)
    assert tally.acknowledged > 0
    assert (tally.lost, tally.doubled, tally.halves) == (0, 0, 0), run.table([tally])
