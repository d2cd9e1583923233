"""How the lines about a subject fared, in sums: never by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from intramural.stewards.models import Stewardship
from intramural.stewards.notes import Note
from intramural.thought import weighing
from intramural.thought.models import Stock, Tally
from intramural.thought.weighing import Sums


def is_muted(stewardship: Stewardship) -> bool:
    """Whether its line is said no more, because people passed it over."""
    return fared(stewardship).is_muted


def fared(stewardship: Stewardship) -> Sums:
    """How its lines fared, in sums."""
    return weighing.together(sums([stewardship.pk]).values())


def sums(stewardship_ids: Iterable[int]) -> dict[tuple[int, str], Sums]:
    """How the lines of these fared, by stewardship and signal."""
    rows = Tally.objects.filter(stewardship__in=list(stewardship_ids))
    names = ("stewardship_id", "signal", "shown", "passed", "fine", "not_theirs")
    return {(pk, signal): Sums(*counts) for pk, signal, *counts in rows.values_list(*names)}


@dataclass(frozen=True)
class Whole:
    """How all lines fared together, in whole per cent, and how many subjects have muted themselves."""

    shown: int
    passed: int
    heeded: int
    fine: int
    not_theirs: int
    muted: int
    taken_at: datetime


def stock() -> Whole | None:
    """The whole as it was last taken; None where it never was."""
    it = Stock.objects.filter(pk=1).first()
    if it is None or not it.shown:
        return None
    passed, fine, not_theirs = (round(100 * part / it.shown) for part in (it.passed, it.fine, it.not_theirs))
    heeded = max(0, 100 - passed - fine - not_theirs)
    return Whole(it.shown, passed, heeded, fine, not_theirs, it.muted, it.taken_at)


def notes(stewardship: Stewardship) -> list[Note]:
    """What steward and deputy read on the page of what they look after."""
    to = f"{stewardship.url}second-thought/"
    if is_muted(stewardship):
        said = "The second thought about this has muted itself: people passed it over four times in five."
        return [Note(said, to, "What to do about it", asks=True)]
    return [Note("People who write about this may be told that you look after it.", to, "How that fares")]
