"""What the server's loop does with a stream, without a server. With one: tests/faults/test_streams.py."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from intramural.kit import clock
from intramural.kit.errors import NotSignedIn, TooMany
from intramural.realtime import hub, streams
from intramural.realtime.hub import Hub, Stream, line
from intramural.realtime.queries import Known, News
from tests import loops

HOST = [(b"host", b"testserver")]


@pytest.fixture(autouse=True)
def nobody_asks_the_database(monkeypatch):
    """Sessions are "s1", "s2" … of persons 1, 2 …; nothing was missed."""
    monkeypatch.setattr(hub, "_asked", lambda key: Known(int(key[1:]), 7) if key and key.startswith("s") else None)
    monkeypatch.setattr(Hub, "_missed", lambda self, person, after: [news("changed", after)] if after else [])


def news(word: str, post: str = "p") -> News:
    return News(word, post, clock.EPOCH)


def asked(headers: list[tuple[bytes, bytes]] = HOST, *, method: str = "GET") -> tuple[int, dict[bytes, bytes], Any]:
    """How one request is refused."""
    sent: list[dict[str, Any]] = []

    async def go() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": method, "path": "/events", "query_string": b"", "headers": headers}
        await streams.Streams()(scope, receive, send)

    loops.run(go())
    body = sent[1]["body"] if sent[0]["status"] != 200 else b""
    return sent[0]["status"], dict(sent[0]["headers"]), json.loads(body) if body else None


def test_a_visitor_gets_no_stream():
    status, headers, body = asked()
    assert (status, body["type"]) == (401, "urn:intramural:not_signed_in")
    assert b"default-src 'none'" in headers[b"content-security-policy"]
    assert headers[b"cache-control"] == b"private, no-store"


@pytest.mark.parametrize(
    "cookie", [b"intramural_session=nobody", b"intramural_session", b"other=s1", b"\xff\x00=;;", b"a" * 9000]
)
def test_a_cookie_that_is_nobodys_gets_none_either(cookie):
    assert asked([*HOST, (b"cookie", cookie)])[0] == 401


@pytest.mark.parametrize(
    "host", [b"evil.example", b"testserver.evil.example", b"testserver@evil.example", b"", b"[::1", b"a b"]
)
def test_another_host_is_refused(host):
    assert asked([(b"host", host), (b"cookie", b"intramural_session=s1")])[0] == 400


@pytest.mark.parametrize("site", [b"cross-site", b"same-site", b"nonsense"])
def test_a_page_of_another_house_is_refused(site):
    assert asked([*HOST, (b"cookie", b"intramural_session=s1"), (b"sec-fetch-site", site)])[0] == 403


@pytest.mark.parametrize("method", ["POST", "HEAD", "DELETE", "OPTIONS"])
def test_nothing_is_sent_here(method):
    assert asked([*HOST, (b"cookie", b"intramural_session=s1")], method=method)[0] == 405


def test_a_stream_begins_with_its_headers_and_what_was_missed():
    async def go() -> tuple[Any, bytes]:
        opened, pieces = [], []
        close = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await close.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            (opened if message["type"] == "http.response.start" else pieces).append(message)
            if pieces and b"event" in pieces[0]["body"]:
                close.set()

        headers = [*HOST, (b"cookie", b"a=1; intramural_session=s1"), (b"last-event-id", b"12")]
        scope = {"type": "http", "method": "GET", "path": "/events", "query_string": b"after=7", "headers": headers}
        answered = streams.Streams()
        await answered(scope, receive, send)
        assert answered._hub is not None
        assert answered._hub.people() == set()
        return opened[0], b"".join(piece["body"] for piece in pieces)

    opened, body = loops.run(go())
    assert opened["status"] == 200
    assert dict(opened["headers"])[b"content-type"] == b"text/event-stream; charset=utf-8"
    assert dict(opened["headers"])[b"x-accel-buffering"] == b"no"
    assert body.startswith(b"retry: ")
    assert body.endswith(b"id: 0\nevent: changed\ndata: 12\n\n")  # the header says more than the address does


def entered(*keys: str, then: Any) -> None:
    async def go() -> None:
        here = Hub()
        await then(here, [await here.enter(key, "") for key in keys])

    loops.run(go())


def test_everybody_gets_their_own_news_and_nobody_elses():
    async def then(here: Hub, opened: list[Stream]) -> None:
        for stream in opened:
            stream.taken()
        here.tell({1: [news("post")], 3: [news("gone")]})
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert [stream.taken() for stream in opened] == [line(news("post")), line(news("post")), b""]

    entered("s1", "s1", "s2", then=then)


def test_what_comes_before_a_stream_has_begun_comes_after_what_was_missed():
    stream = Stream("s1", Known(1, 7), 0, 1e12)
    stream.put(b"new")
    assert stream.lines == []
    stream.begin([b"old "])
    stream.put(b" newer")
    assert stream.taken() == b"old new newer"


def test_a_stream_that_nobody_reads_ends():
    stream = Stream("s1", Known(1, 7), 0, 1e12)
    stream.begin([])
    for _ in range(5):
        stream.put(b"x" * (hub.MOST_BYTES // 4))
    assert stream.is_over
    assert len(stream.lines) <= 4


def test_one_person_has_so_many_streams_and_no_more():
    async def then(here: Hub, opened: list[Stream]) -> None:
        with pytest.raises(TooMany):
            await here.enter("s1", "")
        await here.enter("s2", "")
        here.leave(opened[0])
        await here.enter("s1", "")

    entered(*["s1"] * hub.MOST_OF_ONE, then=then)


def test_the_streams_of_a_session_end_with_it():
    async def then(here: Hub, opened: list[Stream]) -> None:
        assert here.sessions() == {"s1": Known(1, 7), "s2": Known(2, 7)}
        here.end(["s1"])
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert [stream.is_over for stream in opened] == [True, True, False]
        here.close()
        assert opened[2].is_over

    entered("s1", "s1", "s2", then=then)


def test_nobody_enters_who_is_signed_in_nowhere():
    async def then(here: Hub, opened: list[Stream]) -> None:
        for key in (None, "", "nobody"):
            with pytest.raises(NotSignedIn):
                await here.enter(key, "")
        assert here.people() == set()

    entered(then=then)


def test_every_stream_is_told_to_come_back_at_another_moment():
    async def then(here: Hub, opened: list[Stream]) -> None:
        assert len({stream.taken() for stream in opened}) > 1
        assert len({stream.dies_at for stream in opened}) == len(opened)

    entered(*[f"s{n}" for n in range(1, 9)], then=then)


def test_a_place_is_given_back_when_what_was_missed_cannot_be_found(monkeypatch):
    def broken(self: Hub, person: int, after: str) -> list[News]:
        raise ZeroDivisionError

    monkeypatch.setattr(Hub, "_missed", broken)

    async def then(here: Hub, opened: list[Stream]) -> None:
        with pytest.raises(ZeroDivisionError):
            await here.enter("s1", "")
        assert here.people() == set()

    entered(then=then)
