"""Chores of care: the end of what nobody agreed with, and clocks that run out. Again changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from intramural.care import actions
from intramural.care.models import Sealed
from intramural.kit import clock

SEALED_FOR = timedelta(days=90)
"""How long after its end a sealed copy is kept for an appeal."""


def lapse() -> int:
    """Ends what was narrowed a week ago and nobody agreed with; returns how many."""
    return actions.lapse()


def forget_sealed() -> int:
    """Lets sealed copies go, ninety days after their end; returns how many."""
    return Sealed.objects.filter(narrowing__ended_at__lt=clock.now() - SEALED_FOR).delete()[0]


def note_silence() -> int:
    """Notes who was asked about a draft and has not answered in the promised time; returns how many."""
    return actions.note_silence()


def remind() -> int:
    """Tells authors that an agreed day has come; returns how many."""
    return actions.remind()


def remind_of_access() -> int:
    """Reminds once whoever has not answered in a week that somebody asks for access; returns how many requests."""
    return actions.remind_of_access()


CHORES: list[tuple[float, Callable[[], int]]] = [
    (30, lapse),
    (6 * 3600, forget_sealed),
    (30, note_silence),
    (300, remind),
    (300, remind_of_access),
]
"""What the keeper calls: every so many seconds, this function."""
