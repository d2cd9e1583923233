"""Telling the people of a consult what asks something of them, and what became of it. Again changes nothing."""

from __future__ import annotations

from django.db import transaction

from intramural.care import queries as care
from intramural.care.models import Asked, Consult, Offer, Remark
from intramural.kit import clock
from intramural.notifications.actions.each import tell_each
from intramural.notifications.models import News

_KIND = News.Kind


@transaction.atomic
def tell_of_question(asked_id: int, version: int) -> int:
    """Tells somebody that they are asked about a draft, once for each of its wordings; returns 1, or 0 where they have answered."""
    asked = Asked.objects.filter(pk=asked_id, answered_at=None, consult__closed_at=None).select_related("consult").first()
    if asked is None or asked.consult.version != version:
        return 0
    key = f"consult:{asked.pk}:{version}"
    return tell_each([asked.person], key, _KIND.CONSULT, by_id=asked.named_by_id, consult=asked.consult)


@transaction.atomic
def tell_of_remark(remark_id: int) -> int:
    """Tells the others of a consult what was said in it; whoever said it has done what asked them. Returns how many."""
    remark = Remark.objects.filter(pk=remark_id).select_related("consult__by").first()
    if remark is None:
        return 0
    _settle(remark.consult, person_id=remark.by_id)
    people = care.remark_reaches(remark)
    return tell_each(people, f"remark:{remark.pk}", _KIND.OPINION, by_id=remark.by_id, consult=remark.consult)


def tell_of_silence(asked_id: int) -> int:
    """Tells an author that somebody has not answered in time, so that they wait no longer than they like; returns how many."""
    asked = (
        Asked.objects.filter(pk=asked_id, answered_at=None, consult__closed_at=None).select_related("consult__by").first()
    )
    if asked is None or asked.unanswered_at is None:
        return 0
    key = f"silence:{asked.pk}:{asked.consult.version}"
    return tell_each([asked.consult.by], key, _KIND.OPINION, by_id=asked.person_id, consult=asked.consult)


def tell_of_day(offer_id: int) -> int:
    """Tells an author that the day has come before which they had agreed not to share; returns how many."""
    offer = Offer.objects.filter(pk=offer_id).select_related("remark__consult__by").first()
    if offer is None or not offer.remark.consult.is_open:
        return 0
    consult = offer.remark.consult
    return tell_each([consult.by], f"day:{offer.pk}", _KIND.OPINION, by_id=offer.remark.by_id, consult=consult)


@transaction.atomic
def tell_of_outcome(consult_id: int) -> int:
    """Tells those who were asked, once, what became of the draft; nothing about it asks anybody any more. Returns how many."""
    consult = Consult.objects.filter(pk=consult_id, closed_at__isnull=False).select_related("by").first()
    if consult is None:
        return 0
    _settle(consult)
    people = [each.person for each in care.those_told_of_end(consult)]
    return tell_each(people, f"outcome:{consult.pk}", _KIND.OUTCOME, by_id=consult.by_id, consult=consult)


def settle_for_author(consult_id: int) -> None:
    """The author took what was offered: what was said to them about it asks nothing more."""
    consult = Consult.objects.filter(pk=consult_id).first()
    if consult is not None:
        _settle(consult, person_id=consult.by_id)


def _settle(consult: Consult, *, person_id: int | None = None) -> None:
    waiting = News.objects.filter(consult=consult, done_at=None)
    (waiting.filter(person=person_id) if person_id is not None else waiting).update(done_at=clock.now())
