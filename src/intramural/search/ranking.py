"""Which of the rows that were found fit best: how often, how near each other and how high up the words stand.

Reckoned from the row and the question alone, the same on both databases, and the same on the next page: nothing that
others did with a post has a part in it, and nothing of who wrote it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Protocol, TypeVar

from intramural.search import words
from intramural.search.backends import Clause

_ENOUGH, _LENGTH = 1.2, 0.6
_USUAL = 80
_IN_TITLE, _TOGETHER, _A_YEAR = 1.6, 0.8, 0.02
_Y2000, _YEAR = 946_684_800, 31_557_600
_TITLED = re.compile(rf" {words.TITLE}([^ ]+)")
_KINDS = {"post": 0.35, "comment": 0.0, "file": 0.15}


class Ranked(Protocol):
    @property
    def head(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def public_id(self) -> str: ...


R = TypeVar("R", bound=Ranked)


def ranked(rows: Sequence[R], clauses: Sequence[Clause]) -> list[tuple[R, str]]:
    """The rows with their scores, the best first. A score is a text of fixed length, so that it can be a page's key."""
    looks = [_look(clause) for clause in clauses]
    pairs = [_side_by_side(one, other) for one, other in pairwise(clauses)]
    letters = {term[0] for clause in clauses for way in clause.ways for term in way}  # no stem changes that
    heads = [f" {row.head} " for row in rows]
    often = [[sum(map(head.count, each)) for each in looks] for head in heads]
    weights = [_weight(sum(counts[n] > 0 for counts in often), len(rows)) for n in range(len(clauses))]
    scored = []
    for row, head, counts in zip(rows, heads, often, strict=True):
        score = _KINDS.get(row.kind, 0.0) + _of_words(head, counts, weights)
        if words.TITLE in head:
            score += _IN_TITLE * _of_title(head, clauses, weights, letters)
        score += _TOGETHER * sum(any(look in head for look in pair) for pair in pairs)
        if having := sum(map(bool, counts)):
            score *= (having / len(counts)) ** 2
        score += _A_YEAR * (row.at.timestamp() - _Y2000) / _YEAR
        scored.append((row, f"{max(0.0, score):012.6f}"))
    return sorted(scored, key=lambda pair: (pair[1], pair[0].public_id), reverse=True)


def _look(clause: Clause) -> list[str]:
    """What the text of an entry holds where the clause stands in it."""
    end = "" if clause.begins else " "
    return [f" {' '.join(way)}{end}" for way in clause.ways]


def _side_by_side(one: Clause, other: Clause) -> list[str]:
    return [f" {' '.join(way)} {' '.join(next_)} " for way in one.ways for next_ in other.ways]


def _weight(having: int, of: int) -> float:
    """A word that few of the rows have tells more than one that all have."""
    return math.log(1 + (of - having + 0.5) / (having + 0.5)) + 1


def _of_words(head: str, often: list[int], weights: list[float]) -> float:
    """The weight of the clauses by how often each stands there, less in a long text than in a short one."""
    short = _ENOUGH * (1 - _LENGTH + _LENGTH * head.count(" ") / _USUAL)
    return sum(weight * count * (_ENOUGH + 1) / (count + short) for count, weight in zip(often, weights, strict=True))


def _of_title(head: str, clauses: Sequence[Clause], weights: list[float], letters: set[str]) -> float:
    """The weight of the clauses that stand in the title."""
    title: set[str] = set()
    for word in _TITLED.findall(head, 0, head.find(" ", head.rfind(words.TITLE)) + 1):
        if word[0] in letters:
            title |= words.forms_of(word)
    if not title:
        return 0.0
    return sum(weight for clause, weight in zip(clauses, weights, strict=True) if any(map(title.issuperset, clause.ways)))
