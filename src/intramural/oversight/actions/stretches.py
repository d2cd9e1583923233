"""What happened to posts, and what asking first costs, by as many months as it takes until enough people stand behind it.

A month is looked at when it has been over for two weeks: by then a narrowing of its last day was agreed, upheld or has lapsed.
What came of it later changes nothing, so that nobody learns from two looks what happened between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, Sum

from intramural.care import queries as care
from intramural.kit import clock
from intramural.oversight import crowds, months
from intramural.oversight.actions.months import shared_between
from intramural.oversight.models import Incidents, Month, Speed, Stretch
from intramural.posts.models import Post

SETTLES_IN = timedelta(days=14)


def count_incidents() -> int:
    """Counts, of each kind, the months behind which there are enough people by now; returns how many stretches that were."""
    return sum(_count_kind(kind) for kind in Incidents.Kind)


@transaction.atomic
def count_speed() -> int:
    """The same of how long sharing takes, with and without asking first."""
    waiting = _waiting(Speed.objects.order_by("last").last())
    if not waiting:
        return 0
    by_month: dict[date, set[int | None]] = {}
    asked = _drafts(shared_between(waiting[0], waiting[-1]).filter(pk__in=care.asked_about()))
    for author, released_at in asked.values_list("author_id", "released_at"):
        assert released_at is not None
        by_month.setdefault(months.of(released_at), set()).add(author)
    counted, begun, authors = 0, waiting[0], set[int | None]()
    for month in waiting:
        authors |= by_month.get(month, set())
        if crowds.are_enough(authors) and _count_speed(begun, month):
            counted, begun, authors = counted + 1, months.after(month), set()
    return counted


@transaction.atomic
def _count_kind(kind: Incidents.Kind) -> int:
    waiting = _waiting(Incidents.objects.filter(kind=kind).order_by("last").last())
    if not waiting:
        return 0
    found: dict[date, list[care.Happened]] = {}
    since, until = months.beginning(waiting[0]), months.beginning(months.after(waiting[-1]))
    for each in care.happened(kind, since=since, until=until):
        found.setdefault(months.of(each.at), []).append(each)
    counted, begun, events = 0, waiting[0], []
    for month in waiting:
        events += found.get(month, [])
        if crowds.may_tell_of(events):
            Incidents.objects.create(kind=kind, **_from_to(begun, month), **_told(events))
            counted, begun, events = counted + 1, months.after(month), []
    return counted


def _told(events: Sequence[care.Happened]) -> dict[str, Any]:
    return {
        "number": crowds.about(len(events)),
        "ends": crowds.told_by_end(events),
        **{name: _usual(events, name) for name in ("noticed_within", "contained_within", "settled_within")},
    }


def _usual(events: Sequence[care.Happened], name: str) -> timedelta | None:
    """The median of those of which it is known, where they are enough."""
    known = [each for each in events if getattr(each, name) is not None]
    middle = crowds.median(getattr(each, name) for each in known) if crowds.may_tell_of(known) else None
    return None if middle is None else crowds.roughly(middle)


def _count_speed(first: date, last: date) -> bool:
    """Counts these months as one; returns whether there were enough people on either side."""
    shared = shared_between(first, last)
    asked, others = shared.filter(pk__in=care.asked_about()), shared.exclude(pk__in=care.asked_about())
    asked_within, unasked_within = _shared_within(asked), _shared_within(others)
    if asked_within is None or unasked_within is None:
        return False
    Speed.objects.create(
        **_from_to(first, last),
        asked=asked.count(),
        asked_within=asked_within,
        unasked_within=unasked_within,
        asked_minded=_minded(asked),
        unasked_minded=_minded(others),
    )
    return True


def _drafts(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Those that were drafts before; what was written and shared in one go was none."""
    return posts.filter(published_at__gt=F("begun_at"))


def _shared_within(posts: QuerySet[Post]) -> timedelta | None:
    """The median from the beginning of the draft until it was shared."""
    drafts = _drafts(posts).annotate(took=F("published_at") - F("begun_at"))
    if not crowds.are_enough(drafts.values_list("author_id", flat=True).distinct()):
        return None
    number = drafts.count()
    middle = drafts.order_by("took").values_list("took", flat=True)[(number - 1) // 2 : number // 2 + 1]
    usual = crowds.median(middle)
    return None if usual is None else crowds.roughly(usual)


def _minded(posts: QuerySet[Post]) -> int | None:
    """How often somebody minded, in 1,000 of these posts."""
    talks = care.minded(posts)
    number = posts.count()
    if not number or not crowds.are_enough([author for author, _ in talks], [by for _, by in talks]):
        return None
    return round(crowds.about(len(talks)) * 1_000 / number)


def _waiting(last: Stretch | None) -> list[date]:
    """The months that can be counted and are in no stretch yet, the oldest first."""
    settled = clock.now() - SETTLES_IN
    found = Month.objects.order_by("first").values_list("first", flat=True)
    found = found.filter(first__gt=last.last) if last is not None else found
    return [month for month in found if months.beginning(months.after(month)) <= settled]


def _from_to(first: date, last: date) -> dict[str, Any]:
    posts = Month.objects.filter(first__gte=first, first__lte=last).aggregate(posts=Sum("posts"))["posts"]
    return {"first": first, "last": last, "posts": posts}
