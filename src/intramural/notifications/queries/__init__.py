"""What a person asks about their news: the inbox, one line, what they have silenced, their devices."""

from __future__ import annotations

from intramural.notifications.queries.devices import device, devices, devices_of
from intramural.notifications.queries.inbox import FILTERS, Line, have_quiet_note, inbox, one, quiet_posts, quiet_since
from intramural.notifications.queries.wishes import Chosen, chosen, rhythm_of, rhythms_of, silenced, wishes_of

__all__ = [
    "FILTERS",
    "Chosen",
    "Line",
    "chosen",
    "device",
    "devices",
    "devices_of",
    "have_quiet_note",
    "inbox",
    "one",
    "quiet_posts",
    "quiet_since",
    "rhythm_of",
    "rhythms_of",
    "silenced",
    "wishes_of",
]
