"""When a number may be told: enough people stand behind it, and behind what is left when it is taken from another.

    are_enough(authors, narrowers)      ten people in all, and five on each side
    told_by_end(events)                 how many ended how; what is too little to hide in goes into "otherwise", or all is left out
    about(14)                           15: numbers about people are told in fives
    roughly(timedelta(…))               a time as one says it, so that it is nobody's own

The rules are those of docs/decisions/0028.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Protocol

ENOUGH, EACH_SIDE = 10, 5
STEP = 5
OTHERWISE = "otherwise"


class Event(Protocol):
    """Something between people: whose it was, who else it was of, how it ended."""

    @property
    def author(self) -> int | None: ...
    @property
    def by(self) -> int | None: ...
    @property
    def end(self) -> str: ...


def are_enough(*sides: Iterable[int | None]) -> bool:
    """Whether ten people are behind it in all, and five on each side that has any. Nobody's are counted as nobody."""
    known = [{person for person in side if person is not None} for side in sides]
    return len(set().union(*known)) >= ENOUGH and all(len(side) >= EACH_SIDE for side in known if side)


def may_tell_of(events: Sequence[Event]) -> bool:
    """Whether what these have in common may be told: of those whose posts they were about, and of those who acted."""
    return are_enough([each.author for each in events], [each.by for each in events if each.by != each.author])


def told_by_end(events: Sequence[Event]) -> dict[str, int]:
    """How many ended how, about; {} where that would tell how one ended: where too few did so, or all did the same.

    Ends with too few go together under "otherwise", the smallest others with them until that is enough too.
    """
    by_end: dict[str, list[Event]] = {}
    for each in events:
        by_end.setdefault(each.end, []).append(each)
    told = sorted(by_end, key=lambda end: (may_tell_of(by_end[end]), len(by_end[end]), end))
    rest: list[Event] = []
    while told and (not may_tell_of(by_end[told[0]]) or (rest and not may_tell_of(rest))):
        rest += by_end[told.pop(0)]
    if not told or len(told) + bool(rest) < 2:
        return {}
    found = {end: about(len(by_end[end])) for end in reversed(told)}
    return {**found, OTHERWISE: about(len(rest))} if rest else found


def about(number: int) -> int:
    """The number to the nearest five."""
    return int(number / STEP + 0.5) * STEP


def roughly(took: timedelta) -> timedelta:
    """To the minute, from two hours on to the hour, from two days on to the day."""
    for unit in (timedelta(days=1), timedelta(hours=1)):
        if took >= 2 * unit:
            return round(took / unit) * unit
    return round(took / timedelta(minutes=1)) * timedelta(minutes=1)


def median(spans: Iterable[timedelta]) -> timedelta | None:
    """The middle one, or the mean of the two; None of none."""
    ordered = sorted(spans)
    middle = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
    return sum(middle, timedelta()) / len(middle) if middle else None
