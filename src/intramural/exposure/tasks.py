"""What the keeper calls for the ledger: every so many seconds, this function."""

from __future__ import annotations

from collections.abc import Callable

from intramural.exposure import actions


def take_in() -> int:
    return actions.take_in()


def forget_old() -> int:
    return actions.forget_old()


CHORES: list[tuple[float, Callable[[], int]]] = [(5, take_in), (3600, forget_old)]
