from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class SubjectMuted(Event):
    """A line about this was passed over so often that it is said no more, from this day on ("2026-03-02"); those who look after it are
    told."""

    stewardship_id: int
    day: str = ""


@dataclass(frozen=True)
class SubjectUnmuted(Event):
    stewardship_id: int
