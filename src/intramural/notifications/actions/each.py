"""Telling a few people of one thing that is no post: a line each, and again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from intramural.kit import clock, ids
from intramural.notifications.models import Device, News, Wish
from intramural.people.models import Person


def tell_each(
    people: Iterable[Person | None],
    key: str,
    kind: str,
    *,
    by_id: int | None = None,
    at: datetime | None = None,
    **about: Any,
) -> int:
    """Writes a line for each who is here, did not do it and has none yet; returns how many. `about` names what it is about.

    Who wants nothing but the ordinary, on no device, sees it at once; for the others their wishes are asked first (tasks.decide).
    """
    found = (each for each in people if each is not None and each.is_active and each.pk != by_id)
    here = list({each.pk: each for each in found}.values())
    wishing = {
        pk for model in (Wish, Device) for pk in model.objects.filter(person__in=here).values_list("person_id", flat=True)
    }
    told = set(News.objects.filter(key=key, person__in=here).values_list("person_id", flat=True))
    made, now = ids.new(), at or clock.now()
    rows = [
        News(person=each, public_id=made, key=key, kind=kind, why=News.Why.YOU, by_id=by_id, at=now,
             is_decided=each.pk not in wishing, on_page=each.pk not in wishing, **about)
        for each in here
        if each.pk not in told
    ]  # fmt: skip
    News.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
