"""Two transactions that meet, as PostgreSQL lets them: SQLite has one writer at a time.

meeting(lambda: actions.gate(space, by=ada, …), lambda: a_post(by=ben, to=…))
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

from django.db import connection, transaction

from intramural.kit.errors import Refusal

LONGEST = 10.0


def meeting(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """What both give, or refuse: `first` in a transaction that is not over before `second` is, or waits for it."""
    here, over = Event(), Event()

    def begins() -> Any:
        with transaction.atomic():
            try:
                return first()
            finally:
                here.set()
                assert over.wait(LONGEST)

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(_alone, begins)
        assert here.wait(LONGEST)
        other = pool.submit(_alone, second)
        _until_done_or_waiting(other)
        over.set()
        return one.result(LONGEST), other.result(LONGEST)


def _alone(do: Callable[[], Any]) -> Any:
    try:
        return do()
    except Refusal as no:
        return no
    finally:
        connection.close()


def _until_done_or_waiting(it: Future[Any]) -> None:
    end = time.monotonic() + LONGEST
    while not it.done() and time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
            if cursor.fetchone() == (True,):
                return
        time.sleep(0.01)
