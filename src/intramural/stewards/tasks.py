"""Chores of stewards."""

from __future__ import annotations

from collections.abc import Callable

from intramural.stewards import texts


def sweep_files() -> int:
    """Removes what was left of files that were just being read when the house stopped; returns how many."""
    return texts.store.sweep(lambda keys: set())


CHORES: list[tuple[float, Callable[[], int]]] = [(6 * 3600, sweep_files)]
"""What the keeper calls: every so many seconds, this function."""
