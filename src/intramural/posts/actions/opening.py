"""Letting one person more into a translucent post, and taking that back. Who may say so is care's."""

from __future__ import annotations

from django.db import transaction

from intramural.audiences import actions as audiences
from intramural.audiences import queries as reaches
from intramural.audiences.models import AUTHOR, Audience
from intramural.kit.errors import Conflict
from intramural.people.models import Person
from intramural.posts.errors import AlreadyNarrowed
from intramural.posts.events import PersonLetIn, PersonPutOut
from intramural.posts.models import Post
from intramural.record import journal


@transaction.atomic
def admit(post: Post, person: Person, *, by: Person) -> Post:
    """Gives one person what others of its audience have of the post, and of nothing else. Again changes nothing.

    Refuses (409) a post that is narrowed or for its author alone: nobody is let in meanwhile.
    """
    post = _held(post)
    if reaches.is_in(person, post.audience.pk, released_at=post.released_at):
        return post
    if post.audience_id == AUTHOR:
        raise Conflict("Only its author can read it now.", remedy="Its author says whom it is for.")
    _give(post, audiences.let_in(post.audience, person))
    journal.note(PersonLetIn(post_id=post.pk, person_id=person.pk), by=by, about=post)
    return post


@transaction.atomic
def put_out(post: Post, person: Person, *, by: Person | None) -> Post:
    """Takes back that one person was let in, at once and everywhere; whoever is of its audience anyway stays. Refuses as `admit`."""
    post = _held(post)
    audiences.put_out(post.audience, person)
    _give(post, post.audience)
    journal.note(PersonPutOut(post_id=post.pk, person_id=person.pk), by=by, about=post)
    return post


def _held(post: Post) -> Post:
    post = Post.objects.select_for_update(of=("self",)).select_related("audience").get(pk=post.pk)
    if post.audience_before_id is not None:
        raise AlreadyNarrowed(
            "It is for fewer people for now, so nobody more is let in.", remedy="Answer again when that has ended."
        )
    return post


def _give(post: Post, audience: Audience) -> None:
    post.audience = audience
    post.audience_version += 1
    post.save(update_fields=["audience", "audience_version"])
