"""Telling of requests for access: whoever may answer, and then whoever asked. Again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from intramural.care import queries as care
from intramural.care.models import AccessRequest
from intramural.kit import clock
from intramural.notifications.actions.each import tell_each
from intramural.notifications.models import News
from intramural.people.models import Person

_KIND = News.Kind


@transaction.atomic
def tell_of_access(request_id: int) -> int:
    """Tells who is asked, and its author, that somebody asks for access; returns how many. Nobody, once it is answered."""
    request = _request(request_id)
    if request is None or request.answered_at is not None:
        return 0
    author = request.post.author
    people = [*care.in_whose_hands(request.post, asks=request.by), author]
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
    key = f"{_KIND.ANSWERED}:{request.answer_key}"
    News.objects.filter(access=request, kind=_KIND.ANSWERED).exclude(key=key).delete()
    author = request.post.author
    # Who let them in is named, who did not is not: whose subject it is may stand in the words that they cannot read.
    by_id = request.answered_by_id if request.is_granted else None
    told = _tell(request, [request.by], key, _KIND.ANSWERED, by_id=by_id)
    return told + _tell(request, [author], key, _KIND.ANSWERED, by_id=request.answered_by_id)


def _tell(request: AccessRequest, people: Iterable[Person | None], key: str, kind: str, *, by_id: int | None) -> int:
    return tell_each(people, key, kind, by_id=by_id, post=request.post, access=request)


def _request(pk: int) -> AccessRequest | None:
    return AccessRequest.objects.select_related("by", "post__author").filter(pk=pk).first()
