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
    heads = [f" {row.head} " for row in rows]
    often = [[sum(head.count(look) for look in each) for each in looks] for head in heads]
    weights = [_weight(sum(counts[n] > 0 for counts in often), len(rows)) for n in range(len(clauses))]
    scored = [
        (row, f"{_score(row, head, counts, clauses, weights, pairs):012.6f}")
        for row, head, counts in zip(rows, heads, often, strict=True)
    ]
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


def _score(
    row: Ranked, head: str, often: list[int], clauses: Sequence[Clause], weights: list[float], pairs: list[list[str]]
) -> float:
    score = _KINDS.get(row.kind, 0.0)
    short = _ENOUGH * (1 - _LENGTH + _LENGTH * head.count(" ") / _USUAL)
    for count, weight in zip(often, weights, strict=True):
        score += weight * count * (_ENOUGH + 1) / (count + short)
    if words.TITLE in head:
        score += _IN_TITLE * _of_title(head, clauses, weights)
    score += _TOGETHER * sum(any(look in head for look in pair) for pair in pairs)
    if any(often):
        score *= (sum(map(bool, often)) / len(often)) ** 2
    years = (row.at.timestamp() - _Y2000) / _YEAR
    return max(0.0, score + _A_YEAR * years)


def _of_title(head: str, clauses: Sequence[Clause], weights: list[float]) -> float:
    """The weight of the clauses that stand in the title."""
    title = {form for word in _TITLED.findall(head) for form in words.forms_of(word)}
    return sum(
        weight
        for clause, weight in zip(clauses, weights, strict=True)
        if any(all(term in title for term in way) for way in clause.ways)
    )
