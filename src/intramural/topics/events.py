from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class TopicEntrusted(Event):
    """Somebody looks after the topic from now on; None: nobody does."""

    topic_id: int
    steward_id: int | None
    deputy_id: int | None
