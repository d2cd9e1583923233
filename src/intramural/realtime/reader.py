"""Reads the journal in a thread of its own, for all streams of a worker, and says whom to tell what.

It goes on from the last entry that it has read. On PostgreSQL an entry may be committed after one with a higher number:
a number that is missing is asked for again for a minute. What it cannot decide it tells nobody: when the database does
not answer, all streams end, and whoever comes back is told what was missed.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from django.db import connection

from intramural.kit import clock
from intramural.realtime import queries
from intramural.realtime.queries import Happening, Known, News
from intramural.realtime.waking import Waker, waker

log = structlog.get_logger(__name__)

LOOKS_ROUND_EVERY = 0.5
GAP_KEPT_FOR = 60.0
MOST_GAPS = 2000
KEPT = 2000
RESTS_AFTER = 60.0


class Listeners(Protocol):
    """Whose streams they are. Every method may be called from the reader's thread."""

    def people(self) -> set[int]: ...
    def sessions(self) -> dict[str, Known]: ...
    def tell(self, news: dict[int, list[News]]) -> None: ...
    def end(self, keys: Iterable[str]) -> None: ...
    def end_all(self) -> None: ...


class Journal:
    """Where the reader is in the journal, and what it keeps of it for who comes back."""

    def __init__(self) -> None:
        lately = queries.recent()
        self.number = lately.number
        self.since: datetime = lately.since
        self.read_at: datetime = clock.now()
        self._kept: deque[Happening] = deque(lately.happenings)
        self._gaps: dict[int, float] = {}

    def read(self) -> list[Happening]:
        """What has been committed since the last time."""
        begun, fresh = clock.now(), list[Happening]()
        while True:
            rows = queries.entries(after=self.number, gaps=self._gaps)
            for number, happening in rows:
                self._pass(number)
                if happening is not None:
                    fresh.append(happening)
            if len(rows) < queries.MOST_MISSED:
                break
        self._keep(fresh)
        self.read_at = begun
        return fresh

    def kept(self) -> list[Happening]:
        """The last happenings, for who comes back. Safe from any thread."""
        while True:
            try:
                return list(self._kept)
            except RuntimeError:  # it grew meanwhile
                continue

    def _pass(self, number: int) -> None:
        if number <= self.number:
            self._gaps.pop(number, None)
            return
        for missing in range(max(self.number + 1, number - MOST_GAPS), number):
            self._gaps[missing] = time.monotonic()
        self.number = number

    def _keep(self, fresh: list[Happening]) -> None:
        over = time.monotonic() - GAP_KEPT_FOR
        self._gaps = {number: at for number, at in self._gaps.items() if at > over}
        while len(self._gaps) > MOST_GAPS:
            self._gaps.pop(next(iter(self._gaps)))
        self._kept.extend(fresh)
        while len(self._kept) > KEPT:
            self.since = self._kept.popleft().at + timedelta(microseconds=1)


class Reader:
    """The thread. It begins with the first stream, and rests when there has been none for a minute."""

    def __init__(self, listeners: Listeners) -> None:
        self._listeners = listeners
        self._wanted = threading.Event()
        self._begun = threading.Event()
        self._thread: threading.Thread | None = None
        self.journal: Journal | None = None

    def want(self, seconds: float = 5.0) -> Journal | None:
        """The journal, read up to now or a moment ago; None where the database does not answer. Not for the loop's thread."""
        self._wanted.set()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()
        self._begun.wait(seconds)
        return self.journal

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            try:
                self._go_on()
            except Exception:
                log.exception("realtime.reading_failed")
                time.sleep(1)
            finally:
                self.journal = None
                self._begun.clear()
                self._listeners.end_all()
                connection.close()

    def _go_on(self) -> None:
        woken = waker()
        try:
            self.journal = Journal()
            self._begun.set()
            self._read_on(woken, self.journal)
        finally:
            woken.close()

    def _read_on(self, woken: Waker, journal: Journal) -> None:
        last_heard = looked_round = time.monotonic()
        while True:
            woken.wait(LOOKS_ROUND_EVERY)
            people = self._listeners.people()
            if people:
                last_heard = time.monotonic()
            elif time.monotonic() - last_heard > RESTS_AFTER:
                self._wanted.clear()
                if not self._listeners.people():
                    return
                self._wanted.set()
            fresh = journal.read()
            people |= self._listeners.people()  # who came meanwhile has not been told by anybody else
            if fresh and people:
                self._listeners.tell(queries.told(fresh, people))
            if time.monotonic() - looked_round > LOOKS_ROUND_EVERY * 0.9:
                looked_round = time.monotonic()
                self._look_round()

    def _look_round(self) -> None:
        """Ends the streams of whom they are no longer for: signed out, password changed, deactivated."""
        open_now = self._listeners.sessions()
        if open_now:
            still = queries.still_signed_in(open_now)
            over = [key for key, known in open_now.items() if still.get(key) != known]
            if over:
                self._listeners.end(over)
