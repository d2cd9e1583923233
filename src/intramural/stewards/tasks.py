"""Chores of stewards: names whose day has come are out; what was left of files that were being read goes. Again changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from intramural.kit import clock
from intramural.stewards import actions, texts

log = structlog.get_logger(__name__)
_watch = clock.Watch()


def let_names_out() -> int:
    """Lets names out whose day has come; returns how many. Where the clock was set forward it waits until that is steady."""
    if not _watch.is_steady():
        log.warning("names.clock_was_set_forward")
        return 0
    return actions.let_names_out()


def sweep_files() -> int:
    """Removes what was left of files that were just being read when the house stopped; returns how many."""
    return texts.store.sweep(lambda keys: set())


CHORES: list[tuple[float, Callable[[], int]]] = [(5, let_names_out), (6 * 3600, sweep_files)]
"""What the keeper calls: every so many seconds, this function."""
