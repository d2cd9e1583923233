"""What the composer offers to complete: people whom the writer may find, topics of what the writer may read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from intramural.home.queries.topics import visible_to as topics_of
from intramural.kit import markup
from intramural.people import queries as people_queries
from intramural.people.models import Person

MOST_OFFERED = 8


@dataclass(frozen=True)
class Offered:
    """`value` is what will stand in the text; `name` and `note` are what the writer reads."""

    value: str
    name: str
    note: str = ""


def people(writer: Person, word: str) -> list[Offered]:
    """Whose handle, or any of whose names, begins so; those who can sign in. One query."""
    word = markup.clean_line(word)
    begins = Q(handle__istartswith=word) | Q(name__istartswith=word) | Q(name__icontains=f" {word}")
    found = people_queries.visible_to(writer).filter(begins, is_active=True).select_related("unit").order_by("name", "pk")
    return [
        Offered(f"@{person.handle}", person.name, person.unit.name if person.unit else "") for person in found[:MOST_OFFERED]
    ]


def topics(writer: Person, word: str) -> list[Offered]:
    """The topics that begin so and that the writer may know of. One query.

    A topic that stands in hidden posts alone is not offered: its word may be what is hidden.
    """
    found = topics_of(writer).filter(slug__startswith=markup.clean_line(word).lower()).order_by("slug")
    return [Offered(f"#{topic.slug}", topic.name) for topic in found[:MOST_OFFERED]]
