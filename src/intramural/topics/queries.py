"""Questions about topics. Which of them somebody may know of is asked in home: it hangs on the posts that carry them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from intramural.topics.models import Topic


def addresses_of(slugs: Iterable[str]) -> Mapping[str, str]:
    """For those words that are topics: where their page is."""
    known = Topic.objects.filter(slug__in=list(slugs)).values_list("slug", flat=True)
    return {slug: f"/topics/{slug}/" for slug in known}
