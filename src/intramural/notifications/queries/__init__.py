"""What a person asks about their news: the inbox, one line, what they have silenced."""

from __future__ import annotations

from intramural.notifications.queries.inbox import FILTERS, Line, inbox, one
from intramural.notifications.queries.wishes import silenced, wishes_of

__all__ = ["FILTERS", "Line", "inbox", "one", "silenced", "wishes_of"]
