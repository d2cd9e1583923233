"""What is said under a post, a page at a time, as programs read it. The page of a post draws `queries.newest`."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q

from intramural.audiences import visibility
from intramural.kit.paging import Key, Page
from intramural.people.models import Person
from intramural.posts import files, queries
from intramural.posts.models import Comment, Post


def comments(post: Post, *, viewer: Person, after: Key | None = None, size: int = queries.PAGE) -> Page[Comment]:
    """What is said under a post and the viewer can see, the oldest first, a page by key. Three queries, four of a guest
    and of the author of what stands in a space.

    Each has its `reactions_shown`, `is_waiting`, and its `parent_shown` and `quote_shown`: None where those cannot be seen.
    """
    sight = visibility.viewer_of(viewer)
    found = Comment.objects.visible_to(sight).filter(post=post).select_related("author", "parent", "quotes__author")
    if after is not None:
        found = found.filter(Q(released_at__gt=after.at) | Q(released_at=after.at, public_id__gt=after.tie))
    rows = list(found.order_by("released_at", "public_id")[: size + 1])
    shown = rows[:size]
    for comment in shown:
        comment.post = post
    _prepare_alone(shown, sight)
    return Page(rows=shown, next=Key(shown[-1].released_at, shown[-1].public_id) if len(rows) > size else None)


def alone(public_id: str, *, viewer: Person) -> Comment:
    """One comment, ready as `comments` makes them; else there is none (404)."""
    said = queries.comment(public_id, viewer=viewer)
    _prepare_alone([said], visibility.viewer_of(viewer))
    return said


def _prepare_alone(said: list[Comment], sight: visibility.Viewer) -> None:
    for each in said:
        each.is_waiting, each.reactions_shown, each.files_shown = each.released_at > sight.now, {}, ()
        each.parent_shown, each.quote_shown = (_if_seen(other, sight) for other in (each.parent, each.quotes))
    if not sight.everyone or any(each.post.author_id == sight.id and each.post.space_id is not None for each in said):
        _leave_out(said, sight)
    by_pk = {each.pk: each for each in said}
    if not by_pk:
        return
    files.add_to_comments(said)
    marks = ",".join(["%s"] * len(by_pk))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT comment_id, kind, count(*), max(CASE WHEN person_id = %s THEN 1 ELSE 0 END) FROM posts_reaction "
            f"WHERE comment_id IN ({marks}) GROUP BY comment_id, kind",
            [sight.id, *by_pk],
        )
        for comment_id, kind, count, mine in cursor.fetchall():
            by_pk[comment_id].reactions_shown[kind] = (count, bool(mine))


def _leave_out(said: list[Comment], sight: visibility.Viewer) -> None:
    """Takes away what a guest, or who has left the space, may not read of what these answer and quote. One query."""
    shown = [other for each in said for other in (each.parent_shown, each.quote_shown) if other is not None]
    read = set(Comment.objects.visible_to(sight).filter(pk__in=[other.pk for other in shown]).values_list("pk", flat=True))
    for each in said:
        each.parent_shown = each.parent_shown if each.parent_id in read else None
        each.quote_shown = each.quote_shown if each.quotes_id in read else None


def _if_seen(other: Comment | None, sight: visibility.Viewer) -> Comment | None:
    """A comment under the same post, which the viewer may see, unless it is gone or waits in somebody else's undo window."""
    if other is None or other.deleted_at is not None:
        return None
    return other if other.released_at <= sight.now or other.author_id == sight.id else None
