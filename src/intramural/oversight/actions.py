"""Counting the months that are over. Only sums are written, and each month once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Min, Q, QuerySet

from intramural.audiences.models import AUTHOR, Audience
from intramural.care.models import Concern
from intramural.exposure import queries as exposure
from intramural.kit import clock
from intramural.oversight.models import Month
from intramural.posts.models import Attachment, Post

MOST_MONTHS = 24
LOOKED_BACK, SEEN_FOR = timedelta(days=28), timedelta(days=7)
HARDLY = 3
_KIND = Audience.Kind


def count_closed_months() -> int:
    """Counts each of the last months that is over and not counted yet; returns how many."""
    today = clock.now().date()
    began = Post.objects.filter(state=Post.State.PUBLISHED).aggregate(at=Min("released_at"))["at"]
    if began is None:
        return 0
    known = set(Month.objects.values_list("first", flat=True))
    counted = 0
    first = before(today.replace(day=1))
    for _ in range(MOST_MONTHS):
        if first < began.date().replace(day=1):
            break
        if first not in known:
            count_month(first)
            counted += 1
        first = before(first)
    return counted


@transaction.atomic
def count_month(first: date) -> Month:
    """Counts one month that is over, from its first day. Counted before, it stays as it is."""
    known = Month.objects.filter(first=first).first()
    if known is not None:
        return known
    since, until = _beginning(first), _beginning(after(first))
    posts = Post.objects.filter(state=Post.State.PUBLISHED, released_at__gte=since, released_at__lt=until)
    posts = posts.exclude(audience=AUTHOR)
    talks = Concern.objects.filter(raised_at__gte=since, raised_at__lt=until)
    return Month.objects.create(
        first=first,
        **_openness(posts),
        **_files(posts),
        **_concerns(talks.exclude(kind__in=(Concern.Kind.OVERSHARED, Concern.Kind.NARROWING))),
        **_self_reports(talks.filter(kind=Concern.Kind.OVERSHARED)),
        **_speed(posts),
        **(_hardly_reached() if after(first) == clock.now().date().replace(day=1) else {}),
    )


def before(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def after(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def _openness(posts: QuerySet[Post]) -> dict[str, int]:
    return posts.aggregate(
        posts=Count("pk"),
        for_everyone=Count("pk", filter=Q(audience__kind=_KIND.EVERYONE)),
        for_units=Count("pk", filter=Q(audience__kind=_KIND.UNITS)),
        writers=Count("author", distinct=True),
    )


def _files(posts: QuerySet[Post]) -> dict[str, int]:
    files = Attachment.objects.filter(post__in=posts, is_latest=True, removed_at=None)
    return files.aggregate(
        files=Count("pk"),
        files_for_everyone=Count("pk", filter=Q(post__audience__kind=_KIND.EVERYONE)),
        files_for_units=Count("pk", filter=Q(post__audience__kind=_KIND.UNITS)),
    )


def _concerns(talks: QuerySet[Concern]) -> dict[str, int]:
    return talks.aggregate(concerns=Count("pk"), concerned=Count("raised_by", distinct=True))


def _self_reports(talks: QuerySet[Concern]) -> dict[str, Any]:
    settled = talks.filter(closed_at__isnull=False)
    return {
        **talks.aggregate(self_reports=Count("pk"), self_reporters=Count("raised_by", distinct=True)),
        "settled": settled.count(),
        "settled_within": _median(settled.annotate(took=F("closed_at") - F("raised_at"))),
    }


def _speed(posts: QuerySet[Post]) -> dict[str, Any]:
    """How long it took from the beginning of a draft until it was shared. What was written and shared in one go was no draft."""
    drafts = posts.filter(published_at__gt=F("begun_at"))
    return {
        **drafts.aggregate(drafts=Count("pk"), drafters=Count("author", distinct=True)),
        "shared_within": _median(drafts.annotate(took=F("published_at") - F("begun_at"))),
    }


def _hardly_reached() -> dict[str, int]:
    """Gated posts of three weeks, each there for a week: how many, and how many were handed out to fewer than three people.

    Nothing where the ledger does not reach back so far, by what the operator set or because it is new.
    """
    now = clock.now()
    since = now - LOOKED_BACK
    kept_for, kept_since = timedelta(days=settings.EXPOSURE_DAYS), exposure.since()
    if kept_for < LOOKED_BACK or kept_since is None or kept_since > since.date():
        return {}
    gated = Post.objects.filter(
        state=Post.State.PUBLISHED, released_at__gte=since, released_at__lt=now - SEEN_FOR, audience__kind=_KIND.CIRCLE
    )
    authors = dict(gated.values_list("pk", "author_id"))
    return {"looked_at": len(authors), "hardly_reached": exposure.reached_fewer(authors, than=HARDLY)}


def _median(rows: QuerySet[Any]) -> timedelta | None:
    took: Sequence[timedelta]
    count = rows.count()
    took = list(rows.order_by("took").values_list("took", flat=True)[(count - 1) // 2 : count // 2 + 1]) if count else []
    return sum(took, timedelta()) / len(took) if took else None


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
