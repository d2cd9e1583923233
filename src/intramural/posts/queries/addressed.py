"""One post or comment at its address, and what is said under it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from intramural.audiences import visibility
from intramural.exposure import gathering
from intramural.kit.errors import NotFound
from intramural.kit.paging import Key, Page
from intramural.kit.prepared import Given, Prepared, rows_of
from intramural.people.models import Person
from intramural.posts import files
from intramural.posts.errors import TakenDown
from intramural.posts.models import Comment, Post
from intramural.posts.queries.lists import written_out

AT_ONCE = 200
"""How many comments a page shows at once."""


def one(public_id: str, *, viewer: Person) -> Post:
    """The post at this address, if the viewer may see it.

    Refuses as what never existed does (404) for whoever may not; (410) for whoever might have, had it not been
    deleted or taken down.
    """
    sight = visibility.viewer_of(viewer)
    found = _at.first(public_id=public_id, **visibility.values(sight))
    if found is None and not _was_here(public_id, sight):
        raise NotFound("There is no such post for you to see.")
    if found is None or found.state == Post.State.DELETED:
        raise TakenDown("What was here is not here any more.", remedy="There is nothing for you to do.")
    gathering.shown(sight.id, [found.pk])
    return found


def _was_here(public_id: str, sight: visibility.Viewer) -> bool:
    """Whether it was taken down, and the viewer might see it otherwise."""
    might = visibility.sql("p", audience="p.audience_before_id")
    statement = f"SELECT 1 FROM posts_post p WHERE p.public_id = %(public_id)s AND p.is_taken_down AND {might}"
    return bool(written_out(statement, {**visibility.params(sight), "public_id": public_id}))


@Prepared
def _at(given: Given) -> QuerySet[Post]:
    found = Post.objects.filter(visibility.VisibleTo(visibility.viewer_given(given)), public_id=given.text("public_id"))
    return found.select_related("author__unit", "space", "audience", "voice_unit", "accepted_answer")


def comment(public_id: str, *, viewer: Person) -> Comment:
    """The comment at this address, if the viewer may read it. Refuses (404) all else in the same words."""
    found = _comment_at.first(public_id=public_id, **visibility.values(visibility.viewer_of(viewer)))
    if found is None:
        raise NotFound("There is no such comment for you to see.")
    gathering.shown(viewer.pk, [found.post_id])
    return found


@Prepared
def _comment_at(given: Given) -> QuerySet[Comment]:
    found = Comment.objects.visible_to(visibility.viewer_given(given)).filter(public_id=given.text("public_id"))
    return found.select_related("post__space", "post__author", "post__audience", "author", "parent")


def thread(post: Post, *, viewer: Person, most: int | None = None) -> list[Comment]:
    """The comments under a post, or so many of the oldest, in the order of their threads, ready to be shown to this viewer, in
    three queries.

    Each has its `replies_shown`, `reactions_shown` and `files_shown`, its `quote_shown` (None unless the quoted words can
    be seen now), and `is_waiting` while it can be taken back. A comment that is gone stands as a blank (no author, no words, no date)
    where others answered it.
    """
    sight = visibility.viewer_of(viewer)
    oldest = Comment.objects.visible_to(sight).filter(post=post).order_by("released_at", "pk")
    return _threaded(post, list(oldest.select_related("author__unit")[:most]), sight)


def newest(post: Post, *, viewer: Person, before: Key | None = None) -> Page[Comment]:
    """The newest comments under a post, or those before a place, in the order of their threads, as `thread` has them.

    At most 200, and what they answer, so that a talk of thousands is no page of thousands; `next` is where those before
    them end.
    """
    sight = visibility.viewer_of(viewer)
    asked = {"post": post.pk, **visibility.values(sight)}
    rows = _newest.rows(**asked) if before is None else _newest_before.rows(**asked, at=before.at, tie=before.tie)
    said = rows[:AT_ONCE]
    if len(rows) == len(said):
        return Page(_threaded(post, said, sight, is_all=before is None), next=None)
    answered = {each.parent_id for each in said if each.parent_id is not None} - {each.pk for each in said}
    roots = Comment.objects.visible_to(sight).filter(post=post, pk__in=answered).select_related("author__unit")
    return Page(_threaded(post, [*said, *roots], sight), next=Key(said[-1].released_at, said[-1].public_id))


def page_with(said: Comment, *, viewer: Person) -> Key | None:
    """The place before which a page of `newest` has this comment, in its middle; None where the first page has it."""
    under = Comment.objects.visible_to(visibility.viewer_of(viewer)).filter(post_id=said.post_id)
    later = under.filter(released_at__gte=said.released_at).exclude(
        released_at=said.released_at, public_id__lte=said.public_id
    )
    found = later.order_by("released_at", "public_id").values_list("released_at", "public_id")[:AT_ONCE]
    return Key(*found[AT_ONCE // 2]) if len(found) == AT_ONCE else None


def _threaded(post: Post, said: list[Comment], sight: visibility.Viewer, *, is_all: bool = False) -> list[Comment]:
    """What hangs on them is asked for of these alone, unless they are all that is said there: that query is prepared."""
    by_id = {comment.pk: comment for comment in said}
    for comment in said:
        _prepare(comment, by_id, sight.now)
    top: dict[int, Comment] = {}
    for comment in sorted(said, key=lambda each: (each.released_at, each.pk)):
        if comment.parent_id is None:
            top[comment.pk] = comment
            continue
        if comment.parent_id not in by_id and comment.parent_id not in top:
            top[comment.parent_id] = _prepare(Comment(post=post, public_id=""), by_id, sight.now)
        (by_id.get(comment.parent_id) or top[comment.parent_id]).replies_shown.append(comment)
    _add_comment_reactions(by_id, sight.id)
    if is_all:
        files.add_to_thread(post, said)
    else:
        files.add_to_comments(said)
    return list(top.values())


@Prepared
def _newest(given: Given) -> QuerySet[Comment]:
    return _said_under(given).order_by("-released_at", "-public_id")[: AT_ONCE + 1]


@Prepared
def _newest_before(given: Given) -> QuerySet[Comment]:
    at, tie = given.moment("at"), given.text("tie")
    earlier = _said_under(given).filter(released_at__lte=at).exclude(released_at=at, public_id__gte=tie)
    return earlier.order_by("-released_at", "-public_id")[: AT_ONCE + 1]


def _said_under(given: Given) -> QuerySet[Comment]:
    found = Comment.objects.visible_to(visibility.viewer_given(given)).filter(post_id=given.number("post"))
    return found.select_related("author__unit")


def _prepare(comment: Comment, seen: dict[int, Comment], now: datetime) -> Comment:
    comment.replies_shown, comment.reactions_shown, comment.files_shown = [], {}, ()
    comment.quote_shown = seen.get(comment.quotes_id) if comment.quotes_id else None
    comment.is_waiting = comment.pk is not None and comment.released_at > now
    return comment


def _add_comment_reactions(seen: dict[int, Comment], viewer_id: int) -> None:
    if not seen:
        return
    found = rows_of(
        "SELECT comment_id, kind, count(*), max(CASE WHEN person_id IN ({}) THEN 1 ELSE 0 END) FROM posts_reaction "
        "WHERE comment_id IN ({}) GROUP BY comment_id, kind ORDER BY count(*) DESC, kind",
        [viewer_id],
        list(seen),
    )
    for comment_id, kind, count, mine in found:
        seen[comment_id].reactions_shown[kind] = (count, bool(mine))


def add_reactions(said: Comment, *, viewer: Person) -> None:
    """Gives one comment its `reactions_shown`, for a part of a page that is drawn anew."""
    said.reactions_shown = {}
    _add_comment_reactions({said.pk: said}, viewer.pk)
