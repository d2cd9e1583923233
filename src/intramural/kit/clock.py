"""The clock of the house. Everything that asks for the time asks here, so that a test can turn it."""

from __future__ import annotations

import time
from datetime import UTC, datetime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """The present moment, in UTC, with its zone."""
    return datetime.now(UTC)


def from_database(value: str | datetime) -> datetime:
    """A moment as a written-out query gives it. SQLite keeps text, and no zone, which is UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


SET_FORWARD = 60.0
SETTLES = 600.0


def passing() -> float:
    """Seconds that pass whatever the clock is set to, those of a machine that slept among them (where the system counts them)."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Watch:
    """Notices that the clock was set forward: between two looks it moved by over a minute more than has passed."""

    def __init__(self) -> None:
        self._looked: tuple[float, float] | None = None
        self._leapt: float | None = None

    def is_steady(self) -> bool:
        """Whether it was not, in the last ten minutes. The first look knows of nothing before it."""
        here, passed = now().timestamp(), passing()
        if self._looked is not None and (here - self._looked[0]) - (passed - self._looked[1]) > SET_FORWARD:
            self._leapt = passed
        self._looked = here, passed
        return self._leapt is None or passed - self._leapt > SETTLES
