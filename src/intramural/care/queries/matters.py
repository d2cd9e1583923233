"""Questions of care: which narrowing is in force, who is on the matter, what was sealed. Hidden answers as absent does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from intramural.audiences import queries as reaches
from intramural.care.models import Concern, Message, Narrowing, Participant, Sealed
from intramural.care.queries.grounds import grounds_of
from intramural.exposure import gathering
from intramural.kit import clock, markup
from intramural.kit.errors import NotFound
from intramural.kit.paging import Key, Page
from intramural.people.models import Person
from intramural.posts import queries as posts
from intramural.posts.models import Post
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship

NOBODY = "Somebody who has left"
NONE = 0
"""No audience: nobody is in it."""
LASTS = timedelta(days=7)
"""How long one steward alone makes a post smaller (R14)."""


def stewardships_of(post: Post) -> list[Stewardship]:
    """Those that it falls under, by what it tells of itself and by what is known of its words, in which somebody can act."""
    return [each.stewardship for each in grounds_of(post)]


def in_whose_care(post: Post) -> list[Person]:
    """Who looks after the post just now, one for each ground: who decides, and where that is its author or somebody who cannot read it,
    who else of them can."""
    found = (_first_who_may_act(each, post) for each in stewardships_of(post))
    return _once(each for each in found if each is not None)


def _first_who_may_act(stewardship: Stewardship, post: Post) -> Person | None:
    here = stewards.in_turn(stewardship)
    return next((each for each in here if each.pk != post.author_id and may_read(each, post)), None)


def _is_in_care_of(person: Person, post: Post) -> bool:
    """Whether they look after it just now; not worked out for whoever looks after nothing (see `is_on_the_matter`)."""
    return stewards.looks_after_something(person) and person.pk in {each.pk for each in in_whose_care(post)}


def may_read(person: Person, post: Post) -> bool:
    """Whether it is for them, whatever it is narrowed to."""
    return reaches.is_in(person, post.audience_before_id or post.audience_id or NONE, released_at=post.released_at)


def is_open_to(person: Person, post: Post) -> bool:
    """Whether they can read it now at its own address."""
    return post.author_id == person.pk or reaches.is_in(person, post.audience_id or NONE, released_at=post.released_at)


def words_of(post: Post, *, viewer: Person) -> str:
    """Its title or first words, so that somebody knows which post is meant; "" for who may not know them now.

    Whoever is on the matter of what is narrowed may, whether or not they are in the circle that it is for now, as long as they are in
    the one that it was for.
    """
    is_theirs = is_open_to(viewer, post) or (may_read(viewer, post) and in_force(post.public_id, viewer=viewer) is not None)
    if post.state != Post.State.PUBLISHED or not is_theirs:
        return ""
    gathering.shown(viewer.pk, [post.pk])
    return post.title or markup.excerpt(post.body, length=90) or "A post without words"


def caretakers(narrowing: Narrowing) -> list[Person]:
    """Who looks after what is narrowed, stewards and deputies: those for whom the post was before."""
    over = stewardships_of(narrowing.post)
    if narrowing.stewardship is not None and narrowing.stewardship.pk not in {each.pk for each in over}:
        over.append(narrowing.stewardship)
    found = _once(person for each in over for person in stewards.deciders(each))
    return [each for each in found if was_for(each, narrowing)]


def was_for(person: Person, narrowing: Narrowing) -> bool:
    """Whether the post would be for them, were it not narrowed. Who narrowed one may not read the articles that grew from it, nor the
    post itself once they are a guest, or out of its space."""
    return reaches.is_in(person, narrowing.before_id, released_at=narrowing.post.released_at)


def second_people(narrowing: Narrowing) -> list[Person]:
    """Who else looks after what is narrowed, and may uphold it: neither who narrowed it nor who wrote it."""
    return [each for each in caretakers(narrowing) if each.pk not in (narrowing.by_id, narrowing.post.author_id)]


def on_the_matter(narrowing: Narrowing) -> list[Person]:
    """Its author, and of those for whom it was before who narrowed it and who looks after it: they see the reason, and what was
    sealed."""
    by = [narrowing.by] if narrowing.by is not None and was_for(narrowing.by, narrowing) else []
    named = [narrowing.post.author, *by, *caretakers(narrowing)]
    return _once(person for person in named if person is not None and person.is_active)


def is_on_the_matter(person: Person, narrowing: Narrowing) -> bool:
    """Whether they are one of these.

    Whose a post is by its words takes long to work out. For whoever looks after nothing it is not: a matter of others would be
    answered later than one that never was.
    """
    if person.pk == narrowing.post.author_id or (person.pk == narrowing.by_id and was_for(person, narrowing)):
        return person.is_active
    return stewards.looks_after_something(person) and person.pk in {each.pk for each in on_the_matter(narrowing)}


def narrowing(public_id: str, *, viewer: Person) -> Narrowing:
    """The narrowing at this address. Refuses (404) whoever is not on the matter as if there were none."""
    found = whole(Narrowing.objects.filter(public_id=public_id[:13])).first()
    if found is None or not is_on_the_matter(viewer, found):
        raise NotFound
    return found


def in_force(post_id: str, *, viewer: Person) -> Narrowing | None:
    """What narrows the post of this public id now, for somebody who is on the matter; else None."""
    found = whole(Narrowing.objects.filter(post__public_id=post_id[:13], ended_at=None)).first()
    return found if found is not None and is_on_the_matter(viewer, found) else None


def taken_along(narrowing: Narrowing) -> list[Narrowing]:
    """Those in force of the articles that grew from its post, which were narrowed with it."""
    found = Narrowing.objects.filter(
        post__grown_from=narrowing.post_id, by=narrowing.by_id, narrowed_at=narrowing.narrowed_at, ended_at=None
    )
    return list(found.select_related("post__author", "stewardship").order_by("pk"))


def time_left(person: Person, post: Post) -> timedelta:
    """How long this person can still make this post smaller by themselves: seven days, less those in which they did and nobody agreed.
    Nothing, or less, when these are over. One query."""
    alone = Narrowing.objects.filter(post=post, by=person, agreed_at=None, upheld_at=None, ended_at__isnull=False)
    spans = alone.values_list("narrowed_at", "ended_at")
    return LASTS - sum((ended - began for began, ended in spans if ended is not None), timedelta())


def due(now: datetime | None = None) -> list[int]:
    """Which narrowings have come to their end without anybody's word, the oldest first."""
    found = Narrowing.objects.filter(ended_at=None, lapses_at__lte=now or clock.now()).order_by("lapses_at")
    return list(found.values_list("pk", flat=True)[:200])


@dataclass(frozen=True)
class Said:
    """One thing that was said under what is sealed."""

    by: str
    at: datetime
    body: str


@dataclass(frozen=True)
class Copy:
    """What was sealed, with the names of who said it."""

    title: str
    body: str
    files: tuple[str, ...]
    replies: tuple[Said, ...]


def copy_of(narrowing: Narrowing, *, viewer: Person) -> Copy | None:
    """What the post said when it was narrowed; None where the copy was let go. The caller is on the matter. Its author, who reads no
    more what others say there, reads of the replies their own."""
    sealed = Sealed.objects.filter(narrowing=narrowing).first()
    if sealed is None:
        return None
    said: dict[str, Any] = sealed.said
    replies = said["replies"]
    if not posts.reads_replies(viewer, narrowing.post):
        replies = [each for each in replies if each["by"] == viewer.pk]
    names = dict(Person.objects.filter(pk__in=[each["by"] for each in replies]).values_list("pk", "name"))
    return Copy(
        title=said["title"],
        body=said["body"],
        files=tuple(said["files"]),
        replies=tuple(
            Said(names.get(each["by"], NOBODY), datetime.fromisoformat(each["at"]), each["body"]) for each in replies
        ),
    )


def whole(found: QuerySet[Narrowing]) -> QuerySet[Narrowing]:
    """With all that a page or mail about them needs."""
    return found.select_related(
        "post__author", "post__voice_unit", "post__space", "stewardship__steward", "stewardship__deputy", "stewardship__topic",
        "stewardship__unit", "by", "upheld_by", "ended_by", "audience", "before",
    )  # fmt: skip


def _once(people: Iterable[Person]) -> list[Person]:
    return list({person.pk: person for person in people}.values())


def concern(public_id: str, *, viewer: Person) -> Concern:
    """The concern at this address. Refuses (404) whoever is not one of those between whom it is, as if there were none.

    Who acts for the post's topics now is one of them, so that nobody waits for somebody who has left.
    """
    found = (
        Concern.objects.select_related("post__author", "post__audience", "post__space", "raised_by")
        .filter(public_id=public_id[:13])
        .first()
    )
    if found is None or not (takes_part(viewer, found) or _is_in_care_of(viewer, found.post)):
        raise NotFound
    return found


def concerns_of(person: Person, *, only: str = "", after: Key | None = None, size: int = 30) -> Page[Concern]:
    """The talks that somebody takes part in, the newest first; `only` those that are "open", or "settled"."""
    found = Concern.objects.filter(participants__person=person).select_related("post").order_by("-raised_at", "-public_id")
    if only:
        found = found.filter(closed_at__isnull=only == "open")
    if after is not None:
        found = found.filter(Q(raised_at__lt=after.at) | Q(raised_at=after.at, public_id__lt=after.tie))
    rows = list(found[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    return Page(rows[:size], Key(last.raised_at, last.public_id) if last is not None else None)


def takes_part(person: Person, concern: Concern) -> bool:
    return person.is_active and Participant.objects.filter(concern=concern, person=person).exists()


def has_closed(person: Person, concern: Concern) -> bool:
    """Whether they have said that it is settled."""
    return Participant.objects.filter(concern=concern, person=person, closed_at__isnull=False).exists()


def between(concern: Concern) -> list[Participant]:
    """Those between whom it is, who raised it first."""
    return list(concern.participants.select_related("person").order_by("pk"))


def messages(concern: Concern) -> list[Message]:
    """What was said in it, the oldest first. The caller is one of them."""
    return list(concern.messages.select_related("by"))


def to_be_told(message: Message) -> list[Person]:
    """Those who take part in the concern of a message, who said it aside."""
    parts = Participant.objects.filter(concern=message.concern_id, person__is_active=True).exclude(person=message.by_id)
    return [each.person for each in parts.select_related("person").order_by("pk")]
