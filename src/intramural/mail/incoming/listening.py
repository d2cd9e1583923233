"""The door for mails: SMTP from the mail server that stands before us (RFC 5321). 250 is said when a mail is committed.

with listening.listening(): ...     where INTRAMURAL_MAIL_LISTEN says, as long as the block lasts
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings

from intramural.mail.incoming import delivering

log = structlog.get_logger(__name__)
AT_ONCE = 2
MOST_CONNECTIONS = 50
MOST_RECIPIENTS = 100
LONGEST_LINE = 1_000_000
QUIET_FOR = 120
STARTS_WITHIN = 10.0
Deliver = Callable[..., str]
logging.getLogger("mail.log").setLevel(logging.WARNING)  # it would write addresses, and what was said, into the log


class Listener:
    """Listens in a thread of its own; `port` is known when `start` has returned. Raises OSError for a port that is taken."""

    def __init__(self, host: str, port: int, *, deliver: Deliver, is_ours: Callable[[str], bool]) -> None:
        self.host, self.port = host, port
        self._door = _Door(deliver, is_ours)
        self._thread = threading.Thread(target=self._run, name="mail listener", daemon=True)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._error: OSError | None = None

    def start(self) -> None:
        """Opens the port."""
        self._thread.start()
        self._ready.wait(STARTS_WITHIN)
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """Closes the port; a mail that is being taken is taken to its end."""
        if self._loop is not None and self._stop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(30)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as error:
            self._error = error
        finally:
            self._ready.set()
            self._door.close()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await self._loop.create_server(self._protocol, self.host, self.port)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        await self._door.idle()
        for protocol in list(self._door.open):
            if protocol.transport is not None:
                protocol.transport.close()
        await asyncio.sleep(0)

    def _protocol(self) -> SMTP:
        return _Protocol(
            self._door,
            data_size_limit=settings.MAX_UPLOAD_BYTES * 3 // 2 + 1_000_000,
            enable_SMTPUTF8=True,
            hostname=settings.MAIL_DOMAIN,
            ident="Intramural",
            timeout=QUIET_FOR,
            loop=asyncio.get_running_loop(),
        )


class _Protocol(SMTP):
    line_length_limit = LONGEST_LINE

    def connection_made(self, transport: Any) -> None:
        door: _Door = self.event_handler
        if len(door.open) >= MOST_CONNECTIONS:
            transport.write(b"421 4.7.0 Too many at once: try again\r\n")
            transport.close()
            return
        door.open.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.event_handler.open.discard(self)
        if self.transport is not None:
            super().connection_lost(error)


class _Door:
    """What is answered to RCPT, and to the end of a mail."""

    def __init__(self, deliver: Deliver, is_ours: Callable[[str], bool]) -> None:
        self.open: set[SMTP] = set()
        self._deliver, self._is_ours = deliver, is_ours
        self._hands = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="mail")
        self._busy = 0

    async def handle_RCPT(  # noqa: N802  (the name is aiosmtpd's)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not self._is_ours(address):
            return delivering.NOT_OURS
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Yes"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  (as above)
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self._busy += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._hands, self._take, content, list(envelope.rcpt_tos), envelope.mail_from)
        finally:
            self._busy -= 1

    def _take(self, content: bytes, to: list[str], sender: str | None) -> str:
        from django.db import connections

        try:
            return self._deliver(content, to=to, sender=sender or "")
        finally:
            connections.close_all()

    async def idle(self) -> None:
        """Until nothing is being taken, for twenty seconds at most."""
        for _ in range(400):
            if not self._busy:
                return
            await asyncio.sleep(0.05)

    def close(self) -> None:
        self._hands.shutdown(wait=False, cancel_futures=True)


@contextmanager
def listening(deliver: Deliver, is_ours: Callable[[str], bool]) -> Iterator[Listener | None]:
    """Listens where the settings say, as long as the block lasts; nowhere where they say nothing, or the port is taken."""
    if settings.MAIL_LISTEN is None:
        yield None
        return
    listener = Listener(*settings.MAIL_LISTEN, deliver=deliver, is_ours=is_ours)
    try:
        listener.start()
    except OSError as error:
        log.error("mail.not_listening", at=settings.MAIL_LISTEN, error=str(error))
        yield None
        return
    log.info("mail.listening", at=settings.MAIL_LISTEN)
    try:
        yield listener
    finally:
        listener.stop()
