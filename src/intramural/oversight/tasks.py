"""Chores of oversight. Again changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from intramural.oversight import actions


def count_months() -> int:
    """Counts the months that are over; returns how many were new."""
    return actions.count_closed_months()


def count_stretches() -> int:
    """Counts what happened, and what asking first costs, where enough people are behind it by now; returns how many were new."""
    return actions.count_incidents() + actions.count_speed()


CHORES: list[tuple[float, Callable[[], int]]] = [(3600, count_months), (3600, count_stretches)]
"""What the keeper calls: every so many seconds, this function."""
