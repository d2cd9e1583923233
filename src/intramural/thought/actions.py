"""The verbs of the second thought. What they write are sums of a subject; who it was is not even given to them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from intramural.people.models import Person
from intramural.record import journal
from intramural.stewards import policy
from intramural.stewards.models import Stewardship
from intramural.thought import queries
from intramural.thought.events import SubjectMuted, SubjectUnmuted
from intramural.thought.models import Tally

WAYS = ("passed", "fine", "not_theirs", "heeded")
_SIGNALS = ("derived", "tag", "found", "voice", "phrase", "likeness")


@transaction.atomic
def learn(key: str, *, way: str) -> None:
    """A line that was shown was passed over, found fine, found not theirs, or heeded: counted for its subject.

    `key` is the thought's; what it does not name is passed over in silence, for nothing depends on it. Whoever says that it
    is fine or not theirs has not passed it over.
    """
    signal, _, public_id = key.partition(".")
    if signal not in _SIGNALS or way not in WAYS:
        return
    stewardship = Stewardship.objects.filter(public_id=public_id).first()
    if stewardship is None:
        return
    was_muted = queries.is_muted(stewardship)
    tally, _ = Tally.objects.get_or_create(stewardship=stewardship, signal=signal)
    more = {"shown": F("shown") + 1, **({way: F(way) + 1} if way != "heeded" else {})}
    Tally.objects.filter(pk=tally.pk).update(**more)
    if not was_muted and queries.is_muted(stewardship):
        journal.note(SubjectMuted(stewardship_id=stewardship.pk), by=None, about=stewardship)


@transaction.atomic
def begin_anew(stewardship: Stewardship, *, by: Person) -> None:
    """Forgets the sums, so that a muted line is said again. Refuses (403) who does not look after it."""
    policy.may_keep_examples(by, stewardship).required()
    if Tally.objects.filter(stewardship=stewardship).delete()[0]:
        journal.note(SubjectUnmuted(stewardship_id=stewardship.pk), by=by, about=stewardship)
