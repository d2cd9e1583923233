"""Sentences that rooms above have for those who look after something; they stand on the page of the stewardship.

notes.add(lambda stewardship: [Note("It has muted itself.", "/stewards/…/second-thought/", "What it is about")])
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from intramural.stewards.models import Stewardship


@dataclass(frozen=True)
class Note:
    """A sentence, and where more of it stands; `asks` where it wants to be read."""

    text: str
    to: str
    label: str
    asks: bool = False


Teller = Callable[[Stewardship], list[Note]]
_tellers: list[Teller] = []


def add(teller: Teller) -> None:
    """Has the teller asked whenever the page is shown to steward or deputy."""
    _tellers.append(teller)


def of(stewardship: Stewardship) -> list[Note]:
    """All notes about it, in the order of the rooms."""
    return [note for teller in _tellers for note in teller(stewardship)]
