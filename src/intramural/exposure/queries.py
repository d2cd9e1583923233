"""What the ledger answers: who was handed something of one post, by which way. Never of a person."""

from __future__ import annotations

from intramural.exposure.models import Delivery


def of_post(post_id: int) -> dict[str, set[int]]:
    """The numbers of the people for each way, as far as the ledger reaches back. The caller has asked who may know."""
    found: dict[str, set[int]] = {}
    for way, person_id in Delivery.objects.filter(post_id=post_id).values_list("way", "person_id"):
        found.setdefault(way, set()).add(person_id)
    return found
