"""For tests of what is closed again."""

from __future__ import annotations

from datetime import timedelta

from intramural.kit import clock
from intramural.record import closings


def closed_again() -> list[str]:
    """Closes again what was written down in the last hour; which lines closed something, by name. Nothing may be refused."""
    outcome = closings.close_again(closings.since(clock.now() - timedelta(hours=1)))
    assert outcome.refused == []
    return [one.what for one in outcome.done]
