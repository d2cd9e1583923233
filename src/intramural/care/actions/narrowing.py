"""Narrowing a post for a time, agreeing with it, upholding it, ending it; and its end by itself."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from intramural.audiences import actions as audiences
from intramural.audiences import queries as reaches
from intramural.audiences.models import AUTHOR, Audience
from intramural.care import policy, queries
from intramural.care.errors import NotNow
from intramural.care.events import NarrowingAgreed, NarrowingEnded, PostNarrowed
from intramural.care.models import AccessRequest, Narrowing, Sealed
from intramural.kit import clock, ids
from intramural.kit.errors import Unacceptable
from intramural.kit.markup import clean_line
from intramural.kit.prepared import Given, Prepared
from intramural.people.models import Person, Unit
from intramural.posts import actions as posts
from intramural.posts.models import Post
from intramural.record import journal
from intramural.spaces.models import Space
from intramural.stewards import queries as stewards

MOST_REASON = MOST_GROUND = 300
End = Narrowing.End


@dataclass(frozen=True)
class Circle:
    """For whom it is to be: "matter" (its author and who looks after it), "members" (of its space), "space" (members of this one),
    "units" or "people"."""

    kind: str = "matter"
    space: Space | None = None
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()


MATTER = Circle()


@transaction.atomic
def narrow(post: Post, *, by: Person, because: str, to: Circle = MATTER, takes_down: bool = False) -> Narrowing:
    """Makes a post smaller, at once and everywhere, with the articles that grew from it; a copy is sealed for an appeal, and by
    what it is theirs is written down.

    By who looks after it, it ends after seven days unless its author agrees or a second person upholds it, and where they made it
    smaller before without that, after what is left of their seven; by its author, it stands until they end it. `takes_down` is its author's: nobody else but who looks after it can read it then. Refuses (403)
    all others; (422) without a reason, and a circle that is not smaller; (409) what is narrowed already.
    """
    (policy.may_take_down(by, post) if takes_down else policy.may_narrow(by, post)).required()
    reason = _reason(because)
    is_own = post.author_id == by.pk
    ground = None if is_own else queries.ground_of(by, post)
    now = clock.now()
    audience = _audience(post, MATTER if takes_down else to, by=by)
    post = posts.narrow(post, to=audience, by=by, takes_down=takes_down)
    before = post.audience_before  # all of it as `narrow` has held it: its author may have changed it meanwhile
    assert before is not None
    narrowing = Narrowing.objects.create(
        post=post, stewardship=ground.stewardship if ground is not None else None, by=by, because=reason,
        ground=ground.because[:MOST_GROUND] if ground is not None else "", is_takedown=takes_down,
        audience=audience, before=before, narrowed_at=now, lapses_at=None if is_own else now + queries.time_left(by, post),
        agreed_at=now if is_own else None,
    )  # fmt: skip
    _seal(narrowing, by=by)
    _take_along(narrowing, MATTER if takes_down else to, by=by)
    return narrowing


def _seal(narrowing: Narrowing, *, by: Person) -> None:
    """What nobody but its author can read yet is sealed when it is out (`seal_late`)."""
    post = narrowing.post
    if post.is_out:
        Sealed.objects.create(narrowing=narrowing, said=_said(post), at=narrowing.narrowed_at)
    event = PostNarrowed(narrowing_id=narrowing.pk, post_id=post.pk, is_takedown=narrowing.is_takedown)
    journal.note(event, by=by, about=post)


def seal_late(post_id: int) -> int:
    """Seals what was narrowed before anybody but its author could read it, once it is out; returns how many."""
    found = _unsealed.rows(post=post_id)
    for each in found:
        Sealed.objects.create(narrowing=each, said=_said(each.post), at=clock.now())
    return len(found)


@Prepared
def _unsealed(given: Given) -> QuerySet[Narrowing]:
    return Narrowing.objects.filter(post=given.number("post"), ended_at=None, sealed=None).select_related("post")


def _take_along(narrowing: Narrowing, to: Circle, *, by: Person) -> None:
    """What grew from the post begins with its words: whoever may not read them there any more does not read them here.

    Each article gets a narrowing of its own, which ends when that of the post does. One that is narrowed already stays so, and one
    that nobody else knows of or will come to read; a day on which it were to open is held back until the end (`posts.open_due`).
    """
    grown = narrowing.post.grown_into.filter(state=Post.State.PUBLISHED, audience_before=None).order_by("pk")
    for article in grown.select_for_update(of=("self",)):
        said = reaches.Spoken(article.released_at, article.author_id)
        before = article.audience
        is_within, known = reaches.stays_within(before, narrowing.audience, of=said), article.known_to
        if is_within and (known is None or reaches.stays_within(known, narrowing.audience)):
            continue
        audience = before if is_within else _audience(article, _of_its_readers(to, article, narrowing.post), by=by)
        if not reaches.stays_within(audience, before, of=said):
            audience = _audience(article, MATTER, by=by)
        posts.narrow(article, to=audience, by=by, takes_down=narrowing.is_takedown, along=True)
        along = copy(narrowing)
        along.pk, along.public_id, along.post, along.before, along.audience = None, ids.new(), article, before, audience
        along.save(force_insert=True)
        _seal(along, by=by)


def _of_its_readers(to: Circle, article: Post, post: Post) -> Circle:
    """The same circle for an article, as far as it is for them; those on its matter where that is nobody."""
    people = tuple(each for each in to.people if queries.may_read(each, article))
    is_of_nobody = (to.kind == "people" and not people) or (to.kind == "members" and article.space_id != post.space_id)
    return MATTER if is_of_nobody else replace(to, people=people)


@transaction.atomic
def agree(narrowing: Narrowing, *, by: Person) -> Narrowing:
    """The author agrees: it does not end by itself any more. Refuses (409) what has ended or stands already."""
    narrowing = _held(narrowing)
    _now(narrowing)
    policy.may_agree(by, narrowing).required()
    return _stands(narrowing, by=by, agreed_at=clock.now())


@transaction.atomic
def uphold(narrowing: Narrowing, *, by: Person) -> Narrowing:
    """A second person who looks after it upholds it. Refuses (403) who narrowed or wrote it; (409) what has ended."""
    narrowing = _held(narrowing)
    _now(narrowing)
    policy.may_uphold(by, narrowing).required()
    return _stands(narrowing, by=by, upheld_at=clock.now(), upheld_by=by)


@transaction.atomic
def end(narrowing: Narrowing, *, by: Person) -> Narrowing:
    """Gives the post back to whom it was for, with its replies and files, as if it had never been away.

    Refuses (403) who may not; (409) what has ended.
    """
    narrowing = _held(narrowing)
    if not narrowing.is_in_force:
        raise NotNow("That has ended already.")
    policy.may_end(by, narrowing).required()
    return _end(narrowing, End.AUTHOR if by.pk == narrowing.post.author_id else End.STEWARD, by=by)


def close_to_guest(person: Person) -> None:
    """What a member could read only because they narrowed it or looked after it, they cannot as a guest; nor what they were let into."""
    narrowed = Narrowing.objects.filter(ended_at=None, audience__kind=Audience.Kind.PEOPLE, audience__grants__person=person)
    for narrowing in queries.whole(narrowed):
        if narrowing.post.author_id == person.pk or queries.was_for(person, narrowing):
            continue
        rest = list(Person.objects.filter(grants__audience=narrowing.audience).exclude(pk=person.pk))
        smaller = audiences.for_people(rest) if rest else Audience.objects.get(pk=AUTHOR)
        posts.narrow_further(narrowing.post, to=smaller)
        Narrowing.objects.filter(pk=narrowing.pk).update(audience=smaller)
    let_in = AccessRequest.objects.filter(by=person, answer=AccessRequest.Answer.YES)
    let_in.update(answer=AccessRequest.Answer.NO, because="", answered_at=clock.now(), answered_by=None)


def lapse() -> int:
    """Ends the narrowings whose week is over without anybody's word; returns how many."""
    lapsed = 0
    for pk in queries.due():
        with transaction.atomic():
            narrowing = Narrowing.objects.select_for_update(of=("self",)).select_related("post").get(pk=pk)
            if narrowing.is_provisional and narrowing.lapses_at is not None and narrowing.lapses_at <= clock.now():
                _end(narrowing, End.LAPSED, by=None)
                lapsed += 1
    return lapsed


def _end(narrowing: Narrowing, how: str, *, by: Person | None) -> Narrowing:
    posts.restore(narrowing.post, by=by)
    narrowing.ended_at, narrowing.ended_by, narrowing.end = clock.now(), by, how
    narrowing.save(update_fields=["ended_at", "ended_by", "end"])
    ended = NarrowingEnded(narrowing_id=narrowing.pk, post_id=narrowing.post_id, end=str(how))
    journal.note(ended, by=by, about=narrowing.post)
    for each in queries.taken_along(narrowing):
        if each.is_provisional or how != End.LAPSED:  # what somebody said yes to by itself stands by itself
            _end(each, how, by=by)
    if how in (End.LAPSED, End.AUTHOR):
        _go_with_its_source(narrowing.post)
    return narrowing


def _go_with_its_source(article: Post) -> None:
    """What had a narrowing of its own while the post from which it grew was made smaller goes with that now. Who looks after it may end
    that for the article alone."""
    grew_from = Narrowing.objects.filter(post__grown_into=article, ended_at=None).exclude(post__state=Post.State.DELETED)
    source = queries.whole(grew_from).first()
    by = (source.by or source.post.author) if source is not None else None
    if source is not None and by is not None:
        _take_along(source, MATTER, by=by)


def _stands(narrowing: Narrowing, *, by: Person, **said: Any) -> Narrowing:
    """It does not end by itself any more, nor do those that were taken along; `said` is what is written down of how."""
    for each in (narrowing, *queries.taken_along(narrowing)):
        for name, value in (said | {"lapses_at": None}).items():
            setattr(each, name, value)
        each.save(update_fields=[*said, "lapses_at"])
        agreed = NarrowingAgreed(narrowing_id=each.pk, post_id=each.post_id, is_upheld="upheld_at" in said)
        journal.note(agreed, by=by, about=each.post)
    return narrowing


def _held(narrowing: Narrowing) -> Narrowing:
    """The row as it is now, for this transaction alone."""
    held = Narrowing.objects.select_for_update(of=("self",)).select_related("post__author", "stewardship")
    return held.get(pk=narrowing.pk)


def _now(narrowing: Narrowing) -> None:
    if not narrowing.is_in_force:
        raise NotNow("That has ended already.")
    if not narrowing.is_provisional:
        raise NotNow("It stands already.")


def _reason(because: str) -> str:
    reason = clean_line(because)
    if not reason:
        raise Unacceptable("The reason is missing.", remedy="Say in a sentence why.", field="because")
    if len(reason) > MOST_REASON:
        raise Unacceptable(
            f"A reason has at most {MOST_REASON} characters; this one has {len(reason)}.",
            remedy="Say the most important; the rest is for a talk.",
            field="because",
        )
    return reason


def _audience(post: Post, to: Circle, *, by: Person) -> Audience:
    if to.kind == "members" and post.space is not None:
        return Audience.objects.get(pk=post.space.circle_id)
    if to.kind == "space" and to.space is not None:
        return Audience.objects.get(pk=to.space.circle_id)
    if to.kind == "units":
        return audiences.for_units(to.units)
    author = [post.author] if post.author is not None else []
    if to.kind == "people":
        if not to.people:
            raise Unacceptable("Nobody was named.", remedy="Name at least one person.", field="people")
        return audiences.for_people([*to.people, *author, *([by] if queries.may_read(by, post) else [])])
    if to.kind == "matter":
        caring = [each for one in queries.stewardships_of(post) for each in stewards.deciders(one)]
        return audiences.for_people([*author, *(each for each in (*caring, by) if queries.may_read(each, post))])
    raise Unacceptable("It is not clear who should read it.", remedy="Choose from the list.", field="audience")


def _said(post: Post) -> dict[str, object]:
    replies = post.comments.filter(deleted_at=None, released_at__lte=clock.now()).order_by("released_at", "pk")
    files = post.attachments.filter(removed_at=None, is_latest=True, comment=None).order_by("position", "pk")
    return {
        "title": post.title,
        "body": post.body,
        "files": list(files.values_list("name", flat=True)),
        "replies": [
            {"by": by, "at": at.isoformat(), "body": body}
            for by, at, body in replies.values_list("author_id", "released_at", "body")
        ],
    }
