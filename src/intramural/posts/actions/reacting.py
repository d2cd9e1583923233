"""Reactions: six words, given and taken back."""

from __future__ import annotations

from django.db import transaction

from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.people.models import Person
from intramural.posts import policy
from intramural.posts.events import Reacted, ReactionTakenBack
from intramural.posts.models import Comment, Post, Reaction
from intramural.record import journal


@transaction.atomic
def react(post: Post, *, by: Person, kind: str, comment: Comment | None = None) -> Reaction:
    """Gives a reaction to a post, or to a comment under it. The same again changes nothing. Refuses (403) in an archived
    space."""
    policy.may_react(by, post).required()
    if kind not in Reaction.Kind.values:
        raise Unacceptable(
            "There is no such reaction.", remedy=f"Choose one of: {', '.join(Reaction.Kind.values)}.", field="kind"
        )
    reaction, is_new = Reaction.objects.get_or_create(
        post=post, comment=comment, person=by, kind=kind, defaults={"at": clock.now()}
    )
    if is_new:
        journal.note(Reacted(reaction_id=reaction.pk, post_id=post.pk), by=by, about=post)
    return reaction


@transaction.atomic
def take_back(post: Post, *, by: Person, kind: str, comment: Comment | None = None) -> None:
    """Takes a reaction back; where there was none, nothing changes."""
    gone, _ = Reaction.objects.filter(post=post, comment=comment, person=by, kind=kind).delete()
    if gone:
        journal.note(ReactionTakenBack(post_id=post.pk), by=by, about=post)
