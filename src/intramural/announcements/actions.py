"""The verbs: ask, ask_no_more, acknowledge. Each again changes nothing."""

from __future__ import annotations

from django.db import transaction

from intramural.announcements import policy, queries
from intramural.announcements.events import Acknowledged, AcknowledgementAsked, AcknowledgementNoMoreAsked
from intramural.announcements.models import Acknowledgement, Asking
from intramural.kit import clock
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.record import journal


@transaction.atomic
def ask(post: Post, *, by: Person) -> None:
    """Asks whoever reads the post to say so. Refuses (403) whoever did not write it, and what is not said officially."""
    policy.may_ask(by, post).required()
    if Asking.objects.get_or_create(post=post, defaults={"at": clock.now()})[1]:
        journal.note(AcknowledgementAsked(post_id=post.pk), by=by, about=post)


@transaction.atomic
def ask_no_more(post: Post, *, by: Person) -> None:
    """Asks no more; what was said stays said. Refuses (403) as `ask` does."""
    policy.may_ask(by, post).required()
    if Asking.objects.filter(post=post).delete()[0]:
        journal.note(AcknowledgementNoMoreAsked(post_id=post.pk), by=by, about=post)


@transaction.atomic
def acknowledge(post: Post, *, by: Person) -> None:
    """Says that one has read a post that one can see. Refuses (403) where nothing asks for it, and its author."""
    policy.may_acknowledge(by, post, asks=queries.asks(post)).required()
    if Acknowledgement.objects.get_or_create(post=post, person=by, defaults={"at": clock.now()})[1]:
        journal.note(Acknowledged(post_id=post.pk), by=by, about=post)
