"""What the house itself closes, which was told so before it was put back from a backup: see posts/closings.py."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from intramural.audiences.models import Audience
from intramural.posts.events import AudienceChanged, EmbargoMoved
from intramural.posts.models import Embargo, Post
from intramural.record import journal


@transaction.atomic
def make_smaller(post: Post, *, to: Audience) -> Post:
    """Gives a post a smaller audience, and lets nobody else know of it. Its author may choose anew."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    left, known_to = post.audience_id, post.known_to_id
    post.audience, post.known_to, post.audience_version = to, None, post.audience_version + 1
    post.save(update_fields=["audience", "known_to", "audience_version"])
    changed = AudienceChanged(
        post_id=post.pk, audience_id=to.pk, audience_version=post.audience_version, from_audience_id=left,
        from_known_to_id=known_to,
    )  # fmt: skip
    journal.note(changed, by=None, about=post)
    return post


@transaction.atomic
def put_off(embargo: Embargo, *, until: datetime) -> bool:
    """Has it wait until then; whether that is longer."""
    embargo = Embargo.objects.select_for_update(of=("self",)).select_related("post").get(pk=embargo.pk)
    if embargo.opens_at >= until:
        return False
    embargo.opens_at, embargo.version = until, embargo.version + 1
    embargo.save(update_fields=["opens_at", "version"])
    journal.note(EmbargoMoved(embargo_id=embargo.pk, post_id=embargo.post_id), by=None, about=embargo.post)
    return True
