"""Comments: one level of threads under a post, in the post's audience and no other."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.kit.files.taking import Taken
from intramural.people.models import Person
from intramural.posts import policy
from intramural.posts.actions import words as wording
from intramural.posts.actions.attaching import attach
from intramural.posts.actions.publishing import released_at
from intramural.posts.errors import UndoWindowOver
from intramural.posts.events import CommentDeleted, CommentPublished
from intramural.posts.models import Comment, Post, Release
from intramural.record import journal


@transaction.atomic
def comment(
    post: Post,
    *,
    by: Person,
    body: str,
    parent: Comment | None = None,
    quotes: Comment | None = None,
    files: Sequence[Taken] = (),
) -> Comment:
    """Answers a post, or a comment under it; an answer to an answer joins the same thread.

    Others see it when the author's undo window ends. Refuses (422) neither words nor files, too many, and a
    parent of another post.
    """
    policy.may_comment(by, post).required()
    words = wording.of_comment(body, by=by.pk, has_files=bool(files))
    if any(other is not None and other.post_id != post.pk for other in (parent, quotes)):
        raise Unacceptable(
            "That comment stands under another post.", remedy="Reload the page and answer again.", field="parent"
        )
    if parent is not None and parent.parent_id is not None:
        parent = parent.parent
    now = clock.now()
    released = released_at(by, now)
    if parent is not None:
        released = max(released, parent.released_at)  # an answer never shows that there is something it answers
    said = Comment.objects.create(
        post=post, parent=parent, author=by, body=words.text, body_html=words.html, quotes=quotes,
        published_at=now, released_at=released,
    )  # fmt: skip
    wording.refer_comment(said, words, again=False)
    if files:
        attach(said, files, by=by)
    Release.objects.create(post=post, comment=said, due_at=released)
    journal.note(CommentPublished(comment_id=said.pk, post_id=post.pk), by=by, about=said)
    return said


@transaction.atomic
def delete_comment(said: Comment, *, by: Person | None) -> None:
    """Takes a comment away; replies to it stay, under a line that says that something was here. `by` None: the house itself."""
    if by is not None:
        policy.may_edit(by, said).required()
    said.deleted_at = clock.now()
    said.save(update_fields=["deleted_at"])
    Post.objects.filter(pk=said.post_id, accepted_answer=said).update(accepted_answer=None)
    journal.note(CommentDeleted(comment_id=said.pk, post_id=said.post_id), by=by, about=said)


@transaction.atomic
def withdraw_comment(said: Comment, *, by: Person) -> None:
    """Takes a comment back within its undo window, so that it reached nobody. Later refuses (409)."""
    policy.may_edit(by, said).required()
    said = Comment.objects.select_for_update(of=("self",)).get(pk=said.pk)
    if said.released_at <= clock.now():
        raise UndoWindowOver("It is out: others may have read it.", remedy="You can edit it or delete it.")
    delete_comment(said, by=by)
