"""What waits for its day: the embargo of a post, who keeps its time, and which have come to it.

Whoever may read the post may know of its embargo; nobody else asks here.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from intramural.audiences import queries as reaches
from intramural.audiences.models import AUTHOR
from intramural.kit import clock
from intramural.people.models import Person
from intramural.posts.models import Embargo, Post
from intramural.stewards import queries as stewards

MOST_AT_ONCE = 100


def in_force(post: Post) -> Embargo | None:
    """The embargo that holds the post back now. The caller may read the post."""
    whole = Embargo.objects.select_related("post__author", "audience_then", "audience_chosen", "space_then", "moved_by")
    return whole.filter(post=post, ended_at=None).first()


def looked_after_by(post: Post) -> list[Person]:
    """Who looks after the post's topics, and the unit that it speaks for: stewards and deputies, its author aside."""
    units = [post.voice_unit_id] if post.voice_unit_id is not None else []
    over = stewards.over(topics=list(post.topics.values_list("pk", flat=True)), units=units)
    found = {each.pk: each for one in over for each in stewards.deciders(one)}
    return [each for each in found.values() if each.pk != post.author_id]


def timekeepers(post: Post) -> list[Person]:
    """Those of them who are in the circle: like its author they may move the day, open it, or call it off."""
    return [each for each in looked_after_by(post) if reaches.is_in(each, post.audience.pk, released_at=post.released_at)]


def waits_for_its_source(post: Post) -> bool:
    """Whether what it grew from, and has its words of, is narrowed now. What its author deleted holds nothing back."""
    if post.grown_from_id is None:
        return False
    narrowed = Post.objects.filter(pk=post.grown_from_id, audience_before__isnull=False)
    return narrowed.exclude(state=Post.State.DELETED).exists()


def due(now: datetime | None = None) -> list[int]:
    """Which embargoes have come to their time, the oldest first.

    What is narrowed, or grew from what is, waits until that ends, and nothing opens into a space that is archived. What its author
    alone knows waits while they cannot sign in: nobody else could call it off.
    """
    may_leave_its_source = Q(post__grown_from__audience_before=None) | Q(post__grown_from__state=Post.State.DELETED)
    somebody_knows = ~Q(post__audience=AUTHOR) | Q(post__author__is_active=True)
    found = Embargo.objects.filter(
        may_leave_its_source, somebody_knows,
        ended_at=None, opens_at__lte=now or clock.now(), post__state=Post.State.PUBLISHED, post__audience_before=None,
        space_then__archived_at=None,
    )  # fmt: skip
    return list(found.order_by("opens_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
