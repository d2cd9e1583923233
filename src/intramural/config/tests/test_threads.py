"""A WSGI application in the threads of an ASGI server: nothing is lost, mixed up or read twice."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from intramural.config.threads import PIECE, InThreads
from tests import loops


def scope(
    *, method: str = "GET", path: bytes = b"/", query: bytes = b"", headers: list[tuple[bytes, bytes]] | None = None
) -> Any:
    return {
        "type": "http", "method": method, "path": path.decode("utf-8", "replace"), "raw_path": path, "query_string": query,
        "headers": headers or [], "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 5),
    }  # fmt: skip


def asked(application: Any, *messages: dict[str, Any], **how: Any) -> list[dict[str, Any]]:
    """What the server is given to send when a client sends these messages."""
    sent: list[dict[str, Any]] = []

    async def go() -> None:
        coming = iter(messages or ({"type": "http.request"},))

        def receive() -> asyncio.Future[dict[str, Any]]:
            """As the server's: something to wait for, and no coroutine."""
            message = asyncio.get_running_loop().create_future()
            message.set_result(next(coming, {"type": "http.disconnect"}))
            return message

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await InThreads(application, 1)(scope(**how), receive, send)  # type: ignore[arg-type]

    loops.run(go())
    return sent


def answering(*pieces: bytes) -> Any:
    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return list(pieces)

    return application


def environ_of(*messages: dict[str, Any], **how: Any) -> dict[str, Any]:
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.update(environ)
        return answering(b"")(environ, start)  # type: ignore[no-any-return]

    asked(application, *messages, **how)
    return seen


def read_by(*messages: dict[str, Any]) -> bytes:
    found: list[bytes] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        while part := environ["wsgi.input"].read(70_000):
            found.append(part)
        return answering(b"")(environ, start)  # type: ignore[no-any-return]

    asked(application, *messages, method="POST")
    return b"".join(found)


def part(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_page_goes_out_in_one_piece_with_its_status_and_headers() -> None:
    assert asked(answering(b"Good ", b"morning.")) == [
        {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]},
        {"type": "http.response.body", "body": b"Good morning.", "more_body": False},
    ]


def test_what_is_long_goes_out_in_order_as_it_comes() -> None:
    pieces = [bytes([n]) * (PIECE // 2 + 1) for n in range(5)]
    sent = asked(answering(*pieces))
    assert b"".join(message["body"] for message in sent[1:]) == b"".join(pieces)
    assert [message["more_body"] for message in sent[1:]] == [True, True, True, True, False]


def test_a_file_is_read_in_large_pieces_and_closed() -> None:
    file = io.BytesIO(b"x" * (2 * PIECE + 7))

    def application(environ: dict[str, Any], start: Any) -> Any:
        start("200 OK", [])
        return environ["wsgi.file_wrapper"](file, 4096)

    sent = asked(application)
    assert [len(message["body"]) for message in sent[1:]] == [PIECE, PIECE, 7]
    assert file.closed


@pytest.mark.parametrize("size", [0, 10, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5])
def test_what_is_sent_is_read_whole(size: int) -> None:
    body = bytes(n % 251 for n in range(size))
    parts = [part(body[at : at + 50_000], more=True) for at in range(0, size, 50_000)]
    assert read_by(*parts, part(b"")) == body


def test_a_form_that_breaks_off_before_it_began_asks_nobody() -> None:
    seen: list[bytes] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.append(environ["wsgi.input"].read())
        return []

    assert asked(application, part(b"half", more=True), {"type": "http.disconnect"}, method="POST") == []
    assert seen == []


def test_a_large_one_that_breaks_off_is_a_fault_and_never_the_whole() -> None:
    with pytest.raises(ConnectionResetError):
        read_by(part(b"x" * PIECE, more=True), part(b"more", more=True), {"type": "http.disconnect"})


def test_a_name_with_an_underscore_speaks_for_no_proxy() -> None:
    headers = [(b"x-forwarded-for", b"192.0.2.1"), (b"x_forwarded_for", b"10.0.0.1"), (b"content_length", b"5")]
    environ = environ_of(headers=headers)
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"
    assert "CONTENT_LENGTH" not in environ


def test_headers_of_one_name_are_one() -> None:
    headers = [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"accept", b"text/html"), (b"accept", b"*/*")]
    environ = environ_of(headers=headers)
    assert (environ["HTTP_COOKIE"], environ["HTTP_ACCEPT"]) == ("a=1; b=2", "text/html,*/*")


def test_addresses_keep_their_bytes() -> None:
    environ = environ_of(path="/people/zoë/%C3%A9%FF".encode(), query=b"q=\xc3\xa9&x=%20")
    assert environ["PATH_INFO"].encode("latin-1") == b"/people/zo\xc3\xab/\xc3\xa9\xff"
    assert environ["QUERY_STRING"] == "q=\xc3\xa9&x=%20"


def test_nobody_waits_in_the_thread_of_the_server() -> None:
    here: list[int] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        here.append(threading.get_ident())
        return answering(b"")(environ, start)  # type: ignore[no-any-return]

    asked(application)
    assert here != [threading.get_ident()]


def test_a_fault_closes_what_was_begun_and_is_the_servers_to_tell() -> None:
    closed: list[bool] = []

    class Broken:
        def __iter__(self) -> Iterator[bytes]:
            raise ZeroDivisionError

        def close(self) -> None:
            closed.append(True)

    def application(environ: dict[str, Any], start: Any) -> Broken:
        start("200 OK", [])
        return Broken()

    with pytest.raises(ZeroDivisionError):
        asked(application)
    assert closed == [True]
