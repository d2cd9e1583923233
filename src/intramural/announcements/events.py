from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class AcknowledgementAsked(Event):
    """An official post asks its readers to say that they have read it."""

    post_id: int


@dataclass(frozen=True)
class AcknowledgementNoMoreAsked(Event):
    """It does not ask that any more; what was said stays said."""

    post_id: int


@dataclass(frozen=True)
class Acknowledged(Event):
    """Whoever did it says that they have read it."""

    post_id: int
