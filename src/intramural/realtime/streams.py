"""GET /events: the stream of one open page, answered by the server's loop without a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from time import perf_counter
from typing import Any

import structlog
from django.conf import settings
from django.http.request import split_domain_port, validate_host

from intramural.kit import ids
from intramural.kit.errors import NotAllowed, NotReady, Refusal, Unreadable, WrongMethod
from intramural.realtime.hub import Hub, Stream
from intramural.ui import answers
from intramural.ui.middleware import HEADERS

log = structlog.get_logger(__name__)

PATH = "/events"
HOUSE = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
OPENED = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),  # nginx would keep what is sent until it has more
    *HOUSE,
]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Streams:
    """An ASGI application for the one address. Everything that a page is refused for, a stream is too."""

    def __init__(self) -> None:
        self._hub: Hub | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, headers = perf_counter(), _headers(scope)
        try:
            _require_own_page(scope, headers)
            stream = await self._opened(scope, headers)
        except Refusal as no:
            return await _refuse(send, no, scope, began)
        except Exception:
            log.exception("fault")
            return await _refuse(
                send, NotReady("No news can be told just now.", remedy="Try again in a moment."), scope, began
            )
        _note(scope, 200, began)
        gone = asyncio.ensure_future(_gone(receive))
        gone.add_done_callback(lambda _: stream.end())
        try:
            await _flow(stream, send)
        finally:
            gone.cancel()
            if self._hub is not None:
                self._hub.leave(stream)

    def close(self) -> None:
        """Ends all streams, because the server does."""
        if self._hub is not None:
            self._hub.close()

    async def _opened(self, scope: Scope, headers: dict[str, str]) -> Stream:
        if self._hub is None:
            self._hub = Hub()
        after = headers.get("last-event-id") or _parameter(scope["query_string"], b"after")
        return await self._hub.enter(_session_key(headers.get("cookie", "")), after)


async def _flow(stream: Stream, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": OPENED})
    while not stream.is_over:
        await stream.ready.wait()
        if stream.lines:
            await send({"type": "http.response.body", "body": stream.taken(), "more_body": True})
        else:
            stream.ready.clear()
            if stream.is_over:
                break
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _require_own_page(scope: Scope, headers: dict[str, str]) -> None:
    """Refuses (400) another host's name, (405) what only looks like asking, (403) a page of another house."""
    name, _ = split_domain_port(headers.get("host", ""))
    if not name or not validate_host(name, settings.ALLOWED_HOSTS):
        raise Unreadable("That is not the name of this house.")
    if scope["method"] != "GET":
        raise WrongMethod("Nothing at this address does that.", remedy="It does: GET.")
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed("News are for pages of this house.")


def _headers(scope: Scope) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, words = name.decode("latin-1").lower(), value.decode("latin-1")
        found[key] = f"{found[key]}; {words}" if key in found else words
    return found


def _session_key(cookies: str) -> str | None:
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    return morsel.value if morsel is not None else None


def _parameter(query: bytes, name: bytes) -> str:
    for pair in query.split(b"&"):
        if pair.startswith(name + b"="):
            return pair[len(name) + 1 :].decode("latin-1")
    return ""


async def _refuse(send: Send, no: Refusal, scope: Scope, began: float) -> None:
    answer = answers.problem(no)
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
    headers += [(b"content-length", str(len(answer.content)).encode()), *HOUSE]
    await send({"type": "http.response.start", "status": no.status, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else answer.content
    await send({"type": "http.response.body", "body": body, "more_body": False})
    _note(scope, no.status, began)


def _note(scope: Scope, status: int, began: float) -> None:
    ms = round((perf_counter() - began) * 1000, 1)
    tell = log.error if status >= 500 else log.info
    tell("request", method=scope["method"][:10], route="events", status=status, ms=ms, request=ids.new())
