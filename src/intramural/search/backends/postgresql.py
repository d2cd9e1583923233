"""PostgreSQL: a tsvector made of the terms as they are, with a GIN index. No dictionary of the database has a part in it."""

from __future__ import annotations

import json

from django.db import connection

from intramural.search.backends import Clause, Sieve

key = "e.id"
in_order = "ORDER BY e.id DESC"
adds_up = False
_MATCH = "e.terms @@ %(sieve)s::tsquery"
_FAR, _NEWEST, _ENOUGH = 60_000, 3_000, 600
_OFTEN = 100  # of so many entries, one has it


def ways(bounds: str, sieve: str) -> list[tuple[str, str]]:
    """How the newest entries are found that pass %(sieve)s: what stands after FROM, and after WHERE. `bounds` are of `key`.

    Each is tried only where the one before gave too little. What many entries have is met by walking back from the newest;
    for the rest all that have it are asked of the index, and the newest of them are looked at first. Left to itself,
    PostgreSQL chooses by what it thinks of the joins too, and a wrong choice takes a hundred times as long.
    """
    having = f"WITH fits AS MATERIALIZED (SELECT e.id FROM search_entry e WHERE {_MATCH}{bounds})"
    newest = f"({having} SELECT id FROM fits ORDER BY id DESC LIMIT {_NEWEST})"
    picked = [
        (f"{some} h JOIN search_entry e ON e.id = h.id", "TRUE") for some in (newest, f"({having} SELECT id FROM fits)")
    ]
    if not _is_often(sieve):
        return picked
    far = f"(SELECT e.* FROM search_entry e WHERE TRUE{bounds} ORDER BY e.id DESC LIMIT {_FAR}) e"
    walked = f"(SELECT e.* FROM {far} WHERE {_MATCH} ORDER BY e.id DESC LIMIT {_ENOUGH}) e"
    return [(walked, "TRUE"), *picked]


def few() -> tuple[str, str]:
    """As `ways`, for what few entries have: names, and titles."""
    narrow = f"SELECT e.id, e.kind, e.ref, e.post_id FROM search_entry e WHERE {_MATCH}"
    return f"(WITH fits AS MATERIALIZED ({narrow}) SELECT * FROM fits) e", "TRUE"


def _is_often(sieve: str) -> bool:
    """Whether PostgreSQL thinks, from its statistics of terms, that many entries pass the sieve."""
    with connection.cursor() as cursor:
        rows = []
        for condition in (f"WHERE {_MATCH}", ""):
            cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM search_entry e {condition}", {"sieve": sieve})
            plan = cursor.fetchone()[0]
            rows.append((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"])
    return bool(rows[0] * _OFTEN > rows[1])


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
