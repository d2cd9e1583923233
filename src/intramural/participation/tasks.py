"""The chore of participation: what has ended is forgotten. Nothing here reminds anybody of anything."""

from __future__ import annotations

from collections.abc import Callable

from intramural.participation import actions


def forget_consents() -> int:
    """Lets consents go that have ended; returns how many."""
    return actions.forget_consents()


CHORES: list[tuple[float, Callable[[], int]]] = [(6 * 3600, forget_consents)]
"""What the keeper calls: every so many seconds, this function."""
