"""What the ledger answers: who was handed something of one post, and of how many posts that were too few. Never of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Min

from intramural.exposure.models import Delivery

_AT_ONCE = 500


def of_post(post_id: int) -> dict[str, set[int]]:
    """The numbers of the people for each way, as far as the ledger reaches back. The caller has asked who may know."""
    found: dict[str, set[int]] = {}
    for way, person_id in Delivery.objects.filter(post_id=post_id).values_list("way", "person_id"):
        found.setdefault(way, set()).add(person_id)
    return found


def since() -> date | None:
    """The oldest day of which anything is kept; None for an empty ledger."""
    oldest: date | None = Delivery.objects.aggregate(oldest=Min("on"))["oldest"]
    return oldest


def reached_fewer(authors: Mapping[int, int | None], *, than: int) -> int:
    """How many of these posts (number → their author's, who does not count) were handed out to fewer people than that."""
    reached: dict[int, set[int]] = {}
    posts = sorted(authors)
    for at in range(0, len(posts), _AT_ONCE):
        lines = Delivery.objects.filter(post_id__in=posts[at : at + _AT_ONCE]).exclude(way=Delivery.Way.PUSH)
        for post_id, person_id in lines.values_list("post_id", "person_id"):
            if person_id != authors[post_id]:
                reached.setdefault(post_id, set()).add(person_id)
    return sum(len(reached.get(post, ())) < than for post in posts)
