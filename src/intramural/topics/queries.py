"""Questions about topics. Topics themselves are open to every member; what is filed under them is not their business."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from intramural.kit.errors import NotFound
from intramural.topics.models import Topic


def by_slug(slug: str) -> Topic:
    topic = Topic.objects.select_related("steward", "deputy").filter(slug=slug.lower()).first()
    if topic is None:
        raise NotFound("There is no such topic.")
    return topic


def addresses_of(slugs: Iterable[str]) -> Mapping[str, str]:
    """For those words that are topics: where their page is."""
    known = Topic.objects.filter(slug__in=list(slugs)).values_list("slug", flat=True)
    return {slug: f"/topics/{slug}/" for slug in known}
