"""Telling those on a matter, and those who look after something, what they are to know. Again changes nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from intramural.care import exposures
from intramural.care import queries as care
from intramural.care.models import Message, Narrowing
from intramural.kit import clock
from intramural.notifications.actions.each import tell_each
from intramural.notifications.models import News
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship

_KIND = News.Kind


def tell_of_narrowing(narrowing_id: int) -> int:
    """Tells an author that somebody else has made their post smaller, and whoever else looks after it that they may uphold it;
    returns how many, none where its author did so themselves."""
    narrowing = (
        Narrowing.objects.filter(pk=narrowing_id)
        .select_related("post__author", "stewardship__steward", "stewardship__deputy")
        .first()
    )
    if narrowing is None or narrowing.post.author_id == narrowing.by_id:
        return 0
    about: dict[str, Any] = {"by_id": narrowing.by_id, "narrowing": narrowing, "at": narrowing.narrowed_at}
    author, second = narrowing.post.author, care.second_people(narrowing)
    told = tell_each([author], f"narrowing:{narrowing.pk}", _KIND.NARROWED, post=narrowing.post, **about)
    return told + tell_each(second, f"uphold:{narrowing.pk}", _KIND.UPHOLD, **about)


def tell_of_upholding(narrowing_id: int) -> int:
    """Tells an author that a second person upholds what was made smaller, so that it no longer ends on its day; returns how many."""
    narrowing = Narrowing.objects.filter(pk=narrowing_id).select_related("post__author").first()
    if narrowing is None or narrowing.upheld_at is None:
        return 0
    about: dict[str, Any] = {"by_id": narrowing.upheld_by_id, "narrowing": narrowing, "at": narrowing.upheld_at}
    return tell_each([narrowing.post.author], f"upheld:{narrowing.pk}", _KIND.NARROWED, post=narrowing.post, **about)


@transaction.atomic
def tell_of_message(message_id: int) -> int:
    """Tells the others of a private talk what was said in it; whoever answered has done what asked them. Returns how many."""
    message = Message.objects.filter(pk=message_id).select_related("concern").first()
    if message is None:
        return 0
    waiting = News.objects.filter(concern=message.concern_id, person=message.by_id, done_at=None)
    waiting.update(done_at=clock.now())
    about: dict[str, Any] = {"by_id": message.by_id, "concern": message.concern, "at": message.at}
    return tell_each(care.to_be_told(message), f"concern:{message.pk}", _KIND.CONCERN, **about)


def tell_of_opening(post_id: int) -> int:
    """Tells an author, once a day, that somebody else has looked at whom their post reached; returns how many."""
    post, today = Post.objects.filter(pk=post_id).select_related("author").first(), clock.now().date()
    others = [each for each in exposures.openings(post) if each.on == today and not each.is_author] if post else []
    if post is None or not others:
        return 0
    return tell_each([post.author], f"opened:{post.pk}:{today}", _KIND.OPENED, by_id=others[0].person_id, post=post)


def tell_of_wider(post_id: int, audience_id: int, person_id: int) -> int:
    """Tells whoever watches that something of theirs is for more people than they said; returns how many."""
    post, person = Post.objects.filter(pk=post_id).first(), Person.objects.filter(pk=person_id).first()
    if post is None:
        return 0
    return tell_each([person], f"wider:{post_id}:{audience_id}", _KIND.WIDER, by_id=post.author_id, post=post)


def tell_of_entrusting(stewardship_id: int, was: dict[int | None, str], now: dict[int | None, str]) -> int:
    """Tells whoever looks after something from now on, or no longer, by their parts before and now; returns how many."""
    stewardship = Stewardship.objects.filter(pk=stewardship_id).first()
    named = stewards.last_entrusted(stewardship) if stewardship is not None else None
    if named is None:
        return 0
    changed = {pk: now.get(pk, "relieved") for pk in {*was, *now} if pk is not None and was.get(pk) != now.get(pk)}
    by_id = named.by.pk if named.by is not None else None
    return sum(
        tell_each([person], f"{changed[person.pk]}:{stewardship_id}:{named.number}", _KIND.ENTRUSTED, by_id=by_id,
                  stewardship=stewardship)
        for person in Person.objects.filter(pk__in=changed)
    )  # fmt: skip


def tell_of_acting(stewardship_id: int, deputy_id: int, steward_id: int | None) -> int:
    """Tells a deputy that they act in the steward's place; returns how many."""
    key = f"acts:{stewardship_id}:{stewards.last_gone(steward_id or 0)}"
    deputy = Person.objects.filter(pk=deputy_id)
    return tell_each(deputy, key, _KIND.ENTRUSTED, by_id=steward_id, stewardship_id=stewardship_id)


def tell_of_unattended(stewardship_id: int) -> int:
    """Tells operators that nobody looks after something, until somebody does; returns how many."""
    stewardship = Stewardship.objects.filter(pk=stewardship_id).first()
    if stewardship is None:
        return 0
    key = f"unattended:{stewardship_id}:{stewards.last_unattended(stewardship)}"
    operators = Person.objects.filter(is_operator=True, is_active=True)
    return tell_each(operators, key, _KIND.UNATTENDED, stewardship=stewardship)
