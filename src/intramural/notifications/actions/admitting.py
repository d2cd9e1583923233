"""Telling of requests for access: whoever may answer, and then whoever asked. Again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from intramural.care import queries as care
from intramural.care.models import AccessRequest
from intramural.kit import clock, ids
from intramural.notifications.models import Device, News, Wish
from intramural.people.models import Person

_KIND, _WHY = News.Kind, News.Why


@transaction.atomic
def tell_of_access(request_id: int) -> int:
    """Tells who is asked, and its author, that somebody asks for access; returns how many. Nobody, once it is answered."""
    request = _request(request_id)
    if request is None or request.answered_at is not None:
        return 0
    author = request.post.author
    people = [*care.in_whose_hands(request.post, asks=request.by), *([author] if author is not None else [])]
    return _tell(request, people, f"access:{request.pk}", _KIND.ACCESS, by_id=request.by_id)


@transaction.atomic
def tell_of_access_answered(request_id: int) -> int:
    """Tells who asked, and its author if somebody else answered; the others need not answer any more. Returns how many.

    Of an answer that was changed the last one alone is told.
    """
    request = _request(request_id)
    if request is None or request.answered_at is None:
        return 0
    News.objects.filter(access=request, kind=_KIND.ACCESS, done_at=None).update(done_at=clock.now())
    key = f"answered:{request.pk}:{int(request.answered_at.timestamp() * 1_000_000)}"
    News.objects.filter(access=request, kind=_KIND.ANSWERED).exclude(key=key).delete()
    author = request.post.author
    # Who let them in is named, who did not is not: whose subject it is may stand in the words that they cannot read.
    by_id = request.answered_by_id if request.is_granted else None
    told = _tell(request, [request.by], key, _KIND.ANSWERED, by_id=by_id)
    if author is not None:
        told += _tell(request, [author], key, _KIND.ANSWERED, by_id=request.answered_by_id)
    return told


def _tell(request: AccessRequest, people: Iterable[Person], key: str, kind: str, *, by_id: int | None) -> int:
    here = {each.pk: each for each in people if each.is_active and each.pk != by_id}
    wishing = {
        pk for model in (Wish, Device) for pk in model.objects.filter(person__in=here).values_list("person_id", flat=True)
    }
    told = set(News.objects.filter(key=key, person__in=here).values_list("person_id", flat=True))
    made, now = ids.new(), clock.now()
    rows = [
        News(person=each, public_id=made, key=key, kind=kind, why=_WHY.YOU, by_id=by_id, post=request.post, access=request,
             at=now, is_decided=pk not in wishing, on_page=pk not in wishing)
        for pk, each in here.items()
        if pk not in told
    ]  # fmt: skip
    News.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _request(pk: int) -> AccessRequest | None:
    return AccessRequest.objects.select_related("by", "post__author").filter(pk=pk).first()
