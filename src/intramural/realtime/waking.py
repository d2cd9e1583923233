"""Knowing at once that something was committed: by PostgreSQL's LISTEN, and on SQLite by looking every 50 ms.

The journal is the truth; this only says when to look. Where nobody can listen, it is looked four times a second.
"""

from __future__ import annotations

import time
from typing import Any, Protocol

import structlog
from django.db import DatabaseError, connection

log = structlog.get_logger(__name__)

CHANNEL = "intramural_journal"
LOOKED_EVERY = 0.05
LOOKED_BLINDLY_EVERY = 0.25
LISTENED_AGAIN_AFTER = 30.0


class Waker(Protocol):
    def wait(self, seconds: float) -> bool:
        """Waits until something may have been committed (True), this long at most."""

    def close(self) -> None:
        """Lets go of what it listens with."""


def waker() -> Waker:
    """The one for the database of this thread."""
    return Looking() if connection.vendor == "sqlite" else Listening()


class Looking:
    """SQLite counts in `PRAGMA data_version` what others have committed; asking it reads no page."""

    def __init__(self) -> None:
        self._version = self._asked()

    def wait(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while (now := self._asked()) == self._version:
            if time.monotonic() > end:
                return False
            time.sleep(LOOKED_EVERY)
        self._version = now
        return True

    def close(self) -> None:
        pass

    def _asked(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            return int(cursor.fetchone()[0])


class Listening:
    """PostgreSQL tells whoever listens when an entry of the journal was committed (a trigger of ours has it do so)."""

    def __init__(self) -> None:
        self._line: Any = None
        self._again = 0.0
        self._listen()

    def wait(self, seconds: float) -> bool:
        if self._line is None and time.monotonic() > self._again:
            self._listen()
        if self._line is None:
            time.sleep(min(seconds, LOOKED_BLINDLY_EVERY))
            return True
        try:
            return any(True for _ in self._line.notifies(timeout=seconds, stop_after=1))
        except Exception:  # whatever ends the line, the journal is there to be looked at
            log.warning("realtime.line_lost", exc_info=True)
            self.close()
            return True

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line, self._again = None, time.monotonic() + LISTENED_AGAIN_AFTER

    def _listen(self) -> None:
        try:
            self._line = connection.get_new_connection(connection.get_connection_params())
            self._line.autocommit = True
            self._line.execute(f"LISTEN {CHANNEL}")
        except DatabaseError:
            log.warning("realtime.nobody_listens", exc_info=True)
            self.close()
            self._line, self._again = None, time.monotonic() + LISTENED_AGAIN_AFTER
