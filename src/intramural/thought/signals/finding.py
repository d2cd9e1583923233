from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

GROUPS = ("credential", "personal", "embargo", "marking")
"""The graver first."""


@dataclass(frozen=True)
class Finding:
    """Something that a text holds: `group` is one of GROUPS, `kind` a word within it, `name` says it to a person.

    `until` is the day of an embargo, where the text says which.
    """

    group: str
    kind: str
    start: int
    end: int
    name: str
    until: date | None = None


def apart(found: Iterable[Finding]) -> list[Finding]:
    """The findings without those that lie over a graver or longer one, by where they stand."""
    kept: list[Finding] = []
    for each in sorted(found, key=lambda it: (GROUPS.index(it.group), it.start - it.end, it.start)):
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda it: it.start)
