"""What operators do is noted. What anybody does about their own path is not: the record outlives what it tells of."""

from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class SkillAdded(Event):
    skill_id: int


@dataclass(frozen=True)
class SkillChanged(Event):
    """Its words, its rule, or whether it is shown."""

    skill_id: int


@dataclass(frozen=True)
class CoachNamed(Event):
    """Somebody is a coach until a day, or until another day than before."""

    coach_id: int


@dataclass(frozen=True)
class CoachDismissed(Event):
    """Somebody is a coach no more; what others had let them see is closed."""

    coach_id: int
