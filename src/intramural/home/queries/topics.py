"""Which topics somebody may know of. Whoever writes `#word` makes a topic, in a private post too: its word is part of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from intramural.kit.errors import NotFound
from intramural.kit.markup import clean_line
from intramural.kit.paging import NameKey, Page
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship
from intramural.topics.models import Topic, TopicFollow

PAGE = 60
MOST_WORDS = 6


@dataclass(frozen=True)
class Known:
    """A topic, and whether the person who asks follows it."""

    topic: Topic
    is_followed: bool

    @property
    def stewardship(self) -> Stewardship | None:
        """Who looks after it and what they ask; None where nobody ever did."""
        found: Stewardship | None = getattr(self.topic, "stewardship", None)
        return found

    @property
    def steward(self) -> Person | None:
        """Its steward, if they are a member here."""
        return _here(self.stewardship.steward if self.stewardship is not None else None)

    @property
    def deputy(self) -> Person | None:
        return _here(self.stewardship.deputy if self.stewardship is not None else None)


def _here(person: Person | None) -> Person | None:
    return person if person is not None and person.is_member else None


def topics(viewer: Person, *, search: str = "", after: NameKey | None = None) -> Page[Known]:
    """The topics that the viewer may know of, by name, a page by key. One query."""
    return _page(_with(search, visible_to(viewer)), after)


def _with(search: str, found: QuerySet[Topic]) -> QuerySet[Topic]:
    for word in search.split()[:MOST_WORDS]:
        found = found.filter(Q(name__icontains=word) | Q(slug__icontains=word.lower()) | Q(description__icontains=word))
    return found


def unattended(viewer: Person, *, search: str = "", after: NameKey | None = None) -> Page[Known]:
    """The topics that the viewer may know of and nobody looks after just now, by name, a page by key. One query."""
    somebody = Stewardship.objects.filter(
        Q(steward__is_active=True, steward__standing=Person.Standing.MEMBER)
        | Q(deputy__is_active=True, deputy__standing=Person.Standing.MEMBER),
        topic=OuterRef("pk"),
    )
    return _page(_with(search, visible_to(viewer).filter(~Exists(somebody))), after)


def topic(slug: str, *, viewer: Person) -> Known:
    """The topic of this word, if the viewer may know of it; else there is none (404)."""
    found = visible_to(viewer).filter(slug=clean_line(slug).lower()).first()
    if found is None:
        raise NotFound("There is no such topic for you to see.")
    return Known(found, bool(vars(found)["is_followed"]))


def visible_to(viewer: Person) -> QuerySet[Topic]:
    """Topics of posts that the viewer may read or that stand in what they may know of others, those they follow, and for members
    those that somebody looks after."""
    follows = Exists(TopicFollow.objects.filter(topic=OuterRef("pk"), person=viewer))
    carried = Exists(Post.objects.released_to(viewer).filter(topics=OuterRef("pk")))
    named = Exists(Post.objects.known_to(viewer).filter(known_topics=OuterRef("pk")))
    known = Q(carried | named | follows)
    if viewer.is_member:
        known |= Q(stewardship__isnull=False)
    beside = [f"stewardship__{each}" for each in stewards.BESIDE if each not in ("topic", "unit")]
    return Topic.objects.select_related(*beside).annotate(is_followed=follows).filter(known)


def _page(found: QuerySet[Topic], after: NameKey | None) -> Page[Known]:
    if after is not None:
        found = found.filter(Q(name__gt=after.name) | Q(name=after.name, slug__gt=after.tie))
    rows = [Known(it, bool(vars(it)["is_followed"])) for it in found.order_by("name", "slug")[: PAGE + 1]]
    last = rows[PAGE - 1].topic if len(rows) > PAGE else None
    return Page(rows=rows[:PAGE], next=NameKey(last.name, last.slug) if last else None)
