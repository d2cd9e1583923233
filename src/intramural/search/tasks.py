"""Chores of search: putting in what is new, and comparing the index with the house, a piece at a time.

The journal tells of most things at once. These find what it does not tell (a file that was read, people that an import
brought) and whatever a crash or an older version left out. Again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from intramural.kit import clock
from intramural.people.models import Person
from intramural.posts.models import Attachment, Post
from intramural.search import actions
from intramural.search.models import Entry
from intramural.spaces.models import Space
from intramural.topics.models import Topic

A_PIECE = 2_000


def read_files() -> int:
    """Puts in the words of the files that were read since; returns how many entries changed."""
    waiting = Entry.objects.filter(kind=Entry.Kind.FILE, version=0, file__is_read=True).values_list("file_id", flat=True)[
        :50
    ]
    return sum(_put_file(pk) for pk in list(waiting) if pk is not None)


def _put_file(pk: int) -> int:
    file = Attachment.objects.only("post_id", "comment_id").get(pk=pk)
    return actions.put_comment(file.comment_id) if file.comment_id else actions.put_post(file.post_id)


@dataclass
class _Walk:
    """How far the comparison has come: it goes from the newest to the oldest, and begins anew."""

    below: int | None = None


_walk = _Walk()


def compare() -> int:
    """Compares a piece of the house with the index and mends what differs; returns how many entries changed."""
    posts = Post.objects.order_by("-pk").values_list("pk", flat=True)
    piece = list((posts.filter(pk__lt=_walk.below) if _walk.below is not None else posts)[:A_PIECE])
    if not piece:
        _walk.below = None
        return _compare_names()
    _walk.below = piece[-1]
    changed = 0
    wrong = _differing(piece[-1], piece[0])
    for first in range(0, len(wrong), actions.BATCH):
        changed += actions.put_posts(wrong[first : first + actions.BATCH])
    return changed


_DIFFERING = """
    SELECT p.id FROM posts_post p LEFT JOIN search_entry e ON e.kind = 'post' AND e.ref = p.id
    WHERE p.id BETWEEN %(first)s AND %(last)s
        AND CASE WHEN p.state = 'published' AND p.released_at <= %(now)s THEN e.id IS NULL OR e.version <> p.version
            ELSE e.id IS NOT NULL END
    UNION
    SELECT p.id FROM posts_post p LEFT JOIN search_entry e ON e.kind = 'shell' AND e.ref = p.id
    WHERE p.id BETWEEN %(first)s AND %(last)s
        AND CASE WHEN p.known_to_id IS NOT NULL AND p.state = 'published' AND p.released_at <= %(now)s
            THEN e.id IS NULL OR e.version <> p.version ELSE e.id IS NOT NULL END
    UNION
    SELECT c.post_id FROM posts_comment c JOIN posts_post p ON p.id = c.post_id
    LEFT JOIN search_entry e ON e.kind = 'comment' AND e.ref = c.id
    WHERE c.post_id BETWEEN %(first)s AND %(last)s
        AND CASE WHEN p.state = 'published' AND p.released_at <= %(now)s AND c.deleted_at IS NULL AND c.released_at <= %(now)s
            THEN e.id IS NULL OR e.version <> c.version ELSE e.id IS NOT NULL END
    UNION
    SELECT f.post_id FROM posts_attachment f JOIN posts_post p ON p.id = f.post_id
    LEFT JOIN posts_comment c ON c.id = f.comment_id
    LEFT JOIN search_entry e ON e.kind = 'file' AND e.ref = f.id
    WHERE f.post_id BETWEEN %(first)s AND %(last)s
        AND CASE WHEN p.state = 'published' AND p.released_at <= %(now)s AND f.is_latest AND f.removed_at IS NULL
            AND (c.id IS NULL OR (c.deleted_at IS NULL AND c.released_at <= %(now)s))
            THEN e.id IS NULL OR (e.version = 1) <> f.is_read ELSE e.id IS NOT NULL END
    ORDER BY 1
"""


def _differing(first: int, last: int) -> list[int]:
    """The posts of these numbers that are not in the index as they stand, or have something under them that is not."""
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERING, {"first": first, "last": last, "now": now})
        return [row[0] for row in cursor.fetchall()]


def _compare_names() -> int:
    """People, spaces and topics that are not in the index, and entries of none."""
    changed = 0
    people = Person.objects.filter(erased_at=None)
    for kind, here, put in (
        (Entry.Kind.PERSON, people.values_list("pk", flat=True), actions.put_people),
        (Entry.Kind.SPACE, Space.objects.values_list("pk", flat=True), actions.put_spaces),
        (Entry.Kind.TOPIC, Topic.objects.values_list("pk", flat=True), actions.put_topics),
    ):
        known = Entry.objects.filter(kind=kind).values("ref")
        changed += put(list(here.exclude(pk__in=known)[:A_PIECE]))
    return changed + actions.drop_the_lost()


CHORES: list[tuple[float, Callable[[], int]]] = [(5, read_files), (10, actions.catch_up), (30, compare)]
"""What the keeper calls: every so many seconds, this function."""
