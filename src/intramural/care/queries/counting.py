"""What happened to posts, for whoever counts it: narrowings, takedowns, concerns, recoveries, and which posts were asked about first.

Numbers of people stand in it so that one can tell how many are behind a sum; they are told to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from intramural.care.models import Concern, Consult, Narrowing
from intramural.posts.models import Post

KINDS = ("narrowing", "takedown", "concern", "recovery")
NO_CONCERNS = (Concern.Kind.OVERSHARED, Concern.Kind.NARROWING)
"""Talks that somebody begins who does not mind a post: its author, who repairs it, and who made it smaller."""
_AT_ONCE = 500
End = Narrowing.End


@dataclass(frozen=True)
class Happened:
    """One of them: when, whose post, by whom, how it stands now.

    `end` of a narrowing: "agreed", "upheld", "lapsed", "ended", "own" (its author made it smaller), "deleted" or "open"; of a
    takedown "stands", "ended" or "deleted"; of a talk "settled" or "open". `noticed_within` is counted from when others could read the
    post, `contained_within` from when it was noticed until it was for fewer people; None where it was not.
    """

    at: datetime
    author: int | None
    by: int | None
    end: str
    noticed_within: timedelta
    contained_within: timedelta | None
    settled_within: timedelta | None = None


def happened(kind: str, *, since: datetime, until: datetime) -> list[Happened]:
    """What began of this kind between these moments, the oldest first, as it stands now. A recovery is also a takedown or a narrowing."""
    found = _narrowings(kind, since, until) if kind in ("narrowing", "takedown") else _talks(kind, since, until)
    return sorted(found, key=lambda each: each.at)


def asked_about() -> QuerySet[Consult, Any]:
    """The posts about which somebody was asked before they were shared, as numbers for a query of posts."""
    return Consult.objects.filter(post__isnull=False).values("post")


def minded(posts: QuerySet[Post]) -> list[tuple[int | None, int | None]]:
    """Who wrote and who minded, for each concern about one of these posts. What its author repaired alone is none."""
    talks = Concern.objects.filter(post__in=posts).exclude(kind__in=NO_CONCERNS)
    return list(talks.values_list("post__author_id", "raised_by_id"))


def _narrowings(kind: str, since: datetime, until: datetime) -> Iterator[Happened]:
    rows = Narrowing.objects.filter(narrowed_at__gte=since, narrowed_at__lt=until, is_takedown=kind == "takedown")
    rows = rows.select_related("post")
    signs = _Signs(each.post_id for each in rows)
    for row in rows:
        noticed = signs.first(row.post_id, until=row.narrowed_at)
        yield Happened(
            at=row.narrowed_at,
            author=row.post.author_id,
            by=row.by_id,
            end=_end_of(row),
            noticed_within=_since_release(row.post, noticed),
            contained_within=row.narrowed_at - noticed,
        )


def _end_of(narrowing: Narrowing) -> str:
    ends = {End.LAPSED: "lapsed", End.DELETED: "deleted", End.UNSHARED: "deleted"}
    if narrowing.end:
        return ends.get(End(narrowing.end), "ended")
    if narrowing.is_takedown:
        return "stands"
    if narrowing.upheld_at is not None:
        return "upheld"
    if narrowing.agreed_at is None:
        return "open"
    return "agreed" if narrowing.stewardship_id is not None or narrowing.by_id != narrowing.post.author_id else "own"


def _talks(kind: str, since: datetime, until: datetime) -> Iterator[Happened]:
    these = Q(kind=Concern.Kind.OVERSHARED) if kind == "recovery" else ~Q(kind__in=NO_CONCERNS)
    rows = Concern.objects.filter(these, raised_at__gte=since, raised_at__lt=until)
    rows = rows.select_related("post")
    signs = _Signs(each.post_id for each in rows)
    for row in rows:
        noticed = signs.first(row.post_id, until=row.raised_at)
        contained = signs.narrowed(row.post_id, since=noticed)
        yield Happened(
            at=row.raised_at,
            author=row.post.author_id,
            by=row.raised_by_id,
            end="settled" if row.closed_at is not None else "open",
            noticed_within=_since_release(row.post, noticed),
            contained_within=None if contained is None else contained - noticed,
            settled_within=None if row.closed_at is None else row.closed_at - row.raised_at,
        )


def _since_release(post: Post, moment: datetime) -> timedelta:
    return max(timedelta(), moment - (post.released_at or moment))


class _Signs:
    """By post, when somebody minded, and when it was for fewer people and for all of them again."""

    def __init__(self, posts: Iterable[int]) -> None:
        self._raised: dict[int, list[datetime]] = {}
        self._smaller: dict[int, list[tuple[datetime, datetime | None]]] = {}
        wanted = sorted(set(posts))
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            for post_id, raised_at in Concern.objects.filter(post_id__in=some).values_list("post_id", "raised_at"):
                self._raised.setdefault(post_id, []).append(raised_at)
            spans = Narrowing.objects.filter(post_id__in=some).values_list("post_id", "narrowed_at", "ended_at")
            for post_id, narrowed_at, ended_at in spans:
                self._smaller.setdefault(post_id, []).append((narrowed_at, ended_at))

    def first(self, post_id: int, *, until: datetime) -> datetime:
        """The first sign of what is noticed at this moment: since the post was last for all its readers again."""
        spans = self._smaller.get(post_id, [])
        over = (ended for narrowed, ended in spans if ended is not None and narrowed < until and ended <= until)
        since = max(over, default=None)
        said = [*self._raised.get(post_id, []), *(narrowed for narrowed, _ in spans)]
        return min((each for each in said if each <= until and (since is None or each > since)), default=until)

    def narrowed(self, post_id: int, *, since: datetime) -> datetime | None:
        """When it was for fewer people then; None where it never was."""
        return min((narrowed for narrowed, _ in self._smaller.get(post_id, []) if narrowed >= since), default=None)
