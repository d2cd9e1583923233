"""What posts are about. It asks for nobody: who is told of the answer is asked where it is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from intramural.kit.prepared import OfMany
from intramural.posts.models import Post


def topics_of(posts: Collection[int]) -> dict[int, list[int]]:
    """The topics of these posts, by the post; one without any is not in it. One query."""
    return _by_post(_topics(posts))


def known_topics_of(posts: Collection[int]) -> dict[int, list[int]]:
    """The same of what translucent posts say to whoever may only know of them. One query."""
    return _by_post(_known_topics(posts))


@OfMany
def _topics(posts: Collection[int]) -> QuerySet[Any, tuple[int, int]]:
    found: QuerySet[Any, tuple[int, int]] = Post.topics.through.objects.filter(post_id__in=posts)
    return found.values_list("post_id", "topic_id")


@OfMany
def _known_topics(posts: Collection[int]) -> QuerySet[Any, tuple[int, int]]:
    found: QuerySet[Any, tuple[int, int]] = Post.known_topics.through.objects.filter(post_id__in=posts)
    return found.values_list("post_id", "topic_id")


def _by_post(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    topics: dict[int, list[int]] = {}
    for post_id, topic_id in pairs:
        topics.setdefault(post_id, []).append(topic_id)
    return topics
