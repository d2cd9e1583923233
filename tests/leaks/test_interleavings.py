"""A post is taken away while something of it is on its way: nothing of it leaves after the commit (trust.md, F12).

The short form goes through some hundreds; `bin/leaks --interleavings` through 50,000 on each database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from intramural.exposure.testing import a_ledger
from intramural.mail.tests.test_racing import _a_journal_that_can_be_emptied  # noqa: F401  (a fixture)
from tests.leaks import gates
from tests.leaks.racing.rounds import race
from tests.leaks.tally import report

WANTED = int(os.environ.get("LEAKS_INTERLEAVINGS") or 0)
SHARDS = (os.cpu_count() or 1) if WANTED else 1
A_FEW = 200
SEED = int(os.environ.get("LEAKS_SEED") or 20_031)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def _as_in_production(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """SQLite writes ahead, as it does where it serves: readers and the one writer do not wait for each other."""
    with a_ledger(tmp_path):
        _write_ahead("WAL")
        yield
        _write_ahead("DELETE")


def _write_ahead(mode: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA journal_mode={mode}")


@pytest.mark.parametrize("shard", range(SHARDS))
def test_nothing_leaves_after_the_commit(shard: int) -> None:
    count = -(-WANTED // SHARDS) if WANTED else A_FEW
    tally = race(count, SEED + shard)
    report(f"interleavings-{shard}", {"seed": SEED + shard, **tally.facts()})
    assert not tally.leaks, "\n".join(tally.leaks)
    assert tally.interleavings >= count
    if WANTED:
        unseen = sorted({way for (_, way), pair in tally.pairs.items() if not pair.shown} - {
            way for (_, way), pair in tally.pairs.items() if pair.shown
        })  # fmt: skip
        assert not unseen, f"these never showed anything before it either: {', '.join(unseen)}"


@pytest.mark.once
def test_what_its_author_had_made_of_it_is_no_leak() -> None:
    """It stands in lists as theirs, after they deleted what it grew from."""
    assert not race(80, SEED, ways=("an article that grows", "the stream", "what its author shared")).leaks


@pytest.mark.once
@pytest.mark.parametrize(
    ("gate", "way"),
    [("mail/outgoing/reading.py:_read", "a mail"), ("posts/queries/addressed.py:_at", "its page")],
)
def test_a_gate_that_is_missing_is_seen(gate: str, way: str) -> None:
    """Otherwise the others would prove nothing."""
    every = gates.all_gates()
    watch = gates.Watch(every)
    with watch.set_up(), watch.without(next(each for each in every if f"{each.file}:{each.function}" == gate)):
        assert race(60, SEED, ways=(way,)).leaks
