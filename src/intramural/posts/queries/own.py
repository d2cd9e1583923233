"""What a person asks about their own: drafts, what was taken back, how something was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from intramural.kit.errors import NotFound
from intramural.people import queries as people
from intramural.people.models import Person
from intramural.posts.models import Comment, Post, Revision


def taken_back(public_id: str, *, by: Person) -> str:
    """The words of a comment that its author took back before anybody saw it, to begin again with; else nothing."""
    if not public_id:
        return ""
    mine = Comment.objects.filter(public_id=public_id[:13], author=by, deleted_at__lt=F("released_at"))
    return mine.values_list("body", flat=True).first() or ""


@dataclass(frozen=True)
class Edit:
    """That something was changed, and when; what stood there before, for its author alone (else both are empty)."""

    at: datetime
    title: str = ""
    body: str = ""


def edits(thing: Post | Comment, *, viewer: Person) -> list[Edit]:
    """The changes of a post or comment that the viewer can see, newest first. The earlier words are its author's alone."""
    kept = Revision.objects.filter(comment=thing) if isinstance(thing, Comment) else thing.revisions.filter(comment=None)
    mine = thing.author_id == viewer.pk
    rows = kept.order_by("-number").values_list("replaced_at", "title", "body")
    return [Edit(at, title, body) if mine else Edit(at) for at, title, body in rows]


def spoke_then(post: Post) -> bool:
    """Whether it was said officially by somebody who does not speak for that unit any more: the label keeps its day (D10)."""
    if post.voice_unit is None or post.author is None:
        return False
    return not people.speaks_for(post.author).filter(pk=post.voice_unit.pk).exists()


def drafts(person: Person) -> list[Post]:
    """What the person has begun and not shared, the newest first."""
    return list(Post.objects.filter(author=person, state=Post.State.DRAFT).order_by("-begun_at", "-pk")[:200])


def draft(public_id: str, *, by: Person) -> Post:
    """A draft of this person. Refuses (404) all else: a draft is its author's alone."""
    found = Post.objects.filter(public_id=public_id, author=by, state=Post.State.DRAFT).first()
    if found is None:
        raise NotFound("There is no such draft of yours.")
    return found
