"""The open streams of one worker: who listens, and what waits to be sent to each.

Everything here happens in the thread of the server's loop, but for what the reader's thread asks and hands over.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import connection

from intramural.kit.errors import NotReady, NotSignedIn, Refusal, TooMany
from intramural.realtime import queries
from intramural.realtime.queries import Known, News
from intramural.realtime.reader import Reader

MOST_OF_ONE = 8
"""Streams of one person in one worker. A browser has one; more are other devices."""
MOST = 5000
MOST_BYTES = 256 * 1024
"""What one stream may carry. The server keeps what a browser does not take, so that a stream that nobody reads ends here."""
BEATS_EVERY = 20
LIVES_FOR = (600.0, 1200.0)
COMES_BACK_AFTER = (1000, 4000)
"""Milliseconds after which a browser whose stream has ended asks again: another number for each, so that not all come at once."""


@dataclass(eq=False, slots=True)
class Stream:
    """One open stream. What is to be sent waits in `lines`; `ready` is set when there is something, or it is over."""

    key: str
    known: Known
    beat: int
    dies_at: float
    lines: list[bytes] = field(default_factory=list)
    early: list[bytes] | None = field(default_factory=list)
    size: int = 0
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False

    def put(self, line: bytes) -> None:
        """Adds something to send. After `MOST_BYTES` the stream ends: who still listens comes back and misses nothing."""
        self.size += len(line)
        if self.size > MOST_BYTES:
            self.end()
        if self.is_over:
            return
        (self.lines if self.early is None else self.early).append(line)
        self.ready.set()

    def begin(self, first: list[bytes]) -> None:
        """From here on things are sent: first what was missed, then what came meanwhile."""
        self.lines, self.early = [*self.lines, *first, *(self.early or [])], None
        self.ready.set()

    def taken(self) -> bytes:
        """What waits, as one piece."""
        piece, self.lines = b"".join(self.lines), []
        self.ready.clear()
        return piece

    def end(self) -> None:
        self.is_over = True
        self.ready.set()


class Hub:
    """All streams of a worker."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._streams: dict[int, list[Stream]] = defaultdict(list)
        self._count = 0
        self._reader = Reader(self)
        self._threads = ThreadPoolExecutor(1, "streams")
        self._beating: asyncio.Task[None] | None = None

    async def enter(self, key: str | None, after: str) -> Stream:
        """Opens a stream for whom this session is of, who has heard everything up to `after` (a position, or "").

        Refuses whoever is signed in nowhere (401), the ninth stream of one person (429), and everybody while the database
        does not answer or there are too many streams (503).
        """
        known = await self._loop.run_in_executor(self._threads, _asked, key)
        if known is None or key is None:
            raise NotSignedIn("Nobody is signed in here.", remedy="Sign in, and open the page again.")
        self._require_room(known.person)
        now = time.monotonic()
        stream = Stream(key, known, self._count % BEATS_EVERY, now + random.uniform(*LIVES_FOR))  # noqa: S311  (no secret)
        self._streams[known.person].append(stream)
        self._count += 1
        if self._beating is None or self._beating.done():
            self._beating = self._loop.create_task(self._beat())
        try:
            first = await self._loop.run_in_executor(self._threads, self._missed, known.person, after)
        except BaseException:
            self.leave(stream)
            raise
        stream.begin([b"retry: %d\n\n" % random.randint(*COMES_BACK_AFTER), *map(line, first)])  # noqa: S311  (no secret)
        return stream

    def leave(self, stream: Stream) -> None:
        """Forgets a stream that has ended."""
        stream.end()
        mine = self._streams.get(stream.known.person, [])
        if stream in mine:
            mine.remove(stream)
            self._count -= 1
        if not mine:
            self._streams.pop(stream.known.person, None)

    def close(self) -> None:
        """Ends all streams, because the server does."""
        for stream in self._all():
            stream.end()

    def _require_room(self, person: int) -> None:
        if len(self._streams.get(person, ())) >= MOST_OF_ONE:
            raise TooMany("That are many open pages.", remedy="Close some of them.")
        if self._count >= MOST:
            raise NotReady("There are as many open pages as can be told of news.", remedy="Pages ask by themselves.")

    def _missed(self, person: int, after: str) -> list[News]:
        """In a thread: what happened before the stream was there."""
        try:
            journal = self._reader.want()
            if journal is None:
                raise NotReady("The database does not answer.", remedy="Try again in a moment.")
            if not after:
                return []
            return queries.missed(journal.kept(), journal.since, after=queries.read_position(after), person=person)
        except Refusal:
            raise
        except Exception:
            connection.close()
            raise

    async def _beat(self) -> None:
        """A sign of life for each stream every 20 s, with the position that it has heard everything up to."""
        tick = 0
        while self._count:
            await asyncio.sleep(1)
            tick = (tick + 1) % BEATS_EVERY
            journal, now = self._reader.journal, time.monotonic()
            position = queries.position(journal.read_at).encode() if journal is not None else b""
            for stream in self._all():
                if stream.dies_at < now:
                    stream.end()
                elif stream.beat == tick:
                    stream.put(b"id: %s\n\n" % position if position else b":\n\n")

    def _all(self) -> list[Stream]:
        return [stream for mine in self._streams.values() for stream in mine]

    # What the reader's thread asks and hands over.

    def people(self) -> set[int]:
        """Who listens."""
        return set(self._streams.copy())

    def sessions(self) -> dict[str, Known]:
        """By which sessions."""
        return {stream.key: stream.known for mine in list(self._streams.copy().values()) for stream in mine.copy()}

    def tell(self, news: dict[int, list[News]]) -> None:
        """Sends each of these people their news."""
        self._loop.call_soon_threadsafe(self._tell, news)

    def end(self, keys: Iterable[str]) -> None:
        """Ends the streams of these sessions."""
        self._loop.call_soon_threadsafe(self._end, set(keys))

    def end_all(self) -> None:
        """Ends all streams, because nobody can say any more whom to tell what."""
        self._loop.call_soon_threadsafe(self.close)

    def _tell(self, news: dict[int, list[News]]) -> None:
        lines: dict[News, bytes] = {}
        for person, its in news.items():
            for one in its:
                if one not in lines:
                    lines[one] = line(one)
                for stream in self._streams.get(person, ()):
                    stream.put(lines[one])

    def _end(self, keys: set[str]) -> None:
        for stream in self._all():
            if stream.key in keys:
                stream.end()


def line(news: News) -> bytes:
    """One piece of news as the stream has it (HTML standard, 9.2.6): its word, the post's public id, the position."""
    return b"id: %s\nevent: %s\ndata: %s\n\n" % (
        queries.position(news.at).encode(), news.word.encode(), news.post.encode(),
    )  # fmt: skip


def _asked(key: str | None) -> Known | None:
    try:
        return queries.signed_in(key)
    except Exception as error:
        connection.close()
        raise NotReady("The database does not answer.", remedy="Try again in a moment.") from error
