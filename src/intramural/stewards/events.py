from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class StewardshipFounded(Event):
    stewardship_id: int


@dataclass(frozen=True)
class StewardshipEntrusted(Event):
    """Steward and deputy from now on, and who they were; None: there is none."""

    stewardship_id: int
    steward_id: int | None
    deputy_id: int | None
    was_steward_id: int | None = None
    was_deputy_id: int | None = None


@dataclass(frozen=True)
class SayChanged(Event):
    """What those who look after it ask for, or the words by which it is known, changed."""

    stewardship_id: int


@dataclass(frozen=True)
class ExamplesChanged(Event):
    stewardship_id: int


@dataclass(frozen=True)
class WatchChanged(Event):
    """Somebody who looks after it wants to be told, or no longer, when something of it goes wider than they said."""

    stewardship_id: int
    person_id: int


@dataclass(frozen=True)
class StewardAway(Event):
    """Somebody is away until a day that stands in their row; deputies act meanwhile."""

    person_id: int


@dataclass(frozen=True)
class StewardBack(Event):
    person_id: int


@dataclass(frozen=True)
class DeputyActs(Event):
    """The steward is away or cannot act any more, and the deputy does from this moment."""

    stewardship_id: int
    deputy_id: int
    steward_id: int | None = None


@dataclass(frozen=True)
class LeftUnattended(Event):
    """Nobody looks after it from now on, until somebody is named."""

    stewardship_id: int
