"""PostgreSQL: a tsvector made of the terms as they are, with a GIN index. No dictionary of the database has a part in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection

from intramural.search import backends
from intramural.search.backends import Clause, Sieve, Way

key = "e.id"
in_order = "ORDER BY e.id DESC"
_MATCH = "e.terms @@ %(sieve)s::tsquery"
_THESE = "unnest(%(ids)s::bigint[]) h(id) JOIN search_entry e ON e.id = h.id"
_NEAR, _FAR, _FARTHER = 2_500, 20_000, 60_000
_OFTEN, _SELDOM = 25, 5
"""From so many among the nearest on, it is worth while to look through the far ones too: words, and phrases."""
_SOME, _MANY = 3_000, 20_000


def ways(bounds: str, values: Mapping[str, Any], found: Sequence[object]) -> Iterator[Way]:
    """How the newest entries are found that pass values["sieve"]. `bounds` are of `key`, and name some of the values. `found` is
    what the ways before have given, each time one is asked for.

    What many entries have is met by looking through the newest; how many of those have it tells whether to look through more.
    For the rest all that have it are asked of the index, and the newest of them are looked at first. The index does not know
    the order of words: for a phrase it gives all entries that have its words, and each is looked at. Left to itself,
    PostgreSQL chooses by what it thinks of the joins too, and a wrong choice takes a hundred times as long.
    """
    far, enough = (_FARTHER, _SELDOM) if "<->" in values["sieve"] else (_FAR, _OFTEN)
    older, near = "", backends.horizons(_NEAR, far)
    for number, horizon in enumerate(near):
        if number == 0 or len(found) >= enough:
            yield _looked_through(f"{bounds} AND e.id > {horizon}{older}")
            older = f" AND e.id <= {horizon}"
    if not near:
        yield _looked_through(bounds)
        return
    for first in (0, _MANY):
        ids = _having(f"{bounds}{older}", first, values)
        for at in range(0, len(ids), _SOME):
            yield Way(_THESE, values={"ids": ids[at : at + _SOME]})
        if len(ids) < _MANY:
            return


def _having(bounds: str, first: int, values: Mapping[str, Any]) -> list[int]:
    """The numbers of the entries that have it, newest first: the first _MANY, or with `first` all from that one on."""
    # The bounds stand outside, or a plan for any bounds walks through all entries between them.
    fits = f"WITH fits AS MATERIALIZED (SELECT e.id FROM search_entry e WHERE {_MATCH})"
    part = f"OFFSET {first}" if first else f"LIMIT {_MANY}"
    with connection.cursor() as cursor:
        cursor.execute(f"{fits} SELECT e.id FROM fits e WHERE TRUE{bounds} ORDER BY e.id DESC {part}", values)
        return [number for (number,) in cursor.fetchall()]


def _looked_through(bounds: str) -> Way:
    # The offset keeps the terms from being asked of their index.
    return Way(f"(SELECT e.* FROM search_entry e WHERE TRUE{bounds} ORDER BY e.id DESC OFFSET 0) e", _MATCH)


def few() -> tuple[str, str]:
    """As `ways`, for what few entries have: names, and titles."""
    narrow = f"SELECT e.id, e.kind, e.ref, e.post_id FROM search_entry e WHERE {_MATCH}"
    return f"(WITH fits AS MATERIALIZED ({narrow}) SELECT * FROM fits) e", "TRUE"


def written(sieve: Sieve) -> str:
    """The sieve as a tsquery."""
    asked = [_clause(clause) for clause in sieve.every]
    if sieve.some:
        groups = [" & ".join(_clause(clause) for clause in group) for group in sieve.some]
        asked.append("(" + " | ".join(f"({group})" for group in groups) + ")")
    asked += [f"!{_clause(clause)}" for clause in sieve.no]
    return " & ".join(asked)


def _clause(clause: Clause) -> str:
    begins = ":*" if clause.begins else ""
    return f"({' | '.join(_run(way) + begins for way in clause.ways)})"


def _run(way: tuple[str, ...]) -> str:
    return " <-> ".join(f"'{term}'" for term in way)
