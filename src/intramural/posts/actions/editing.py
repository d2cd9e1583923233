"""Changing what was said. The earlier words are kept for their author; others are told that and when it was changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from intramural.kit import clock
from intramural.kit.files.taking import Taken
from intramural.people.models import Person
from intramural.posts import policy
from intramural.posts.actions import embargoing
from intramural.posts.actions import words as wording
from intramural.posts.actions.attaching import attach
from intramural.posts.errors import ChangedMeanwhile
from intramural.posts.events import CommentEdited, PostEdited
from intramural.posts.models import Attachment, Comment, Post, Revision
from intramural.record import journal


@transaction.atomic
def edit(
    post: Post,
    *,
    by: Person,
    body: str | None = None,
    title: str | None = "",
    summary: str | None = None,
    version: int | None = None,
    files: Sequence[Taken] = (),
) -> Post:
    """Changes title and words at once, of a translucent post also its `summary`, and attaches files; what is None stays as it is.
    The same words again change nothing; while nobody has seen it, no trace is kept.

    Refuses (422) what `publish` and `attach` refuse, (409) when `version` is not the one that is there.
    """
    policy.may_reword(by, post).required()
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if version is not None and version != post.version:
        raise ChangedMeanwhile()
    attach(post, files, by=by)
    before = post.title, post.body, post.summary
    if post.kind not in Post.UNTITLED:
        post.title = wording.title(post.title if title is None else title)
    wording.shell(post, post.summary if summary is None else summary)
    words = wording.body(post, post.body if body is None else body, has_files=_has_files(post))
    if (post.title, post.body, post.summary) == before:
        return post
    now = clock.now()
    if post.released_at is not None and post.released_at <= now:
        title, body, summary = before
        Revision.objects.create(post=post, number=post.version, title=title, body=body, summary=summary, replaced_at=now)
        post.edited_at = now
    post.version += 1
    post.save(update_fields=["title", "body", "body_html", "summary", "version", "edited_at"])
    wording.refer(post, words)
    embargoing.let_in(post, by=by)
    journal.note(PostEdited(post_id=post.pk, version=post.version), by=by, about=post)
    return post


@transaction.atomic
def edit_comment(
    said: Comment, *, by: Person, body: str, version: int | None = None, files: Sequence[Taken] = ()
) -> Comment:
    """Changes the words of a comment at once, under the same rules as `edit`."""
    policy.may_reword(by, said).required()
    said = Comment.objects.select_for_update(of=("self",)).get(pk=said.pk)
    if version is not None and version != said.version:
        raise ChangedMeanwhile()
    attach(said, files, by=by)
    words = wording.of_comment(body, by=said.author_id, has_files=_has_files(said))
    if words.text == said.body:
        return said
    now = clock.now()
    if said.released_at <= now:
        Revision.objects.create(post_id=said.post_id, comment=said, number=said.version, body=said.body, replaced_at=now)
        said.edited_at = now
    said.body, said.body_html, said.version = words.text, words.html, said.version + 1
    said.save(update_fields=["body", "body_html", "version", "edited_at"])
    wording.refer_comment(said, words)
    journal.note(CommentEdited(comment_id=said.pk, post_id=said.post_id), by=by, about=said)
    return said


def _has_files(thing: Post | Comment) -> bool:
    comment = thing if isinstance(thing, Comment) else None
    return Attachment.objects.filter(
        post_id=comment.post_id if comment else thing.pk, comment=comment, removed_at=None
    ).exists()
