"""Running what is asynchronous, wherever a test stands."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run(going: Coroutine[Any, Any, T]) -> T:
    """What it gives, from a loop in a thread of its own: a browser that another test drives has one that runs in this one."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, going).result()
