"""What the keeper calls for mail: every so many seconds, this function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from intramural.kit import clock
from intramural.mail.incoming import answering, keeping, taking
from intramural.mail.models import Doubt, Letter, Notice
from intramural.mail.outgoing import handing, notices

KEPT_FOR = timedelta(days=90)
"""How long it is known what was mailed: as long as an answer to it is taken."""


def hand_over_letters() -> int:
    """Mails what is due; returns how many mails were written."""
    return handing.hand_over()


def hand_over_notices() -> int:
    """Mails who is to know of something narrowed; returns how many mails were sent."""
    return notices.hand_over()


def forget_letters() -> int:
    """Forgets what was mailed, notices, and failures that led to nothing, after ninety days; returns how many rows."""
    before = clock.now() - KEPT_FOR
    ended = Letter.objects.exclude(state__in=[Letter.State.WAITING, Letter.State.LEAVING]).filter(changed_at__lt=before)
    told = Notice.objects.exclude(state__in=[Notice.State.WAITING, Notice.State.LEAVING]).filter(changed_at__lt=before)
    return ended.delete()[0] + told.delete()[0] + Doubt.objects.filter(stopped_at=None, last_at__lt=before).delete()[0]


def take_late_mails() -> int:
    """Takes mails that waited long enough for what they answer; returns how many."""
    return taking.take_late()


def answer_mails() -> int:
    """Tells senders of mails what became of them; returns how many were told."""
    return answering.send()


def forget_mails() -> int:
    """Forgets mails that came long ago; returns how many rows."""
    return keeping.forget()


CHORES: list[tuple[int, Callable[[], int]]] = [
    (2, hand_over_letters),
    (2, hand_over_notices),
    (6 * 3600, forget_letters),
    (5, answer_mails),
    (10, take_late_mails),
    (6 * 3600, forget_mails),
]
