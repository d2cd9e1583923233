"""Files under a post or comment: attached, described, taken off. Nothing is attached to nothing (R2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from intramural.kit import clock, markup
from intramural.kit.errors import Unacceptable
from intramural.kit.files import names
from intramural.kit.files.taking import Taken
from intramural.people.models import Person
from intramural.posts import policy
from intramural.posts.errors import TooManyFiles
from intramural.posts.events import FileAttached, FileDescribed, FileRemoved
from intramural.posts.files import kept
from intramural.posts.models import Attachment, Comment, Post
from intramural.record import journal

MOST_DESCRIPTION = 300


@transaction.atomic
def attach(thing: Post | Comment, files: Sequence[Taken], *, by: Person) -> list[Attachment]:
    """Puts files that were taken in under a post (also a draft) or comment of one's own; returns their rows, in order.

    A file with the name of one that is there is its next version; the very same bytes again change nothing. A picture
    with such a name is another picture, for cameras begin their numbers anew, and gets a number. Refuses (422) more
    files than a post may carry.
    """
    if not files:
        return []
    policy.may_reword(by, thing).required()
    post_id = thing.post_id if isinstance(thing, Comment) else thing.pk
    Post.objects.select_for_update(of=("self",)).get(pk=post_id)  # versions and places are given out one by one
    comment = thing if isinstance(thing, Comment) else None
    attached = [_attach(post_id, comment, file, by) for file in files]
    count = Attachment.objects.filter(post_id=post_id, comment=comment, is_latest=True, removed_at=None).count()
    if count > settings.MAX_UPLOAD_FILES:
        raise TooManyFiles(count, settings.MAX_UPLOAD_FILES)
    return attached


@transaction.atomic
def describe(file: Attachment, words: str, *, by: Person) -> None:
    """Says what a picture shows, for whoever cannot see it. Again changes nothing. Refuses (422) more than 300 characters."""
    policy.may_reword(by, file.comment or file.post).required()
    words = markup.clean_line(words)
    if len(words) > MOST_DESCRIPTION:
        raise Unacceptable(
            f"A description has at most {MOST_DESCRIPTION} characters; this one has {len(words)}.",
            remedy="Say the most important, and put the rest into the post.",
            field="description",
        )
    if Attachment.objects.filter(pk=file.pk).exclude(description=words).update(description=words):
        journal.note(FileDescribed(attachment_id=file.pk, post_id=file.post_id), by=by, about=file)


@transaction.atomic
def describe_all(thing: Post | Comment, words: Mapping[str, str], *, by: Person) -> None:
    """Describes several files of a post or comment by their ids, as `describe` does; ids of others change nothing."""
    comment = thing if isinstance(thing, Comment) else None
    post_id = comment.post_id if comment is not None else thing.pk
    for file in Attachment.objects.filter(post_id=post_id, comment=comment, public_id__in=words, removed_at=None):
        describe(file, words[file.public_id], by=by)


@transaction.atomic
def remove(file: Attachment, *, by: Person | None) -> None:
    """Takes a file off its post with all its versions, at once and for everybody. Again changes nothing. `by` None: the house itself."""
    if by is not None:
        policy.may_edit(by, file.comment or file.post).required()
    under_one_name = Attachment.objects.filter(post_id=file.post_id, comment=file.comment, name=file.name, removed_at=None)
    if under_one_name.update(removed_at=clock.now()):
        journal.note(FileRemoved(attachment_id=file.pk, post_id=file.post_id), by=by, about=file)


def _attach(post_id: int, comment: Comment | None, file: Taken, by: Person) -> Attachment:
    beside = Attachment.objects.filter(post_id=post_id, comment=comment)
    name, version, description = file.name, 1, ""
    position = (beside.aggregate(last=Max("position"))["last"] or 0) + 1
    before = beside.filter(name=name).order_by("-version").first()
    if before is not None:
        is_there = before.removed_at is None
        if is_there and before.sha256 == file.sha256:
            return before
        if file.is_picture and is_there:
            name = _numbered(name, set(beside.values_list("name", flat=True)))
        else:
            version = before.version + 1
            if is_there:
                position, description = before.position, before.description
            beside.filter(name=name).update(is_latest=False)
    row = Attachment.objects.create(
        **kept(file),
        post_id=post_id,
        comment=comment,
        name=name,
        version=version,
        description=description,
        position=position,
        added_by=by,
        added_at=clock.now(),
    )
    journal.note(FileAttached(attachment_id=row.pk, post_id=post_id), by=by, about=row)
    return row


def _numbered(name: str, known: set[str]) -> str:
    """ "ramp.jpg" as "ramp (2).jpg", or the first number that is free."""
    number = 2
    while (found := names.numbered(name, number)) in known:
        number += 1
    return found
