"""SQLite: an FTS5 table over the entries. Its rows are in the order of their numbers, so the newest come without sorting."""

from __future__ import annotations

from intramural.search.backends import Clause, Sieve

# CROSS JOIN has SQLite begin with the index.
source = "search_fts CROSS JOIN search_entry e ON e.id = search_fts.rowid"
match = "search_fts MATCH %(sieve)s"
key = "search_fts.rowid"


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
