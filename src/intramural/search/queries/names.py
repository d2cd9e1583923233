"""People, spaces and topics by their names, and posts by their titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from intramural.audiences import visibility
from intramural.audiences.models import EVERYONE
from intramural.audiences.visibility import Viewer
from intramural.exposure import gathering
from intramural.exposure.models import Delivery
from intramural.kit import clock
from intramural.kit.prepared import Given, Prepared
from intramural.people import queries as people
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.search import asking, backends, spelling, words
from intramural.search.backends import Clause, Sieve
from intramural.search.models import Entry
from intramural.search.queries.asked import is_shown
from intramural.spaces import queries as spaces
from intramural.spaces.models import Space
from intramural.topics.models import Topic


@dataclass(frozen=True)
class Names:
    """People, spaces and topics whose names fit."""

    people: tuple[Person, ...] = ()
    spaces: tuple[Space, ...] = ()
    topics: tuple[Topic, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people or self.spaces or self.topics)


@dataclass(frozen=True)
class Titled:
    """A post by its title, as it is offered while somebody types."""

    url: str
    title: str
    by: str


MOST_NAMES = 3
_MOST_LOOKED_AT = 200


def names(viewer: Person, text: str, *, most: int = MOST_NAMES) -> Names:
    """The people, spaces and topics that fit these words and that the viewer may find, by name. Six queries at most, and one for each word.

    Every word has to begin a word of their names or of what is said about them; a slip is mended where nothing fits.
    """
    question = asking.read(text)
    said = [word for each in question.wanted for word in each.words]
    if not said or question.given or question.unwanted:
        return Names()
    kinds = (Entry.Kind.PERSON, Entry.Kind.SPACE, Entry.Kind.TOPIC)
    asked = [tuple(dict.fromkeys((word, words.alike(word)))) for word in said]
    found = Names(*(tuple(_named(viewer, kind, asked, most)) for kind in kinds))
    if found or len(said) > 3:
        return found
    mended = [(*ways, *spelling.near(ways[0])) for ways in asked]
    if mended == asked:
        return found
    return Names(*(tuple(_named(viewer, kind, mended, most)) for kind in kinds))


def _named(viewer: Person, kind: str, said: Sequence[tuple[str, ...]], most: int) -> list[Any]:
    """Those of one kind that the viewer may find; whose name fits stands before whom only something else fits. One query."""
    begin = tuple(Clause(tuple((f"{words.TITLE}{word}",) for word in ways), begins=True) for ways in said)
    sieve = backends.chosen().written(Sieve(every=(Clause(((f"{words.MARK}k{kind}",),)), *begin)))
    sight = visibility.viewer_of(viewer)
    found: list[Any]
    if not viewer.is_member:
        found = list(_fitting(kind, sight, sieve))
    elif kind == Entry.Kind.PERSON:
        found = _people_for_members.rows(sieve=sieve)
    elif kind == Entry.Kind.SPACE:
        found = _spaces_for_members.rows(sieve=sieve, viewer=sight.id)
    else:
        found = _topics_for_members.rows(sieve=sieve, viewer=sight.id, now=sight.now)
    return sorted(found, key=lambda it: not _fits_name(it.name, said))[:most]


def _fitting(kind: str, sight: Viewer, sieve: str) -> QuerySet[Any]:
    source, match = backends.chosen().few()
    fits = RawSQL(f"SELECT e.ref FROM {source} WHERE {match}".replace("%(sieve)s", "%s"), (sieve,))  # noqa: S611
    shown: QuerySet[Any]
    if kind == Entry.Kind.PERSON:
        shown = people.seen_by(sight.id, is_member=sight.everyone == EVERYONE)
        shown = shown.filter(deactivated_at=None).select_related("unit")
    elif kind == Entry.Kind.SPACE:
        shown = spaces.in_sight(sight).filter(archived_at=None)
    else:
        shown = _topics_with_posts(sight)
    return shown.filter(pk__in=fits).order_by("name", "pk")[:_MOST_LOOKED_AT]


@Prepared
def _people_for_members(given: Given) -> QuerySet[Person]:
    return _fitting(Entry.Kind.PERSON, Viewer(0, EVERYONE, clock.EPOCH), given.text("sieve"))


@Prepared
def _spaces_for_members(given: Given) -> QuerySet[Space]:
    return _fitting(Entry.Kind.SPACE, Viewer(given.number("viewer"), EVERYONE, clock.EPOCH), given.text("sieve"))


@Prepared
def _topics_for_members(given: Given) -> QuerySet[Topic]:
    sight = Viewer(given.number("viewer"), EVERYONE, given.moment("now"))
    return _fitting(Entry.Kind.TOPIC, sight, given.text("sieve"))


def _fits_name(name: str, said: Sequence[tuple[str, ...]]) -> bool:
    here = [form for word in words.split(name) for form in (word, words.alike(word))]
    return all(any(word.startswith(ways) for word in here) for ways in said)


def _topics_with_posts(sight: Viewer) -> QuerySet[Topic]:
    """Topics of what the viewer may read or know of: a topic that stands in hidden posts alone may be what is hidden."""
    read = Exists(Post.objects.released_to(sight).filter(topics=OuterRef("pk")))
    return Topic.objects.filter(read | Exists(Post.objects.known_to(sight).filter(known_topics=OuterRef("pk"))))


def titles(viewer: Person, text: str, *, most: int = 5) -> list[Titled]:
    """The newest posts that the viewer may see, or know of, and whose titles have words that begin so. One query."""
    said = words.split(text)
    if not said:
        return []
    backend = backends.chosen()
    sieve = Sieve(every=tuple(Clause(((f"{words.TITLE}{word}",),), begins=True) for word in said))
    source, match = backend.few()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT p.id, p.public_id, p.title, a.name, e.kind FROM {source} CROSS JOIN posts_post p
            LEFT JOIN people_person a ON a.id = p.author_id
            WHERE {match} AND e.kind IN ('post', 'shell') AND p.id = e.post_id AND p.state = 'published'
                AND p.released_at <= %(now)s AND {is_shown("p")}
            {backend.in_order} LIMIT %(limit)s""",
            {**visibility.params(visibility.viewer_of(viewer)), "sieve": backend.written(sieve), "limit": most},
        )
        rows = cursor.fetchall()
    gathering.shown(viewer.pk, [row[0] for row in rows if row[4] == Entry.Kind.POST], way=Delivery.Way.SEARCH)
    return [Titled(f"/posts/{public_id}/", title, by or "Somebody who has left") for _, public_id, title, by, _ in rows]
