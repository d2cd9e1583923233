"""Making topics by naming them, and entrusting them to somebody."""

from __future__ import annotations

from collections.abc import Iterable

from intramural.topics.models import Topic

MOST_TOPICS = 20


def named(slugs: Iterable[str]) -> list[Topic]:
    """The topics of these words, made where they did not exist; at most 20, in the order of the words."""
    words = list(dict.fromkeys(slugs))[:MOST_TOPICS]
    known = {topic.slug: topic for topic in Topic.objects.filter(slug__in=words)}
    missing = [
        Topic(slug=word, name=word.replace("-", " ").replace("_", " ").capitalize()) for word in words if word not in known
    ]
    if missing:
        Topic.objects.bulk_create(missing, ignore_conflicts=True)
        known = {topic.slug: topic for topic in Topic.objects.filter(slug__in=words)}
    return [known[word] for word in words if word in known]
