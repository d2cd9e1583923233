"""What tests of the ledger need: a place of its own for what is on its way, and nothing remembered of the test before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test import override_settings

from intramural.exposure import actions, queries, spool


@contextmanager
def a_ledger(folder: Path) -> Iterator[None]:
    """Within the block lines are written into this folder."""
    with override_settings(DATA_DIR=folder):
        spool.clear()
        yield
        spool.clear()


def handed(post_id: int) -> dict[str, set[int]]:
    """Who was handed something of the post, by way, with all that is on its way."""
    actions.take_in()
    return queries.of_post(post_id)
