"""Noting that something goes wider than whoever looks after it wanted to know of."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from intramural.audiences import queries as reaches
from intramural.audiences.models import Audience
from intramural.care import queries
from intramural.care.events import WentWider
from intramural.kit import markup
from intramural.kit.prepared import Given, Prepared
from intramural.posts.models import Post, Revision
from intramural.record import journal


@transaction.atomic
def note_wider(post_id: int, *, from_audience_id: int | None = None, from_version: int | None = None) -> int:
    """Notes, for each who watches what the post is about, that it is for more people than they said; returns how many.

    With `from_audience_id` only where it goes further than it did; with `from_version` only where its words of then did not
    name the topic yet. Again notes the same, and nobody is told of it twice.
    """
    post = _of_number.first(post=post_id)
    if post is None or (from_audience_id is not None and not _goes_further(post, from_audience_id)):
        return 0
    named = _named_then(post, from_version) if from_version is not None else None
    watches = [
        each
        for each in queries.watched(post)
        if named is None or (each.stewardship.topic is not None and each.stewardship.topic.slug not in named)
    ]
    for each in watches:
        wider = WentWider(
            post_id=post.pk, audience_id=post.audience.pk, stewardship_id=each.stewardship_id, person_id=each.person_id
        )
        journal.note(wider, by=None, about=post)
    return len(watches)


@Prepared
def _of_number(given: Given) -> QuerySet[Post]:
    return Post.objects.filter(pk=given.number("post")).select_related("author", "audience", "space", "voice_unit")


def _goes_further(post: Post, from_audience_id: int) -> bool:
    before = Audience.objects.filter(pk=from_audience_id).first()
    return before is None or reaches.goes_further(
        post.audience, than=before, of=reaches.Spoken(post.released_at, post.author_id)
    )


def _named_then(post: Post, version: int) -> set[str]:
    """The topics that its earlier words named."""
    then = Revision.objects.filter(post=post, comment=None, number=version).first()
    return set(markup.mentioned(f"{then.title}\n{then.body}")[1]) if then is not None else set()
