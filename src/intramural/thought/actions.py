"""The verbs of the second thought. What they write are sums of a subject, and a seal that keeps one person from counting twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from intramural.kit import clock
from intramural.people.models import Person
from intramural.record import journal
from intramural.stewards import policy
from intramural.stewards.models import Stewardship
from intramural.thought import queries, saying, weighing
from intramural.thought.events import SubjectMuted, SubjectUnmuted
from intramural.thought.models import Once, Stock, Tally
from intramural.thought.weighing import Sums

WAYS = ("passed", "fine", "not_theirs", "heeded")
FEWEST = 10
_SIGNALS = ("derived", "tag", "found", "link", "voice", "phrase", "likeness")


@transaction.atomic
def learn(key: str, *, way: str, by: Person) -> None:
    """A line that was shown was passed over, found fine, found not theirs, or heeded: counted for each subject that it named.

    `key` is the thought's; what it does not name is passed over in silence, for nothing depends on it. Whoever says that it
    is fine or not theirs has not passed it over, and whoever asked first has heeded it. Each person counts once a subject, way
    and week, so that nobody mutes a subject alone.
    """
    if way not in WAYS:
        return
    for public_id, signal in saying.parts(key).items():
        stewardship = Stewardship.objects.filter(public_id=public_id).first() if signal in _SIGNALS else None
        if stewardship is not None and _is_first(stewardship, way, by=by):
            _count(stewardship, signal, way)


@transaction.atomic
def begin_anew(stewardship: Stewardship, *, by: Person) -> None:
    """Forgets the sums, so that a muted line is said again. Refuses (403) who does not look after it."""
    policy.may_keep_examples(by, stewardship).required()
    if Tally.objects.filter(stewardship=stewardship).delete()[0]:
        journal.note(SubjectUnmuted(stewardship_id=stewardship.pk), by=by, about=stewardship)


def forget_weeks() -> int:
    """Lets go what kept anybody from counting twice in weeks that are over; returns how many seals."""
    return Once.objects.exclude(week=_week()).delete()[0]


@transaction.atomic
def take_stock() -> int:
    """Sums up how all lines fared, for operators; only when ten or more were counted since, so that what is between two sums is
    nobody's alone. Returns 1 if it was."""
    every: dict[int, list[Sums]] = defaultdict(list)
    for pk, *counts in Tally.objects.values_list("stewardship", "shown", "passed", "fine", "not_theirs"):
        every[pk].append(Sums(*counts))
    whole, known = (
        weighing.together(each for several in every.values() for each in several),
        Stock.objects.filter(pk=1).first(),
    )
    if abs(whole.shown - (known.shown if known is not None else 0)) < FEWEST:
        return 0
    muted = sum(weighing.together(several).is_muted for several in every.values())
    fresh = {**asdict(whole), "muted": muted, "taken_at": clock.now()}
    Stock.objects.update_or_create(pk=1, defaults=fresh)
    return 1


def _count(stewardship: Stewardship, signal: str, way: str) -> None:
    was_muted = queries.is_muted(stewardship)
    tally, _ = Tally.objects.get_or_create(stewardship=stewardship, signal=signal)
    more = {"shown": F("shown") + 1, **({way: F(way) + 1} if way != "heeded" else {})}
    Tally.objects.filter(pk=tally.pk).update(**more)
    if not was_muted and queries.is_muted(stewardship):
        muted = SubjectMuted(stewardship_id=stewardship.pk, day=clock.now().date().isoformat())
        journal.note(muted, by=None, about=stewardship)


def _is_first(stewardship: Stewardship, way: str, *, by: Person) -> bool:
    """Whether they have not done so this week. Nobody can tell from the seal who it was without the secret key of the house."""
    week = _week()
    about = f"{week}.{stewardship.public_id}.{way}.{by.public_id}"
    seal = salted_hmac("intramural.thought.once", about, algorithm="sha256").hexdigest()
    return Once.objects.get_or_create(seal=seal, defaults={"week": week})[1]


def _week() -> str:
    year, week, _ = clock.now().isocalendar()
    return f"{year}-W{week:02}"
