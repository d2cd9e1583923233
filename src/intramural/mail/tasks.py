"""What the keeper calls for mail: every so many seconds, this function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from intramural.kit import clock
from intramural.mail.models import Doubt, Letter
from intramural.mail.outgoing import handing

KEPT_FOR = timedelta(days=90)
"""How long it is known what was mailed: as long as an answer to it is taken."""


def hand_over_letters() -> int:
    """Mails what is due; returns how many mails were written."""
    return handing.hand_over()


def forget_letters() -> int:
    """Forgets what was mailed, and failures that led to nothing, after ninety days; returns how many rows."""
    before = clock.now() - KEPT_FOR
    ended = Letter.objects.exclude(state__in=[Letter.State.WAITING, Letter.State.LEAVING]).filter(changed_at__lt=before)
    return ended.delete()[0] + Doubt.objects.filter(stopped_at=None, last_at__lt=before).delete()[0]


CHORES: list[tuple[int, Callable[[], int]]] = [
    (2, hand_over_letters),
    (6 * 3600, forget_letters),
]
