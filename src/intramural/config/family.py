"""Processes that belong together end together, even when the first of them is killed without a word."""

from __future__ import annotations

import os
import signal
import threading
import time

SECONDS_TO_END = 10


def end_with_parent() -> None:
    """Watches, in a thread, whether the process that made this one is still there, and ends this one when it is not.

    A worker that outlived its server would go on answering beside the next one, with yesterday's code.
    """
    threading.Thread(target=_watch, args=(os.getppid(),), name="end-with-parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os.kill(os.getpid(), signal.SIGKILL)
