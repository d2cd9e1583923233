"""What stands beside every page for one person, in one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from intramural.audiences import visibility
from intramural.people.models import Person

MOST_SPACES = 20
MOST_NEW = 9


@dataclass(frozen=True, slots=True)
class Beside:
    """One line: a space of the person's own. `new` is how many posts in it they have not seen, at most one over MOST_NEW."""

    kind: str
    name: str
    slug: str
    new: int

    @property
    def note(self) -> str:
        """Such as "4 new", "9+ new", or nothing. It is the person's own: nobody else can ask."""
        if not self.new:
            return ""
        return f"{MOST_NEW}+ new" if self.new > MOST_NEW else f"{self.new} new"


_SPACES = f"""
    SELECT 'space' AS kind, mine.name AS name, mine.slug AS slug,
        (SELECT count(*) FROM (
            SELECT 1 FROM posts_post p
            WHERE p.space_id = mine.id AND p.state = 'published'
                AND p.released_at > mine.read_to AND p.released_at <= %(now)s
                AND (p.author_id IS NULL OR p.author_id <> %(viewer)s) AND {visibility.sql("p")}
            LIMIT {MOST_NEW + 1}) AS unread) AS new
    FROM (
        SELECT s.id, s.name, s.slug, m.read_to FROM spaces_membership m JOIN spaces_space s ON s.id = m.space_id
        WHERE m.person_id = %(viewer)s AND s.archived_at IS NULL
        ORDER BY s.name, s.id LIMIT {MOST_SPACES}) AS mine
"""


def beside(person: Person) -> list[Beside]:
    """The person's spaces by name, with what is new in them. One query; posts that they may not see do not count."""
    asked: dict[str, Any] = visibility.params(visibility.viewer_of(person))
    with connection.cursor() as cursor:
        cursor.execute(_SPACES, asked)
        return [Beside(*row) for row in cursor.fetchall()]
