"""The verbs of spaces. The grants of a circle change in the transaction that changes who is in it."""

from __future__ import annotations

from intramural.spaces.actions.belonging import (
    accept,
    close_to_guest,
    decline,
    forget,
    invite,
    join,
    leave,
    put_outside,
    read_to,
    removal_read,
    remove,
)
from intramural.spaces.actions.founding import change, found
from intramural.spaces.actions.official import fill, welcome
from intramural.spaces.actions.opening import archive, archive_at_sunset, gate, gate_again, open_up, renew, restore
from intramural.spaces.actions.owning import appoint, step_down, take_on
from intramural.spaces.actions.words import latest_sunset, usual_sunset

__all__ = [
    "accept",
    "appoint",
    "archive",
    "archive_at_sunset",
    "change",
    "close_to_guest",
    "decline",
    "fill",
    "forget",
    "found",
    "gate",
    "gate_again",
    "invite",
    "join",
    "latest_sunset",
    "leave",
    "open_up",
    "put_outside",
    "read_to",
    "removal_read",
    "remove",
    "renew",
    "restore",
    "step_down",
    "take_on",
    "usual_sunset",
    "welcome",
]
