"""One verb against several ways at once, again and again, at random moments."""

from __future__ import annotations

import random
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from time import perf_counter_ns
from typing import Any

from django.db import connection, transaction

from intramural.posts import drawing
from tests.leaks.racing.scene import GOES_ALONG, VERBS, Reader, Scene
from tests.leaks.racing.ways import WAYS, Got, Way, watched_claims

AT_ONCE = 4
PATIENCE = 60


@dataclass
class Pair:
    """What came of one verb against one way. `before` the verb began, `during` it, `after` its commit: when the way asked;
    `shown` is how often it showed something then, which after the commit it never may."""

    before: int = 0
    during: int = 0
    after: int = 0
    asked_again: int = 0
    shown: int = 0
    leaked: int = 0

    @property
    def interleavings(self) -> int:
        return self.before + self.during + self.after


@dataclass
class Tally:
    """All pairs, what leaked, and what failed."""

    pairs: dict[tuple[str, str], Pair] = field(default_factory=lambda: defaultdict(Pair))
    leaks: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def interleavings(self) -> int:
        return sum(pair.interleavings for pair in self.pairs.values())

    def facts(self) -> dict[str, Any]:
        """As JSON takes it."""
        pairs = [
            {"verb": verb, "way": way, "interleavings": pair.interleavings, **asdict(pair)}
            for (verb, way), pair in sorted(self.pairs.items())
        ]
        return {
            "interleavings": self.interleavings, "seconds": round(self.seconds, 1), "pairs": pairs, "leaks": self.leaks,
        }  # fmt: skip


class Racer(threading.Thread):
    """Goes one way a round, with a connection of its own."""

    def __init__(self, scene: Scene, reader: Reader, start: threading.Barrier, end: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self._scene, self._reader, self._start, self._end = scene, reader, start, end
        self.way: Way | None = None
        self.waits = 0.0
        self.asks_again = True
        self.got: Got | None = None
        self.again: Got | None = None
        self.failed: BaseException | None = None

    @property
    def reader(self) -> Reader:
        return self._reader

    def run(self) -> None:
        """Three meetings a round: all are ready, all have gone, all have been asked again."""
        try:
            while True:
                self._start.wait(PATIENCE)
                if self.way is None:
                    return
                self.got = self._gone(self.way.go, self.waits)
                self._end.wait(PATIENCE)
                if self.asks_again and not self.way.alone:
                    self.again = self._gone(self.way.afterwards or self.way.go, 0)
                self._end.wait(PATIENCE)
        except threading.BrokenBarrierError:
            return
        finally:
            connection.close()

    def _gone(self, go: Any, waits: float) -> Got | None:
        time.sleep(waits)
        try:
            return go(self._scene, self._reader)  # type: ignore[no-any-return]
        except Exception as error:
            self.failed = error
            return None


def race(count: int, seed: int, *, ways: tuple[str, ...] = tuple(WAYS)) -> Tally:
    """So many interleavings, each of a verb with a way. The database has nothing in it but what every house has."""
    chance, tally, began = random.Random(seed), Tally(), time.monotonic()
    scene = Scene(AT_ONCE)
    start, end = threading.Barrier(AT_ONCE + 1), threading.Barrier(AT_ONCE + 1)
    racers = [Racer(scene, reader, start, end) for reader in scene.readers]
    with watched_claims(), _often_switching():
        for racer in racers:
            racer.start()
        try:
            number = 0
            while tally.interleavings < count and not tally.leaks:
                verb = list(VERBS)[number % len(VERBS)]
                _round(verb, _chosen(chance, ways, number), scene, racers, (start, end), chance, tally)
                number += 1
                if number % 100 == 0:
                    scene.tidy()
        finally:
            for racer in racers:
                racer.way = None
            _let_go(start, racers)
    tally.seconds = time.monotonic() - began
    return tally


def _chosen(chance: random.Random, ways: tuple[str, ...], number: int) -> list[str]:
    """A way for each racer: all come up equally often, those that go alone one at a time."""
    alone = [name for name in ways if WAYS[name].alone]
    others = [name for name in ways if not WAYS[name].alone]
    # Each of those that go alone is a pair as often as any other.
    share = len(alone) / len(ways) * AT_ONCE
    picked = [chance.choice(alone)] if alone and (not others or chance.random() < min(1.0, share)) else []
    while len(picked) < AT_ONCE and others:
        picked.append(chance.choice(others))
    return picked


def _round(
    verb: str, chosen: list[str], scene: Scene, racers: list[Racer], meet: tuple[threading.Barrier, threading.Barrier],
    chance: random.Random, tally: Tally,
) -> None:  # fmt: skip
    start, end = meet
    going = list(zip(chosen, racers, strict=False))
    spread = chance.choice(SPREADS)
    for racer in racers:
        racer.way, racer.got, racer.again, racer.waits = _NO_WAY, None, None, 0.0
    for name, racer in going:
        racer.way, racer.waits = WAYS[name], chance.uniform(0, 1.5 * spread)
        racer.asks_again = chance.random() < ASKED_AGAIN
        WAYS[name].ready(scene, racer.reader)
    start.wait(PATIENCE)
    began, committed = _taken_away(verb, scene, chance.uniform(0, spread))
    end.wait(PATIENCE)
    end.wait(PATIENCE)
    grew = any(WAYS[name].grows for name in chosen)
    for name, racer in going:
        if racer.failed is not None:
            raise racer.failed
        if WAYS[name].alone and racer.asks_again:
            racer.again = (WAYS[name].afterwards or WAYS[name].go)(scene, racer.reader)
        _note(verb, name, racer, scene, (began, committed), tally, grew=grew)
    scene.put_back(verb)


SPREADS = (0.01, 0.03, 0.09)
"""Seconds within which a verb and the ways begin: about what a short, a middling and a long one take."""
ASKED_AGAIN = 0.5
"""How many are asked once more when all is over."""
_NO_WAY = Way("", lambda scene, reader: Got(b"", perf_counter_ns()))


def _taken_away(verb: str, scene: Scene, waits: float) -> tuple[int, int]:
    """Takes it away; the moments before it began, and right after its commit, before anybody is told of it."""
    moments: list[int] = []
    time.sleep(waits)
    began = perf_counter_ns()
    with transaction.atomic():
        transaction.on_commit(lambda: moments.append(perf_counter_ns()))
        VERBS[verb](scene)
    return began, moments[0]


def _note(verb: str, name: str, racer: Racer, scene: Scene, moments: tuple[int, int], tally: Tally, *, grew: bool) -> None:
    way, pair = WAYS[name], tally.pairs[verb, name]
    began, committed = moments
    # What its author had made of it by then stays, and stands in lists too.
    stays = verb not in GOES_ALONG
    for got, again in ((racer.got, False), (racer.again, True)):
        if got is None:
            continue
        shown = way.shows(scene, got, only_others=stays and grew)
        if again:
            pair.asked_again += 1
        elif got.at > committed:
            pair.after += 1
        elif got.at < began:
            pair.before += 1
        else:
            pair.during += 1
        if not shown:
            continue
        if again or got.at > committed:
            pair.leaked += 1
            late = (got.at - committed) / 1e6
            tally.leaks.append(
                f"{verb} × {name}: {', '.join(shown)} {late:.2f} ms after it{' (asked again)' if again else ''}"
            )
        else:
            pair.shown += 1


def _let_go(start: threading.Barrier, racers: list[Racer]) -> None:
    try:
        start.wait(PATIENCE)
    except threading.BrokenBarrierError:
        start.abort()
    for racer in racers:
        racer.join(PATIENCE)


@contextmanager
def _often_switching() -> Iterator[None]:
    """Within the block threads take turns every tenth of a millisecond, so that they meet between any two statements."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0001)
    drawing.forget()
    try:
        yield
    finally:
        sys.setswitchinterval(before)
