"""Comments: one level of threads under a post, in the post's audience and no other."""

from __future__ import annotations

from django.db import transaction

from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.people.models import Person
from intramural.posts import policy, text
from intramural.posts.actions.publishing import released_at
from intramural.posts.events import CommentDeleted, CommentPublished
from intramural.posts.models import Comment, Link, Mention, Post
from intramural.record import journal


@transaction.atomic
def comment(post: Post, *, by: Person, body: str, parent: Comment | None = None, quotes: Comment | None = None) -> Comment:
    """Answers a post, or a comment under it; an answer to an answer joins the same thread.

    Others see it when the author's undo window ends. Refuses (422) no words, too many, and a parent of another post.
    """
    policy.may_comment(by, post).required()
    words = text.read(body, most=text.MOST_COMMENT)
    if not words.text.strip():
        raise Unacceptable("A comment needs some words.", remedy="Write a sentence.", field="body")
    if any(other is not None and other.post_id != post.pk for other in (parent, quotes)):
        raise Unacceptable(
            "That comment stands under another post.", remedy="Reload the page and answer again.", field="parent"
        )
    if parent is not None and parent.parent_id is not None:
        parent = parent.parent
    now = clock.now()
    said = Comment.objects.create(
        post=post, parent=parent, author=by, body=words.text, body_html=words.html, quotes=quotes,
        published_at=now, released_at=released_at(by, now),
    )  # fmt: skip
    _refer(said, words)
    journal.note(CommentPublished(comment_id=said.pk, post_id=post.pk), by=by, about=said)
    return said


@transaction.atomic
def delete_comment(said: Comment, *, by: Person) -> None:
    """Takes a comment away; replies to it stay, under a line that says that something was here."""
    policy.may_edit(by, said).required()
    said.deleted_at = clock.now()
    said.save(update_fields=["deleted_at"])
    journal.note(CommentDeleted(comment_id=said.pk, post_id=said.post_id), by=by, about=said)


def _refer(said: Comment, words: text.Words) -> None:
    Mention.objects.filter(comment=said).delete()
    named = Person.objects.filter(handle__in=words.mentions)
    Mention.objects.bulk_create([Mention(post_id=said.post_id, comment=said, person=person) for person in named])
    Link.objects.filter(comment=said).delete()
    targets = Post.objects.filter(public_id__in=words.links)
    Link.objects.bulk_create([Link(post_id=said.post_id, comment=said, target=target) for target in targets])
