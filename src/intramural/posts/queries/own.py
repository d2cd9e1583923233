"""What a person asks about their own: drafts, what was taken back, how something was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from intramural.audiences import visibility
from intramural.kit import ids
from intramural.kit.errors import NotFound
from intramural.kit.paging import Key, Page
from intramural.people import queries as people
from intramural.people.models import Person
from intramural.posts import beside
from intramural.posts.models import Comment, Post, Revision
from intramural.posts.queries.lists import PAGE


def taken_back(public_id: str, *, by: Person) -> str:
    """The words of a comment that its author took back before anybody saw it, to begin again with; else nothing."""
    if not public_id:
        return ""
    mine = Comment.objects.filter(public_id=public_id[:13], author=by, deleted_at__lt=F("released_at"))
    return mine.values_list("body", flat=True).first() or ""


@dataclass(frozen=True)
class Edit:
    """That something was changed, and when; what stood there before, for its author alone (else both are None)."""

    at: datetime
    title: str | None = None
    body: str | None = None


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


def drafts(person: Person, *, after: Key | None = None, size: int = PAGE) -> Page[Post]:
    """What the person has begun and not shared, the newest first, a page by key."""
    kept = Post.objects.filter(author=person, state=Post.State.DRAFT)
    if after is not None:
        kept = kept.filter(Q(begun_at__lt=after.at) | Q(begun_at=after.at, public_id__lt=after.tie))
    rows = list(kept.order_by("-begun_at", "-public_id")[: size + 1])
    shown = rows[:size]
    return Page(rows=shown, next=Key(shown[-1].begun_at, shown[-1].public_id) if len(rows) > size else None)


def draft(public_id: str, *, by: Person) -> Post:
    """A draft of this person. Refuses (404) all else: a draft is its author's alone."""
    mine = Post.objects.filter(author=by, state=Post.State.DRAFT)
    found = mine.filter(public_id=public_id).first() if ids.is_possible(public_id) else None
    if found is None:
        raise NotFound("There is no such draft of yours.")
    return found


def shared_since(public_id: str, *, by: Person) -> Post | None:
    """What this person has shared that was a draft at this address; None where it is one, or nothing of theirs."""
    mine = Post.objects.filter(author=by, state=Post.State.PUBLISHED)
    return mine.filter(public_id=public_id).first() if ids.is_possible(public_id) else None


def cited(words: str, *, viewer: Person) -> tuple[beside.LinkCard, ...]:
    """The answers whose addresses stand in the words, as far as the viewer may read them now."""
    return beside.answers_in({0: words}, visibility.viewer_of(viewer)).get(0, ())
