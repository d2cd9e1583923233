"""How far what was shared in a month goes, counted when the month is over."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet

from intramural.audiences.models import AUTHOR, Audience
from intramural.exposure import queries as exposure
from intramural.kit import clock
from intramural.oversight import months
from intramural.oversight.models import Month
from intramural.people import queries as people
from intramural.posts import queries as posts_queries
from intramural.posts.models import Attachment, Post

MOST_MONTHS = 24
LOOKED_BACK, SEEN_FOR = timedelta(days=28), timedelta(days=7)
HARDLY = 3
_KIND = Audience.Kind


def count_closed_months() -> int:
    """Counts each of the last months that is over and not counted yet; returns how many."""
    began = Post.objects.filter(state=Post.State.PUBLISHED).aggregate(at=Min("released_at"))["at"]
    if began is None:
        return 0
    known = set(Month.objects.values_list("first", flat=True))
    counted = 0
    first = months.before(clock.now().date().replace(day=1))
    for _ in range(MOST_MONTHS):
        if first < began.date().replace(day=1):
            break
        if first not in known:
            count_month(first)
            counted += 1
        first = months.before(first)
    return counted


@transaction.atomic
def count_month(first: date) -> Month:
    """Counts one month that is over, from its first day. Counted before, it stays as it is."""
    known = Month.objects.filter(first=first).first()
    if known is not None:
        return known
    posts = shared_between(first, first)
    is_last = months.after(first) == clock.now().date().replace(day=1)
    return Month.objects.create(
        first=first,
        people=people.members().count(),
        **_openness(posts),
        **_files(posts),
        **(_hardly_reached() if is_last else {}),
        undiscussed=posts_queries.count_undiscussed() if is_last else None,
    )


def shared_between(first: date, last: date) -> QuerySet[Post]:
    """What others could read for the first time in these months, given by their first days."""
    since, until = months.beginning(first), months.beginning(months.after(last))
    shared = Post.objects.filter(state=Post.State.PUBLISHED, released_at__gte=since, released_at__lt=until)
    return shared.exclude(audience=AUTHOR)


def _of_kind(kind: str, of: str = "") -> Q:
    """For such an audience, whether or not somebody was let in besides."""
    return Q(**{f"{of}audience__kind": kind}) | Q(**{f"{of}audience__base__kind": kind})


def _openness(posts: QuerySet[Post]) -> dict[str, int]:
    return posts.aggregate(
        posts=Count("pk"),
        for_everyone=Count("pk", filter=Q(audience__kind=_KIND.EVERYONE)),
        for_units=Count("pk", filter=_of_kind(_KIND.UNITS)),
        writers=Count("author", distinct=True),
    )


def _files(posts: QuerySet[Post]) -> dict[str, int]:
    files = Attachment.objects.filter(post__in=posts, is_latest=True, removed_at=None)
    return files.aggregate(
        files=Count("pk"),
        files_for_everyone=Count("pk", filter=Q(post__audience__kind=_KIND.EVERYONE)),
        files_for_units=Count("pk", filter=_of_kind(_KIND.UNITS, "post__")),
        filers=Count("added_by", distinct=True),
    )


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
        _of_kind(_KIND.CIRCLE), state=Post.State.PUBLISHED, released_at__gte=since, released_at__lt=now - SEEN_FOR
    )
    authors = dict(gated.values_list("pk", "author_id"))
    return {"looked_at": len(authors), "hardly_reached": exposure.reached_fewer(authors, than=HARDLY)}
