"""Chores of spaces: asking for renewal in time, archiving what nobody answered for. Again changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from intramural.kit import clock
from intramural.record import journal
from intramural.spaces import actions
from intramural.spaces.events import SunsetNear
from intramural.spaces.models import Space

ASKED_BEFORE = timedelta(days=14)


def ask_for_renewals() -> int:
    """Shows the owners of gated spaces a card 14 days before the sunset, once a sunset; returns how many spaces."""
    today = clock.now().date()
    near = Space.objects.filter(
        is_gated=True, archived_at__isnull=True, renewal_asked_at__isnull=True, sunset_on__lte=today + ASKED_BEFORE
    )
    asked = 0
    for space in near.order_by("pk"):
        with transaction.atomic():
            if near.filter(pk=space.pk).update(renewal_asked_at=clock.now()):
                journal.note(SunsetNear(space_id=space.pk), by=None, about=space)
                asked += 1
    return asked


def archive_unanswered() -> int:
    """Archives, read-only, gated spaces whose sunset has passed unanswered, and opens nothing; returns how many (R2)."""
    past = Space.objects.filter(is_gated=True, archived_at__isnull=True, sunset_on__lt=clock.now().date())
    archived = 0
    for space in past.order_by("pk"):
        with transaction.atomic():
            if past.select_for_update().filter(pk=space.pk).exists():
                actions.archive_at_sunset(space)
                archived += 1
    return archived


def keep_official_spaces_complete() -> int:
    """Brings members who came in by another way than an invitation into the official spaces; returns how many rows."""
    return sum(
        actions.fill(space)
        for space in Space.objects.filter(Q(kind=Space.Kind.OFFICIAL), archived_at__isnull=True).order_by("pk")
    )


CHORES: list[tuple[int, Callable[[], int]]] = [
    (3600, ask_for_renewals),
    (3600, archive_unanswered),
    (3600, keep_official_spaces_complete),
]
"""What the keeper calls: every so many seconds, this function."""
