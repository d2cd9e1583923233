"""SQLite: an FTS5 table over the entries, whose numbers are those of its rows.

FTS5 is never asked for them from the newest down: in versions that are in use, 3.40 among them, a question of several terms
then passes over rows when a term stands in very many. It gives them as it keeps them, and they are turned here.
"""

from __future__ import annotations

from functools import lru_cache

from django.db import connection

from intramural.kit import clock
from intramural.search.backends import Clause, Sieve

key = "search_fts.rowid"
in_order = ""
"""What has the newest come first: the sources below give them so, and CROSS JOIN keeps the order in which they come."""
_MATCH = "search_fts MATCH %(sieve)s"
_HORIZONS = (2_000, 20_000, 160_000)
_LOOKED_UP_FOR = 60.0
adds_up = True
"""Whether each of the `ways` gives what is older than all that those before it gave."""


def ways(bounds: str, sieve: str) -> list[tuple[str, str]]:
    """How the newest entries are found that pass %(sieve)s: what stands after FROM, and after WHERE. `bounds` are of `key`.

    What many entries have is found among the newest few; for the rest ever more of the older ones are looked through. FTS5
    gives all that it finds before they can be turned, so that a common word would take as long as the house is old.
    """
    far = _far(_HORIZONS, int(clock.passing() / _LOOKED_UP_FOR))
    below = ["", *(f" AND {key} <= {horizon}" for horizon in far)]
    above = [*(f" AND {key} > {horizon}" for horizon in far), ""]
    return [(_newest_first(f"{bounds}{to}{since}"), "TRUE") for to, since in zip(below, above, strict=True)]


@lru_cache(maxsize=1)
def _far(horizons: tuple[int, ...], _since: int) -> list[int]:
    """The numbers of the entries that so many are newer than, where there are so many. They say where to look first, not what
    is found: they may be old, or of another house.
    """
    asked = ", ".join(f"(SELECT id FROM search_entry ORDER BY id DESC LIMIT 1 OFFSET {each})" for each in horizons)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return [horizon for horizon in cursor.fetchone() if horizon is not None]


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
