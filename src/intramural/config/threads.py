"""A WSGI application in the threads of an ASGI server (decision 13 says why it is ours)."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from urllib.parse import unquote_to_bytes

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

PIECE = 256 * 1024


class InThreads:
    """A WSGI application (PEP 3333) that answers in so many threads.

    A request comes into a thread when it is there as a whole, or its first `PIECE` bytes are; an answer that is no longer
    than that leaves after the thread has gone on. So a page costs one way into a thread and one out of it, and whoever
    sends or reads a page slowly holds none. What breaks off is a fault, and never taken for the whole of it.
    """

    def __init__(self, application: Application, threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, "pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        body = _Body(receive, loop)
        if not await body.begins():
            return
        answer = _Answer(send, loop)
        await loop.run_in_executor(self._threads, answer.give, self._application, _environ(scope, body.file()))
        await answer.finish()


@dataclass
class _Answer:
    """What the application answers, gathered in a thread and sent by the server's loop."""

    send: Send
    loop: asyncio.AbstractEventLoop
    begin: Message | None = None
    kept: bytes = b""

    def give(self, application: Application, environ: dict[str, Any]) -> None:
        """In a thread: everything but the last piece is sent as it comes, the reader's pace being the pace."""
        pieces = application(environ, self._start)
        try:
            gathered: list[bytes] = []
            size = 0
            for piece in pieces:
                if size and size + len(piece) > PIECE:
                    asyncio.run_coroutine_threadsafe(self._send(b"".join(gathered), more=True), self.loop).result()
                    gathered, size = [], 0
                gathered.append(piece)
                size += len(piece)
            self.kept = b"".join(gathered)
        finally:
            if hasattr(pieces, "close"):
                pieces.close()

    async def finish(self) -> None:
        await self._send(self.kept, more=False)

    async def _send(self, piece: bytes, *, more: bool) -> None:
        if self.begin is not None:
            begin, self.begin = self.begin, None
            await self.send(begin)
        await self.send({"type": "http.response.body", "body": piece, "more_body": more})

    def _start(self, status: str, headers: list[tuple[str, str]], fault: Any = None) -> Callable[[bytes], object]:
        self.begin = {
            "type": "http.response.start",
            "status": int(status[:3]),
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        }
        return _no_writing


def _no_writing(piece: bytes) -> object:
    raise NotImplementedError("PEP 3333 keeps this for frameworks of before 2003")


class _Body(io.RawIOBase):
    """What was sent with a request, read in the thread that answers; the beginning is there already."""

    def __init__(self, receive: Receive, loop: asyncio.AbstractEventLoop) -> None:
        self._receive, self._loop = receive, loop
        self._here, self._more = bytearray(), True

    async def begins(self) -> bool:
        """Waits for the first `PIECE` bytes. False: whoever asked has gone."""
        while self._more and len(self._here) < PIECE:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                return False
            self._take(message)
        return True

    def file(self) -> BinaryIO:
        return cast(BinaryIO, io.BufferedReader(self, PIECE) if self._more else io.BytesIO(self._here))

    def readable(self) -> bool:
        return True

    def readinto(self, room: Any) -> int:
        while self._more and not self._here:
            message = asyncio.run_coroutine_threadsafe(self._next(), self._loop).result()
            if message["type"] == "http.disconnect":
                raise ConnectionResetError
            self._take(message)
        size = min(len(room), len(self._here))
        room[:size] = self._here[:size]
        del self._here[:size]
        return size

    async def _next(self) -> Message:
        return await self._receive()  # the server's is no coroutine, which another thread could not wait for

    def _take(self, message: Message) -> None:
        self._here += message.get("body", b"")
        self._more = message.get("more_body", False)


def _environ(scope: Scope, body: BinaryIO) -> dict[str, Any]:
    """The request as PEP 3333 has it, with nothing in it that could be misread.

    A header's name with an underscore would become the same variable as one with a hyphen, and could speak in a proxy's
    name: it is left out. Several cookie headers are one (RFC 9113, 8.2.3).
    """
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1] or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": str(client[0]),
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.file_wrapper": _Pieces,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" in name:
            continue
        variable = name.decode("latin-1").upper().replace("-", "_")
        if variable not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            variable = f"HTTP_{variable}"
        words = value.decode("latin-1")
        before = environ.get(variable)
        environ[variable] = words if before is None else f"{before}{'; ' if variable == 'HTTP_COOKIE' else ','}{words}"
    return environ


class _Pieces:
    """A file in large pieces: each is a way from a thread to the server and back."""

    def __init__(self, file: BinaryIO, size: int = 0) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._file.read(PIECE):
            yield piece

    def close(self) -> None:
        if hasattr(self._file, "close"):
            self._file.close()
