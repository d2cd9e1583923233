"""Oracle 5: how long the answer takes tells nothing either.

Each question about the hidden thing is asked in turn with the same about what never existed, in random order, so that what else
the machine does falls on both. A gap counts when it is too wide and when turning pairs about at random (a permutation test)
hardly ever gives as much.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from tests.leaks import crawl, oracles
from tests.leaks.surfaces import Acts, Shows, Surface

PAIRS = 200
GAP, GROSS = 0.003, 0.015
"""Seconds: what is too wide where nothing else runs, and what is anywhere."""
HARDLY = 0.001
TURNS = 2_000
WARM = 3


@dataclass(frozen=True)
class Gap:
    """By how many seconds the hidden thing is answered later, in the middle, and how likely chance alone does that."""

    key: str
    asked: str
    pairs: int
    seconds: float
    likely: float

    def is_told(self, *, strictly: bool) -> bool:
        """Whether it tells that something is there."""
        return abs(self.seconds) > (GAP if strictly else GROSS) and self.likely < HARDLY

    def __str__(self) -> str:
        return f"{self.key} ({self.asked}): {self.seconds * 1000:+.2f} ms, p = {self.likely:.4f}, {self.pairs} pairs"


def gaps(world: Any, viewer: str, surfaces: oracles.Surfaces, *, pairs: int = PAIRS, seed: int = 5) -> Iterator[Gap]:
    """The gap of each surface at whose address something is hidden from this viewer."""
    nowhere, chance = world.nowhere(), random.Random(seed)
    hidden = oracles.hidden(world, viewer, surfaces)
    for key in sorted(hidden):
        for surface in hidden[key]:
            if crawl.is_about(world, nowhere, key, surface):
                yield _gap(world, nowhere, viewer, key, surface, pairs, chance)


def _gap(
    world: Any, nowhere: Any, viewer: str, key: str, surface: Surface, pairs: int, chance: random.Random
) -> Gap:  # fmt: skip
    assert isinstance(surface, Shows | Acts)
    there, absent = crawl.question(world, key, surface), crawl.question(nowhere, key, surface)
    for _ in range(WARM):
        _seconds(world, viewer, there)
        _seconds(world, viewer, absent)
    found = []
    for _ in range(pairs):
        if chance.random() < 0.5:
            one, other = _seconds(world, viewer, there), _seconds(world, viewer, absent)
        else:
            other, one = _seconds(world, viewer, absent), _seconds(world, viewer, there)
        found.append(one - other)
    return Gap(key, f"{there[0]} {there[1]}", pairs, median(found), likely(found, chance))


def _seconds(world: Any, viewer: str, call: crawl.Call) -> float:
    began = perf_counter()
    crawl.ask(world, viewer, call)
    return perf_counter() - began


def likely(differences: list[float], chance: random.Random, *, turns: int = TURNS) -> float:
    """How often the middle of these differences is as far from nothing when each pair is turned about at random."""
    seen, as_far = abs(median(differences)), 0
    for _ in range(turns):
        as_far += abs(median([each if chance.random() < 0.5 else -each for each in differences])) >= seen
    return (as_far + 1) / (turns + 1)
