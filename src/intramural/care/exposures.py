"""Who was handed a post that went too far, by which way, and who could have read it and was not.

There is a report only where there is a matter between an author and somebody else: a narrowing by who looks after the post, or a
talk about it in which somebody takes part who looks after it. Otherwise it would be a list of readers, and nobody gets one (product.md).

post  →  may_open(…)  →  open_report(…), noted in the journal  →  Report
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q

from intramural.audiences import queries as audiences
from intramural.audiences.decisions import Decision, no, yes
from intramural.care import queries
from intramural.care.events import ExposureOpened
from intramural.care.models import Concern, Narrowing, Participant
from intramural.exposure import actions as ledger
from intramural.exposure import queries as exposure
from intramural.exposure.models import Delivery
from intramural.kit import clock
from intramural.kit.errors import NotFound
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.record import journal
from intramural.record.models import Entry
from intramural.stewards import queries as stewards

MOST_NAMED = 500
WORDS = {
    "page": "on a page",
    "mail": "by mail",
    "push": "pushed to a device, without a word of it",
    "file": "downloaded a file",
    "api": "by a program",
    "search": "an excerpt among what a search found",
}


@dataclass(frozen=True)
class Group:
    """People under one heading, by name; of more than MOST_NAMED the first. `count` is of all."""

    way: str
    words: str
    people: tuple[Person, ...]
    count: int

    @property
    def others(self) -> int:
        return self.count - len(self.people)


@dataclass(frozen=True)
class Report:
    """`ways` and `did` are of those to whom something was handed out, each person once in `did`; `could` of those who had the
    right to read it, and to whom nothing was. Its author is in none of them; who looks after it is not in `could`.
    """

    ways: tuple[Group, ...]
    did: int
    could: Group
    since: date


@dataclass(frozen=True)
class Opening:
    """That somebody opened the report, on a day."""

    name: str
    on: date
    person_id: int = 0
    is_author: bool = False


def post(public_id: str, *, viewer: Person) -> Post:
    """The post whose report this person may open. Refuses (404) everybody else, and where there is no matter, as if there were none."""
    found = Post.objects.select_related("author", "audience", "audience_before", "space", "voice_unit")
    known = found.filter(public_id=public_id[:13]).first()
    if known is None or not may_open(viewer, known):
        raise NotFound
    return known


def may_open(person: Person, post: Post) -> Decision:
    """The author and who looks after it, steward or deputy, for whom the post was; while there is a matter, and so long after it
    as the ledger is kept. Being an operator, or having raised a concern as a reader, opens nothing."""
    if not _is_a_matter(post):
        return no("There is nothing to report.")
    if person.pk == post.author_id:
        return yes("it is your post")
    if stewards.looks_after_something(person) and person.pk in {each.pk for each in _caring(post)}:
        return yes("you look after it")
    return no("It is for its author and for whoever looks after it.")


def open_report(post: Post, *, by: Person) -> Report:
    """The report, as it is now; that it was opened is noted first. Refuses (403) who may not open it."""
    may_open(by, post).required()
    journal.note(ExposureOpened(post_id=post.pk), by=by, about=post)
    ledger.take_in()
    handed = {way: who - {post.author_id} for way, who in exposure.of_post(post.pk).items()}
    did: set[int] = set().union(*handed.values())
    ways = (_group(way, WORDS[way], handed.get(way, ())) for way in Delivery.Way.values)
    return Report(
        ways=tuple(each for each in ways if each.count),
        did=len(did),
        could=_could(post, did),
        since=clock.now().date() - timedelta(days=settings.EXPOSURE_DAYS),
    )


def openings(post: Post) -> list[Opening]:
    """Who opened the report, each once a day, the latest first: for those who may open it too."""
    noted = Entry.objects.filter(about=f"Post:{post.pk}", name=ExposureOpened.__name__).order_by("-pk")
    days = list(dict.fromkeys((by or 0, at.date()) for by, at in noted.values_list("by_id", "at")[:500]))
    names = dict(Person.objects.filter(pk__in={by for by, _ in days}).values_list("pk", "name"))
    return [Opening(names.get(by, queries.NOBODY), on, by, is_author=by == post.author_id) for by, on in days]


def _is_a_matter(post: Post) -> bool:
    """A narrowing that is not the author's own, or a talk in which somebody takes part who looks after it: otherwise one click of a
    friend would give an author a list of readers."""
    lately = clock.now() - timedelta(days=settings.EXPOSURE_DAYS)
    narrowed = Narrowing.objects.filter(Q(ended_at=None) | Q(ended_at__gt=lately), post=post).exclude(Narrowing.OWN)
    if narrowed.exists():
        return True
    talks = Concern.objects.filter(Q(closed_at=None) | Q(closed_at__gt=lately), post=post).exclude(
        kind=Concern.Kind.QUESTION
    )
    caring = Participant.objects.filter(concern__in=talks, person__in=_caring(post)).exclude(person=post.author_id)
    return caring.exists()


def _caring(post: Post) -> list[Person]:
    """Stewards and deputies of what it is about, and who narrowed it as such, if it was for them before."""
    found = [person for each in queries.stewardships_of(post) for person in stewards.deciders(each)]
    found += [each.by for each in Narrowing.objects.filter(post=post).select_related("by") if each.by is not None]
    return [each for each in found if each.is_active and queries.may_read(each, post)]


def _could(post: Post, did: set[int]) -> Group:
    readers = audiences.readers(post.audience_before or post.audience, released_at=post.released_at)
    in_it = set(readers.values_list("pk", flat=True))
    aside = {post.author_id, *(each.pk for each in _caring(post))}
    return _group("", "could have read it, and nothing was handed out", in_it - did - aside)


def _group(way: str, words: str, ids: Iterable[int]) -> Group:
    wanted = set(ids)
    named = Person.objects.filter(pk__in=sorted(wanted)[:MOST_NAMED] if len(wanted) > MOST_NAMED else wanted)
    return Group(way, words, tuple(named.order_by("name", "pk")), len(wanted))
