"""Processes beside this one that do the work which needs nothing of the house: reading mails, say.

Their answers come in the order of the jobs. They are programs of their own that end when their standard input does, so
that none outlives this process, however it ends; what one of them does not answer is done here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import Any

MOST = 4
AHEAD = 10
"""Jobs that may be under way or done before what they answer is asked for: as many handfuls of mails as a batch takes, and one."""
SELDOM = (50_000, 20, 100)
"""How seldom an import, and who works beside it, looks for rings of things that could be freed: see `gc.set_threshold`."""
_ROOT = str(Path(__file__).resolve().parents[2])
_GONE = (EOFError, OSError, ValueError, pickle.UnpicklingError)


def worth_it(size: int) -> int:
    """How many processes a source of so many bytes is worth: one a processor, none for what is done before they had begun."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(processors, MOST) if processors > 1 and size > 4_000_000 else 0


class Processes:
    """Some processes, begun when they are first needed and ended by `end`, or with the last reference to this.

    A thread speaks with each of them, so that they go on with what is `AHEAD` while this process writes what they answered.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._all: list[_Process] = []
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        self._threads: ThreadPoolExecutor | None = None

    def in_order(self, work: str, jobs: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Each job with what the function at `work` ("package.module:function") makes of it, in the order of the jobs."""
        if not self._number:
            function = _function(work)
            yield from ((job, function(job)) for job in jobs)
            return
        threads = self._threads or self._begin()
        asked: deque[tuple[Any, Future[Any]]] = deque()
        try:
            for job in jobs:
                asked.append((job, threads.submit(_ask, self._idle, work, job)))
                if len(asked) > AHEAD:
                    yield _answered(*asked.popleft())
            while asked:
                yield _answered(*asked.popleft())
        finally:
            if asked:
                self.end()

    def _begin(self) -> ThreadPoolExecutor:
        self._all = [_Process() for _ in range(self._number)]
        for one in self._all:
            self._idle.put(one)
        self._threads = ThreadPoolExecutor(self._number)
        return self._threads

    def end(self) -> None:
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
            self._threads = None
        for one in self._all:
            one.end()
        self._all, self._idle = [], SimpleQueue()


def _ask(idle: SimpleQueue[_Process], work: str, job: Any) -> Any:
    one = idle.get()
    try:
        return one.answer(work, job)
    finally:
        idle.put(one)


def _answered(job: Any, answer: Future[Any]) -> tuple[Any, Any]:
    return job, answer.result()


class _Process:
    def __init__(self) -> None:
        command = [sys.executable, "-m", "intramural.imports.beside"]
        environment = {
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")])),
        }
        self._running = subprocess.Popen(  # noqa: S603  (our own program, and nothing of the source in its arguments)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )

    def __del__(self) -> None:
        self.end()

    def answer(self, work: str, job: Any) -> Any:
        try:
            assert self._running.stdin is not None
            assert self._running.stdout is not None
            pickle.dump((work, job), self._running.stdin, pickle.HIGHEST_PROTOCOL)
            self._running.stdin.flush()
            return pickle.load(self._running.stdout)  # noqa: S301  (our own program wrote it)
        except _GONE:
            self.end()
            return _function(work)(job)

    def end(self) -> None:
        for stream in (self._running.stdin, self._running.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        with suppress(subprocess.TimeoutExpired):
            self._running.wait(5)


def _function(work: str) -> Callable[[Any], Any]:
    module, _, name = work.partition(":")
    found: Callable[[Any], Any] = getattr(import_module(module), name)
    return found


def _answer() -> None:
    """What such a process does: answers job after job, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*SELDOM)
    os.nice(5)  # who writes what these answer goes first
    with suppress(EOFError, BrokenPipeError):
        while True:
            work, job = pickle.load(sys.stdin.buffer)  # noqa: S301  (who began us wrote it)
            pickle.dump(_function(work)(job), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    _answer()
