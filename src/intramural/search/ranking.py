"""Which of the rows that were found fit best: how often, how near each other and how high up the words stand.

Reckoned from the row and the question alone, the same on both databases, and the same on the next page: nothing that
others did with a post has a part in it, and nothing of who wrote it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Protocol, TypeVar

from intramural.search import words
from intramural.search.backends import Clause

_ENOUGH, _LENGTH = 1.2, 0.6
_USUAL = 80
_IN_TITLE, _TOGETHER, _A_YEAR = 1.6, 0.8, 0.06
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
    read = [_read(row.head) for row in rows]
    places = [[_places(said, clause) for clause in clauses] for said, _ in read]
    weights = [_weight(sum(bool(found[n]) for found in places), len(rows)) for n in range(len(clauses))]
    scored = [
        (row, f"{_score(row, said, title, found, clauses, weights):012.6f}")
        for row, (said, title), found in zip(rows, read, places, strict=True)
    ]
    return sorted(scored, key=lambda pair: (pair[1], pair[0].public_id), reverse=True)


def _read(head: str) -> tuple[list[str], set[str]]:
    """The terms of the text, and the words of its title."""
    terms = head.split(" ")
    title = {term[1:] for term in terms if term[:1] == words.TITLE}
    return [term for term in terms if term[:1] not in (words.TITLE, words.MARK)], title


def _places(said: list[str], clause: Clause) -> list[int]:
    """Where the clause stands in the text."""
    if clause.begins or len(clause.ways[0]) == 1:
        wanted = {way[-1] for way in clause.ways}
        begins = tuple(wanted) if clause.begins else ()
        return [at for at, term in enumerate(said) if term in wanted or (begins and term.startswith(begins))]
    return [
        at
        for way in clause.ways
        for at, term in enumerate(said)
        if term == way[0] and tuple(said[at : at + len(way)]) == way
    ]


def _weight(having: int, of: int) -> float:
    """A word that few of the rows have tells more than one that all have."""
    return math.log(1 + (of - having + 0.5) / (having + 0.5)) + 1


def _score(
    row: Ranked,
    said: list[str],
    title: set[str],
    found: list[list[int]],
    clauses: Sequence[Clause],
    weights: list[float],
) -> float:
    score = _KINDS.get(row.kind, 0.0)
    short = _ENOUGH * (1 - _LENGTH + _LENGTH * len(said) / _USUAL)
    in_title = {form for word in title for way in words.forms((word,)) for form in way}
    for clause, places, weight in zip(clauses, found, weights, strict=True):
        often = len(places)
        score += weight * often * (_ENOUGH + 1) / (often + short)
        if in_title and any(all(term in in_title for term in way) for way in clause.ways):
            score += weight * _IN_TITLE
    score += _TOGETHER * _neighbours(found)
    years = (row.at.timestamp() - 946_684_800) / 31_557_600
    return max(0.0, score + _A_YEAR * years)


def _neighbours(found: list[list[int]]) -> float:
    """How many words of the question stand beside the one before, in the order in which they were asked."""
    near = 0.0
    for before, after in pairwise(found):
        places = set(before)
        if any(at - 1 in places for at in after):
            near += 1
        elif any(at - 2 in places or at - 3 in places or at + 1 in places for at in after):
            near += 0.5
    return near
