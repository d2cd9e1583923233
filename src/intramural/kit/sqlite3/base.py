"""A connection to SQLite that waits for its turn to write by asking often.

SQLite itself asks ever more seldom while another writes, up to a tenth of a second apart: whoever comes in between goes first, and of
eight who publish at once some waited for over half a second while the database was free.
"""

from __future__ import annotations

import time
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

ASKS_EVERY = 0.001  # seconds
PATIENCE = 5.0
"""Seconds, where the settings say nothing: as Python's own."""


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's, which is what all else of this backend is."""

    def _start_transaction_under_autocommit(self) -> None:
        """Begins a transaction, within the `timeout` of the settings. Raises OperationalError after it."""
        patience = float(self.settings_dict["OPTIONS"].get("timeout", PATIENCE))
        end = time.monotonic() + patience
        self._wait_within(ASKS_EVERY)
        try:
            while not self._has_begun(is_last=time.monotonic() > end):
                time.sleep(ASKS_EVERY)
        finally:
            self._wait_within(patience)

    def _has_begun(self, *, is_last: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except OperationalError as error:
            if is_last or not _is_taken(error):
                raise
            return False
        return True

    def _wait_within(self, seconds: float) -> None:
        self.connection.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")


def _is_taken(error: OperationalError) -> bool:
    """Whether somebody else writes: no other fault goes away by itself."""
    cause: Any = error.__cause__
    return getattr(cause, "sqlite_errorname", "").startswith("SQLITE_BUSY")
