"""Telling the people of a consult what asks something of them, and what became of it. Again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from intramural.care import queries as care
from intramural.care.models import Asked, Consult, Offer, Remark
from intramural.kit import clock, ids
from intramural.notifications.models import Device, News, Wish
from intramural.people.models import Person

_KIND, _WHY = News.Kind, News.Why


@transaction.atomic
def tell_of_question(asked_id: int, version: int) -> int:
    """Tells somebody that they are asked about a draft, once for each of its wordings; returns 1, or 0 where they have answered."""
    asked = Asked.objects.filter(pk=asked_id, answered_at=None, consult__closed_at=None).select_related("consult").first()
    if asked is None or asked.consult.version != version:
        return 0
    return _tell_of_consult(
        asked.consult, [asked.person], f"consult:{asked.pk}:{version}", _KIND.CONSULT, by_id=asked.named_by_id
    )


@transaction.atomic
def tell_of_remark(remark_id: int) -> int:
    """Tells the others of a consult what was said in it; whoever said it has done what asked them. Returns how many."""
    remark = Remark.objects.filter(pk=remark_id).select_related("consult__by").first()
    if remark is None:
        return 0
    _settle(remark.consult, person_id=remark.by_id)
    people = care.remark_reaches(remark)
    return _tell_of_consult(remark.consult, people, f"remark:{remark.pk}", _KIND.OPINION, by_id=remark.by_id)


def tell_of_silence(asked_id: int) -> int:
    """Tells an author that somebody has not answered in time, so that they wait no longer than they like; returns how many."""
    asked = (
        Asked.objects.filter(pk=asked_id, answered_at=None, consult__closed_at=None).select_related("consult__by").first()
    )
    if asked is None or asked.unanswered_at is None:
        return 0
    key = f"silence:{asked.pk}:{asked.consult.version}"
    return _tell_of_consult(asked.consult, [asked.consult.by], key, _KIND.OPINION, by_id=asked.person_id)


def tell_of_day(offer_id: int) -> int:
    """Tells an author that the day has come before which they had agreed not to share; returns how many."""
    offer = Offer.objects.filter(pk=offer_id).select_related("remark__consult__by").first()
    if offer is None or not offer.remark.consult.is_open:
        return 0
    consult = offer.remark.consult
    return _tell_of_consult(consult, [consult.by], f"day:{offer.pk}", _KIND.OPINION, by_id=offer.remark.by_id)


@transaction.atomic
def tell_of_outcome(consult_id: int) -> int:
    """Tells those who were asked, once, what became of the draft; nothing about it asks anybody any more. Returns how many."""
    consult = Consult.objects.filter(pk=consult_id, closed_at__isnull=False).select_related("by").first()
    if consult is None:
        return 0
    _settle(consult)
    people = [each.person for each in care.those_told_of_end(consult)]
    return _tell_of_consult(consult, people, f"outcome:{consult.pk}", _KIND.OUTCOME, by_id=consult.by_id)


def settle_for_author(consult_id: int) -> None:
    """The author took what was offered: what was said to them about it asks nothing more."""
    consult = Consult.objects.filter(pk=consult_id).first()
    if consult is not None:
        _settle(consult, person_id=consult.by_id)


def _settle(consult: Consult, *, person_id: int | None = None) -> None:
    waiting = News.objects.filter(consult=consult, done_at=None)
    (waiting.filter(person=person_id) if person_id is not None else waiting).update(done_at=clock.now())


def _tell_of_consult(consult: Consult, people: Sequence[Person | None], key: str, kind: str, *, by_id: int | None) -> int:
    here = [each for each in people if each is not None and each.is_active and each.pk != by_id]
    wishing = {
        pk for model in (Wish, Device) for pk in model.objects.filter(person__in=here).values_list("person_id", flat=True)
    }
    told = set(News.objects.filter(key=key, person__in=here).values_list("person_id", flat=True))
    made, now = ids.new(), clock.now()
    rows = [
        News(person=each, public_id=made, key=key, kind=kind, why=_WHY.YOU, by_id=by_id, consult=consult, at=now,
             is_decided=each.pk not in wishing, on_page=each.pk not in wishing)
        for each in here
        if each.pk not in told
    ]  # fmt: skip
    News.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
