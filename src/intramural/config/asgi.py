"""The application as a server runs it: one root, in which Django answers pages in threads (decision 12)."""

from __future__ import annotations

import os

from intramural.config.threads import InThreads, Receive, Scope, Send

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intramural.config.settings")

THREADS = 2  # of each worker


class Root:
    """Every request of the server comes in here."""

    def __init__(self) -> None:
        from intramural.config.wsgi import application

        self._pages = InThreads(application, THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._pages(scope, receive, send)


application = Root()
