from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class SubjectMuted(Event):
    """A line about this was passed over so often that it is said no more; its steward reads so on its page."""

    stewardship_id: int


@dataclass(frozen=True)
class SubjectUnmuted(Event):
    stewardship_id: int
