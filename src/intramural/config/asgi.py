"""The application as a server runs it: one root, in which streams are answered natively and pages by Django in threads
(decision 13)."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import Any

from intramural.config.threads import InThreads, Receive, Scope, Send

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intramural.config.settings")

THREADS = 2  # of each worker


class Root:
    """Every request of the server comes in here."""

    def __init__(self) -> None:
        from intramural.config.wsgi import application
        from intramural.realtime.streams import PATH, Streams

        self._pages = InThreads(application, THREADS)
        self._streams, self._path = Streams(), PATH
        self._is_told_of_the_end = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return None
        if scope["path"] != self._path:
            return await self._pages(scope, receive, send)
        if not self._is_told_of_the_end:
            self._is_told_of_the_end = True
            _when_told_to_end(self._streams.close)
        return await self._streams(scope, receive, send)


def _when_told_to_end(close: Any) -> None:
    """Has streams end as soon as the server is told to: it waits for every answer that it has begun, and they have no end.

    The loop goes on hearing of the signal, whatever stands here for it.
    """
    loop = asyncio.get_running_loop()

    def tell(number: int, frame: Any) -> None:
        loop.call_soon_threadsafe(close)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, tell)


application = Root()
