"""A connection to SQLite that waits for its turn to write by asking often.

SQLite itself asks ever more seldom while another writes, up to a tenth of a second apart: whoever comes in between goes first, and of
eight who publish at once some waited for over half a second while the database was free.
"""

from __future__ import annotations

import sqlite3
import time

from django.db.backends.sqlite3 import base

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
            with self.wrap_database_errors:
                while not self._has_begun(is_last=time.monotonic() > end):
                    time.sleep(ASKS_EVERY)
        finally:
            self._wait_within(patience)

    def _has_begun(self, *, is_last: bool) -> bool:
        """Asks without a cursor of Django's: its errors hold theirs in a ring, and what is let go of there by another thread, which may be
        the one that writes, waits for this connection."""
        try:
            self.connection.execute(f"BEGIN {self.transaction_mode or ''}")  # type: ignore[attr-defined]  # the stubs leave it out
        except sqlite3.OperationalError as error:
            if is_last or not error.sqlite_errorname.startswith("SQLITE_BUSY"):
                raise
            return False
        return True

    def _wait_within(self, seconds: float) -> None:
        self.connection.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")
