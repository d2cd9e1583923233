"""What the keeper calls for the record: every so many seconds, this function."""

from __future__ import annotations

from collections.abc import Callable

from intramural.record import closings

CHORES: list[tuple[int, Callable[[], int]]] = [(24 * 3600, closings.prune)]
