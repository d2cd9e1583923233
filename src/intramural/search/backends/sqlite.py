"""SQLite: an FTS5 table over the entries, whose numbers are those of its rows.

FTS5 is never asked for them from the newest down: in versions that are in use, 3.40 among them, a question of several terms
then passes over rows when a term stands in very many. It gives them as it keeps them, and they are turned here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from intramural.search import backends
from intramural.search.backends import Clause, Sieve, Way

key = "search_fts.rowid"
in_order = ""
"""What has the newest come first: the sources below give them so, and CROSS JOIN keeps the order in which they come."""
_MATCH = "search_fts MATCH %(sieve)s"
_HORIZONS = (2_000, 20_000, 160_000)


def ways(bounds: str, values: Mapping[str, Any], found: Sequence[object]) -> Iterator[Way]:
    """How the newest entries are found that pass values["sieve"]. `bounds` are of `key`.

    What many entries have is found among the newest few; for the rest ever more of the older ones are looked through. FTS5
    gives all that it finds before they can be turned, so that a common word would take as long as the house is old.
    """
    older = ""
    for horizon in backends.horizons(*_HORIZONS):
        yield Way(_newest_first(f"{bounds} AND {key} > {horizon}{older}"))
        older = f" AND {key} <= {horizon}"
    yield Way(_newest_first(f"{bounds}{older}"))


def few() -> tuple[str, str]:
    """As `ways`, for what few entries have: names, and titles."""
    return _newest_first(""), "TRUE"


def _newest_first(bounds: str) -> str:
    # The plus keeps the order from being asked of FTS5, and the limit the subquery from losing it.
    fits = f"SELECT {key} AS id FROM search_fts WHERE {_MATCH}{bounds} ORDER BY +{key} DESC LIMIT -1"
    return f"({fits}) h CROSS JOIN search_entry e ON e.id = h.id"


def written(sieve: Sieve) -> str:
    """The sieve as FTS5 reads it."""
    asked = [_clause(clause) for clause in sieve.every]
    if sieve.some:
        groups = [" AND ".join(_clause(clause) for clause in group) for group in sieve.some]
        asked.append("(" + " OR ".join(f"({group})" for group in groups) + ")")
    wanted = " AND ".join(asked)
    unwanted = " OR ".join(_clause(clause) for clause in sieve.no)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _clause(clause: Clause) -> str:
    begins = " *" if clause.begins else ""
    return f"({' OR '.join(_run(way) + begins for way in clause.ways)})"


def _run(way: tuple[str, ...]) -> str:
    return '"' + " ".join(way) + '"'
