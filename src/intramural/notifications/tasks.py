"""Chores of notifications: deciding by which ways people hear of what they are told. Again changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from intramural.notifications import policy, queries
from intramural.notifications.models import News
from intramural.posts.models import Post

AT_ONCE = 500


def decide() -> int:
    """Decides for those who want something else than the ordinary; returns how many pieces of news."""
    waiting = list(News.objects.filter(is_decided=False).select_related("post").order_by("pk")[:AT_ONCE])
    if not waiting:
        return 0
    wishes = queries.wishes_of(news.person_id for news in waiting)
    topics: dict[int, set[int]] = {}
    of_posts = Post.topics.through.objects.filter(post__in={news.post_id for news in waiting if news.post_id})
    for post, topic in of_posts.values_list("post_id", "topic_id"):
        topics.setdefault(post, set()).add(topic)
    shown = [
        news.pk for news in waiting if policy.PAGE in policy.ways(facts_of(news, topics), wishes.get(news.person_id, {}))
    ]
    with transaction.atomic():
        undecided = News.objects.filter(is_decided=False)
        undecided.filter(pk__in=shown).update(is_decided=True, on_page=True)
        undecided.filter(pk__in=[news.pk for news in waiting]).update(is_decided=True)
    return len(waiting)


def facts_of(news: News, topics: dict[int, set[int]]) -> policy.Facts:
    """What its ways are decided by; `topics` are those of the posts, by the post."""
    return policy.Facts(
        kind=news.kind,
        post=news.post_id,
        space=news.post.space_id if news.post else news.space_id,
        topics=frozenset(topics.get(news.post_id or 0, ())),
        by=news.by_id,
        followed_topic=news.topic_id,
    )


CHORES: list[tuple[float, Callable[[], int]]] = [(2, decide)]
"""What the keeper calls: every so many seconds, this function."""
