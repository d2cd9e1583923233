"""Chores of posts: telling what has become readable, opening what waited for its day, reading attached documents, letting go of bytes that nobody names.

Again changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from intramural.kit import clock
from intramural.kit.files import reading
from intramural.posts import actions
from intramural.posts.events import CommentReleased, PostReleased
from intramural.posts.files import store
from intramural.posts.models import Attachment, Post, Release
from intramural.posts.queries import embargoes
from intramural.record import journal
from intramural.record.journal import Event

KEPT_FOR = timedelta(days=30)
"""How long the files of what was deleted stay, out of everybody's reach (trust.md, decision 5)."""
A_WHILE = 5.0
log = structlog.get_logger(__name__)
_watch = clock.Watch()


def tell_released() -> int:
    """Notes PostReleased and CommentReleased for what others can read since its undo window ended; returns how many.

    Each once, in the order in which they came out. What was deleted meanwhile is passed over in silence.
    """
    told = 0
    for due in Release.objects.filter(due_at__lte=clock.now()).order_by("due_at", "pk")[:500]:
        with transaction.atomic():
            if not Release.objects.filter(pk=due.pk).delete()[0]:
                continue  # taken back, or told by somebody else, since it was read
            about = due.comment or due.post
            if due.post.state != Post.State.PUBLISHED or (due.comment is not None and due.comment.deleted_at is not None):
                continue
            event: Event = PostReleased(post_id=due.post_id)
            if due.comment is not None:
                event = CommentReleased(comment_id=due.comment.pk, post_id=due.post_id)
            journal.note(event, by=about.author, about=about)
            told += 1
    return told


def open_embargoes() -> int:
    """Opens what was not before a time that has come; returns how many.

    Where the clock was set forward it waits until the clock has been steady for a while: a wrong clock that is put right
    again has then opened nothing.
    """
    if not _watch.is_steady():
        log.warning("embargoes.clock_was_set_forward", waiting=len(embargoes.due()))
        return 0
    return actions.open_due()


def read_files() -> int:
    """Makes words and pictures of the documents that wait, for a few seconds; returns how many were read."""
    Attachment.objects.filter(is_read=False, key="").update(is_read=True)
    began, read = time.monotonic(), 0
    while time.monotonic() - began < A_WHILE:
        waiting = Attachment.objects.filter(is_read=False).order_by("pk").values_list("pk", "key", "media_type").first()
        if waiting is None:
            break
        read += _read(*waiting)
    return read


def _read(pk: int, key: str, media_type: str) -> int:
    found = reading.read(store.path(key), media_type, into=store)
    is_mine = Attachment.objects.filter(pk=pk, is_read=False).update(
        is_read=True, text=found.text, preview_key=found.preview_key, thumbnail_key=found.thumbnail_key
    )
    if not is_mine:
        store.remove(found.preview_key, found.thumbnail_key)
    return is_mine


def forget_files() -> int:
    """Forgets the files that were removed, or under what was deleted, a month ago; returns how many rows."""
    before = clock.now() - KEPT_FOR
    gone = Attachment.objects.filter(
        Q(removed_at__lt=before)
        | Q(post__state=Post.State.DELETED, post__deleted_at__lt=before)
        | Q(comment__deleted_at__lt=before)
    )
    forgotten = 0
    for pk, *keys in gone.values_list("pk", "key", "thumbnail_key", "preview_key")[:1000]:
        with transaction.atomic():
            forgotten += Attachment.objects.filter(pk=pk).delete()[0]
            transaction.on_commit(lambda keys=keys: store.remove(*keys))  # type: ignore[misc]
    return forgotten


def sweep_files() -> int:
    """Removes bytes that no row names, a day after they came: of refused forms, discarded drafts and crashes."""
    return store.sweep(_named)


def _named(keys: list[str]) -> set[str]:
    """Those of the keys that some row names."""
    return {
        key
        for column in ("key", "thumbnail_key", "preview_key")
        for key in Attachment.objects.filter(**{f"{column}__in": keys}).values_list(column, flat=True)
    }


CHORES: list[tuple[float, Callable[[], int]]] = [
    (0.05, tell_released),
    (1, open_embargoes),
    (5, read_files),
    (6 * 3600, forget_files),
    (6 * 3600, sweep_files),
]
"""What the keeper calls: every so many seconds, this function."""
