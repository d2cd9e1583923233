"""SQLite: an FTS5 table over the entries. Its rows are in the order of their numbers, so the newest come without sorting."""

from __future__ import annotations

from intramural.search.backends import Clause, Sieve

key = "search_fts.rowid"
_MATCH = "search_fts MATCH %(sieve)s"
# CROSS JOIN has SQLite begin with the index.
_SOURCE = "search_fts CROSS JOIN search_entry e ON e.id = search_fts.rowid"


def ways(bounds: str, sieve: str) -> list[tuple[str, str]]:
    """How the newest entries are found that pass %(sieve)s: what stands after FROM, and after WHERE. `bounds` are of `key`."""
    return [(_SOURCE, f"{_MATCH}{bounds}")]


def few() -> tuple[str, str]:
    """As `ways`, for what few entries have: names, and titles."""
    return _SOURCE, _MATCH


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
