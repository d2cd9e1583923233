"""PostgreSQL: a tsvector made of the terms as they are, with a GIN index. No dictionary of the database has a part in it."""

from __future__ import annotations

from intramural.search.backends import Clause, Sieve

source = "search_entry e"
match = "e.terms @@ %(sieve)s::tsquery"
key = "e.id"


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
