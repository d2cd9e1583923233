"""Making topics by naming them, and following them."""

from __future__ import annotations

from collections.abc import Iterable

from intramural.people.models import Person
from intramural.topics.models import Topic, TopicFollow

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


def follow(topic: Topic, *, by: Person) -> None:
    """What is posted about the topic shows under "Following", and the topic stands beside every page. Nobody is told."""
    TopicFollow.objects.get_or_create(topic=topic, person=by)


def unfollow(topic: Topic, *, by: Person) -> None:
    """Ends `follow`; where they did not follow, nothing changes."""
    TopicFollow.objects.filter(topic=topic, person=by).delete()
