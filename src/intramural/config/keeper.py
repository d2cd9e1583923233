"""The keeper does the house's chores: what falls due by the clock and not by anybody's request.

A domain names its chores in `tasks.CHORES`: every so many seconds, this function, which bears being called again and
returns how much it did. One keeper works in a data folder; a second one waits until it is gone. It runs as a process
beside the server (`INTRAMURAL_KEEPER=yes`), or as `intramural work`.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import structlog

from intramural.config import family

log = structlog.get_logger(__name__)
LONGEST_NAP = 5.0
PROMPT = 1.0
AGAIN_AFTER_A_FAULT = 60.0
NOTED_EVERY = 30.0


@dataclass
class Chore:
    """A function, how often it is due (seconds), and when next (on the clock of `time.monotonic`)."""

    name: str
    every: float
    do: Callable[[], int]
    due: float = 0.0


@dataclass
class Keeper:
    """Does chores when they are due, one after the other. A chore that fails is logged, and tried again within a minute.

    What is due every second or more often has a thread of its own, so that a long chore does not keep it waiting.
    """

    chores: list[Chore]
    stopped: threading.Event = field(default_factory=threading.Event)

    def go_on(self) -> None:
        """Until `stopped` is set: does what is due, sleeps, and listens for mails. Waits while another keeper works in this data folder."""
        from intramural.mail import inbound

        prompt = Keeper([chore for chore in self.chores if chore.every <= PROMPT], self.stopped)
        others = Keeper([chore for chore in self.chores if chore.every > PROMPT], self.stopped)
        while not self.stopped.is_set():
            with _alone() as is_alone:
                if is_alone:
                    with inbound.listening():
                        beside = threading.Thread(target=prompt._keep_on, name="prompt chores")
                        beside.start()
                        others._keep_on()
                        beside.join()
            self.stopped.wait(LONGEST_NAP)

    def _keep_on(self) -> None:
        from django.db import connection

        while not self.stopped.is_set():
            note_alive()
            self.do_due(time.monotonic())
            next_due = min((chore.due for chore in self.chores), default=time.monotonic() + LONGEST_NAP)
            self.stopped.wait(max(0.02, min(next_due - time.monotonic(), LONGEST_NAP)))
        connection.close()

    def do_due(self, moment: float) -> list[str]:
        """Does every chore that is due at the moment; returns their names."""
        done = []
        for chore in self.chores:
            if chore.due <= moment and not self.stopped.is_set():
                chore.due = moment + (chore.every if _done(chore) else min(chore.every, AGAIN_AFTER_A_FAULT))
                done.append(chore.name)
        return done


class Beside:
    """A keeper in a process beside the server's. It ends when it is told to, and when the server is gone without a word."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None

    def start(self) -> None:
        """Begins the process. Forked, so that it shares the memory of what is loaded."""
        self._process = multiprocessing.get_context("fork").Process(target=_keep_beside, name="keeper")
        self._process.start()

    def stop(self) -> None:
        """Lets the chore at hand end, for ten seconds at most."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join(10)
            if self._process.is_alive():
                self._process.kill()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `intramural work` asks for."""
    parser.add_argument("--once", action="store_true", help="do every chore once, and end")


def run(chosen: argparse.Namespace) -> int:
    """Keeps house until it is told to stop. With --once 1 when a chore failed."""
    from intramural.config import preparing
    from intramural.config.telling import say
    from intramural.kit.errors import NotReady

    if preparing.pending():
        raise NotReady("The database is older than this version.", remedy="Run: intramural upgrade")
    with preparing.in_use():
        if chosen.once:
            outcomes = [_done(chore) for chore in chores()]
            say(f"{len(outcomes)} chores, {outcomes.count(False)} failed.")
            return 0 if all(outcomes) else 1
        keeper = Keeper(chores())
        _stop_on_signals(keeper)
        say(f"Keeping house: {len(keeper.chores)} chores. Ctrl-C ends it.")
        keeper.go_on()
    return 0


def chores() -> list[Chore]:
    """All chores: of the journal and the cache, then of every domain that has some."""
    from django.apps import apps

    from intramural.people.sessions import SessionStore
    from intramural.record import journal, once

    def end_old_sessions() -> int:
        SessionStore.clear_expired()
        return 0

    found = [
        Chore("record.journal.sweep", 10, journal.sweep),
        Chore("record.once.forget_old", 3600, once.forget_old),
        Chore("people.sessions.end_old", 6 * 3600, end_old_sessions),
    ]
    for config in apps.get_app_configs():
        if config.name.startswith("intramural.") and find_spec(f"{config.name}.tasks"):
            for every, do in getattr(import_module(f"{config.name}.tasks"), "CHORES", ()):
                found.append(Chore(f"{config.label}.{do.__name__}", every, do))
    return found


def note_alive(*, at_most_every: float = NOTED_EVERY) -> None:
    """Leaves a mark in the data folder that the keeper is at work, for `doctor` and /readyz."""
    path = _mark()
    try:
        if time.time() - path.stat().st_mtime < at_most_every:
            return
    except FileNotFoundError:
        pass
    path.write_text(json.dumps({"process": os.getpid()}))


def last_alive() -> datetime | None:
    """When a keeper was last at work in this data folder; None: never."""
    from datetime import UTC

    try:
        return datetime.fromtimestamp(_mark().stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def _done(chore: Chore) -> bool:
    from django.db import connection

    began = time.monotonic()
    try:
        did = chore.do()
    except Exception:
        log.exception("chore.failed", chore=chore.name)
        connection.close()
        return False
    (log.info if did else log.debug)("chore", chore=chore.name, did=did, ms=round((time.monotonic() - began) * 1000, 1))
    return True


def _keep_beside() -> None:
    from django.db import connections

    connections.close_all()
    keeper = Keeper(chores())
    _stop_on_signals(keeper)
    family.end_with_parent()
    keeper.go_on()


def _stop_on_signals(keeper: Keeper) -> None:
    def stop(number: int, frame: Any) -> None:
        keeper.stopped.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else keeps house in this data folder, as long as the block lasts."""
    with open(_data_dir() / "keeper.lock", "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _mark() -> Path:
    return _data_dir() / "keeper.json"


def _data_dir() -> Path:
    from django.conf import settings

    return Path(settings.DATA_DIR)
