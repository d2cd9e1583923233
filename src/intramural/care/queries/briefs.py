"""What a steward is told once a week of what is theirs: as far as they may read it now, and of no person how much they shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from intramural.care.models import Asked, Concern, Narrowing
from intramural.care.queries import matters
from intramural.kit import clock
from intramural.people.models import Person
from intramural.posts.models import Post, Provenance
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship

WEEK = timedelta(days=7)
MOST_NAMED = 3
MOST_LISTED = 10


@dataclass(frozen=True)
class Shared:
    """What was shared about one thing within the week: how much, in how many spaces, from how many sources; the newest first."""

    stewardship: Stewardship
    posts: int
    spaces: int
    sources: int
    newest: tuple[Post, ...]


@dataclass(frozen=True)
class Brief:
    """The week of one who looks after things. `talks` and `consults` wait for their word; `lapsing` ends within the week."""

    shared: tuple[Shared, ...]
    talks: tuple[Concern, ...]
    consults: tuple[Asked, ...]
    lapsing: tuple[Narrowing, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.shared or self.talks or self.consults or self.lapsing)


def brief(person: Person) -> Brief:
    """The week behind this person, who looks after something; empty where there is nothing to tell."""
    mine = [each for each in stewards.of_person(person) if stewards.acting(each) == person]
    shared = (_shared(each, person) for each in mine)
    return Brief(
        shared=tuple(each for each in shared if each.posts),
        talks=tuple(_talks(person)),
        consults=tuple(_consults(person)),
        lapsing=tuple(_lapsing(person)),
    )


def _shared(stewardship: Stewardship, person: Person) -> Shared:
    found = _about(stewardship, person)
    came = Provenance.objects.filter(post__in=found).values_list("owner", "made_by", "url")
    return Shared(
        stewardship=stewardship,
        posts=found.count(),
        spaces=found.exclude(space=None).values("space").distinct().count(),
        sources=len({owner or maker or url for owner, maker, url in came} - {""}),
        newest=tuple(found.select_related("author", "space").order_by("-released_at", "-pk")[:MOST_NAMED]),
    )


def _about(stewardship: Stewardship, person: Person) -> QuerySet[Post]:
    """What others have shared within the week about a topic, officially for a unit and those below it, or from a source."""
    found = Post.objects.released_to(person).filter(released_at__gt=clock.now() - WEEK).exclude(author=person)
    if stewardship.topic is not None:
        return found.filter(pk__in=Post.topics.through.objects.filter(topic=stewardship.topic).values("post"))
    if stewardship.unit is not None:
        return found.filter(voice_unit__path__startswith=stewardship.unit.path)
    if stewardship.kind == Stewardship.Over.SOURCE:
        return found.filter(Q(provenance__owner__iexact=stewardship.name) | Q(provenance__made_by__iexact=stewardship.name))
    return found.none()


def _talks(person: Person) -> list[Concern]:
    """The open ones in which somebody else has spoken last, and which are not settled for the person."""
    mine = Concern.objects.filter(closed_at=None, participants__person=person, participants__closed_at=None)
    found = mine.select_related("post__author", "raised_by").order_by("-raised_at", "-pk")[: 3 * MOST_LISTED]
    return [each for each in found if _spoke_last(each) != person.pk][:MOST_LISTED]


def _spoke_last(concern: Concern) -> int | None:
    return concern.messages.order_by("-at", "-pk").values_list("by_id", flat=True).first()


def _consults(person: Person) -> list[Asked]:
    waiting = Asked.objects.filter(person=person, answered_at=None, consult__closed_at=None)
    return list(waiting.select_related("consult__by").order_by("due_at", "pk")[:MOST_LISTED])


def _lapsing(person: Person) -> list[Narrowing]:
    """What ends by itself within the week, of what the person is on the matter of and has not written."""
    soon = Narrowing.objects.filter(ended_at=None, lapses_at__lte=clock.now() + WEEK).exclude(post__author=person)
    found = matters.whole(soon).order_by("lapses_at", "pk")[:50]
    return [each for each in found if matters.is_on_the_matter(person, each)][:MOST_LISTED]
