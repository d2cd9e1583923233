"""What stands beside every page for one person, in one question."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from intramural.audiences import visibility
from intramural.notifications import models as notifications
from intramural.people.models import Person
from intramural.posts.replies import said_sql

MOST = 20
MOST_SPACES = 100
MOST_NEW = 9


@dataclass(frozen=True, slots=True)
class Beside:
    """One line: a space or topic of the person's own, or a card that waits for them. It is theirs: nobody else can ask.

    kind        name, slug   new                  day          by             words
    space       of a space   posts not yet seen
    topic       of a topic                                                    "steward" or "deputy"
    renewal     of a space                        its sunset                  "ownerless", or "external": it cannot be opened
    archived    of a space                        that passed
    invitation  of a space                                     who invites
    removal     of a space                                     who did it     why
    """

    kind: str
    name: str
    slug: str
    new: int
    day: date | None
    by: str
    words: str

    @property
    def note(self) -> str:
        """The quiet word beside it: "4 new", "9+ new", "steward", or nothing."""
        if self.kind == "topic":
            return self.words
        if not self.new:
            return ""
        return f"{MOST_NEW}+ new" if self.new > MOST_NEW else f"{self.new} new"


@dataclass(frozen=True)
class Margin:
    """What stands beside the pages of one person: their spaces and topics by name, and the cards that wait for them."""

    spaces: list[Beside] = field(default_factory=list)
    topics: list[Beside] = field(default_factory=list)
    cards: list[Beside] = field(default_factory=list)
    asks: int = 0

    @property
    def asks_note(self) -> str:
        """What stands beside *For you*: "2 ask you", or nothing."""
        if not self.asks:
            return ""
        return f"{MOST_NEW}+ ask you" if self.asks > MOST_NEW else f"{self.asks} {'asks' if self.asks == 1 else 'ask'} you"


# What `notifications.queries.inbox` shows as asking, counted in the same question as all else that stands beside a page.
_ASKING = ", ".join(f"'{kind}'" for kind in notifications.ASKS)
_NO_DAY = "CAST(NULL AS date)"
_MINE = "FROM spaces_membership m JOIN spaces_space s ON s.id = m.space_id WHERE m.person_id = %(viewer)s"
# A space that nobody looks after asks all its members.
_NOBODY_LOOKS_AFTER_IT = """NOT EXISTS (
    SELECT 1 FROM spaces_membership o JOIN people_person p ON p.id = o.person_id
    WHERE o.space_id = s.id AND o.role = 'owner' AND p.is_active)"""
_ASKED = f"""
    SELECT 'space' AS kind, mine.name AS name, mine.slug AS slug,
        (SELECT count(*) FROM (
            SELECT 1 FROM posts_post p
            WHERE p.space_id = mine.id AND p.state = 'published'
                AND p.released_at > mine.read_to AND p.released_at <= %(now)s
                AND (p.author_id IS NULL OR p.author_id <> %(viewer)s) AND {visibility.sql("p")}
            LIMIT {MOST_NEW + 1}) AS unread) AS new,
        {_NO_DAY} AS day, '' AS by_name, '' AS words
    FROM (
        SELECT s.id, s.name, s.slug, m.read_to {_MINE} AND s.archived_at IS NULL ORDER BY s.name, s.id LIMIT {MOST_SPACES}) AS mine
    UNION ALL
    SELECT 'topic', t.name, t.slug, 0, {_NO_DAY}, '', CASE %(viewer)s
        WHEN y.steward_id THEN 'steward' WHEN y.deputy_id THEN 'deputy' ELSE '' END
    FROM (
        SELECT topic_id AS id FROM topics_topicfollow WHERE person_id = %(viewer)s
        UNION SELECT topic_id FROM stewards_stewardship WHERE steward_id = %(viewer)s
        UNION SELECT topic_id FROM stewards_stewardship WHERE deputy_id = %(viewer)s) AS followed
    JOIN topics_topic t ON t.id = followed.id
    LEFT JOIN stewards_stewardship y ON y.topic_id = t.id
    UNION ALL
    SELECT 'renewal', s.name, s.slug, 0, s.sunset_on, '',
        CASE WHEN m.role <> 'owner' THEN 'ownerless' WHEN s.kind = 'external' THEN 'external' ELSE '' END
    {_MINE} AND s.renewal_asked_at IS NOT NULL AND s.is_gated AND s.archived_at IS NULL
        AND (m.role = 'owner' OR {_NOBODY_LOOKS_AFTER_IT})
    UNION ALL
    SELECT 'archived', s.name, s.slug, 0, CASE WHEN s.is_gated AND s.sunset_on < date(s.archived_at) THEN s.sunset_on END, '', ''
    {_MINE} AND s.archived_at > m.read_to
    UNION ALL
    SELECT 'invitation', s.name, s.slug, 0, {_NO_DAY}, coalesce(p.name, ''), ''
    FROM spaces_spaceinvitation i JOIN spaces_space s ON s.id = i.space_id LEFT JOIN people_person p ON p.id = i.invited_by_id
    WHERE i.person_id = %(viewer)s
    UNION ALL
    SELECT 'removal', s.name, s.slug, 0, {_NO_DAY}, coalesce(p.name, ''), r.reason
    FROM spaces_removal r JOIN spaces_space s ON s.id = r.space_id LEFT JOIN people_person p ON p.id = r.removed_by_id
    WHERE r.person_id = %(viewer)s AND r.read_at IS NULL
    UNION ALL
    SELECT 'asks', '', '', (SELECT count(*) FROM (
        SELECT 1 FROM notifications_news n LEFT JOIN posts_post p ON p.id = n.post_id
            LEFT JOIN posts_comment c ON c.id = n.comment_id LEFT JOIN spaces_space s ON s.id = n.space_id
        WHERE n.person_id = %(viewer)s AND n.on_page AND n.done_at IS NULL AND n.kind IN ({_ASKING}) AND (
            (p.state = 'published' AND {visibility.sql("p")}
                AND (n.comment_id IS NULL OR (c.deleted_at IS NULL AND c.released_at <= %(now)s AND {said_sql("p", "c")})))
            OR (n.kind = 'access' AND p.state = 'published' AND {visibility.known_sql("p")})
            OR (n.kind = 'concern' AND EXISTS (
                SELECT 1 FROM care_participant k WHERE k.concern_id = n.concern_id AND k.person_id = %(viewer)s))
            OR (n.kind IN ('consult', 'opinion') AND (
                EXISTS (SELECT 1 FROM care_asked k WHERE k.consult_id = n.consult_id AND k.person_id = %(viewer)s)
                OR EXISTS (SELECT 1 FROM care_consult k WHERE k.id = n.consult_id AND k.by_id = %(viewer)s)))
            OR (n.kind = 'uphold' AND EXISTS (
                SELECT 1 FROM care_narrowing k
                WHERE k.id = n.narrowing_id AND k.ended_at IS NULL AND k.lapses_at IS NOT NULL))
            OR (n.kind = 'invitation' AND EXISTS (
                SELECT 1 FROM spaces_spaceinvitation i WHERE i.space_id = n.space_id AND i.person_id = %(viewer)s))
            OR (n.kind = 'renewal' AND s.renewal_asked_at IS NOT NULL AND s.is_gated AND s.archived_at IS NULL AND EXISTS (
                SELECT 1 FROM spaces_membership m
                WHERE m.space_id = s.id AND m.person_id = %(viewer)s AND m.role = 'owner')))
        LIMIT {MOST_NEW + 1}) AS asking), {_NO_DAY}, '', ''
"""


def beside(person: Person) -> Margin:
    """The person's spaces with what is new in them, their topics, and what waits for them. One query.

    Posts that they may not see do not count as new. At most 100 spaces and 20 topics; all cards.
    """
    asked: dict[str, Any] = visibility.params(visibility.viewer_of(person))
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, asked)
        rows = sorted((_line(row) for row in cursor.fetchall()), key=lambda line: (line.name.casefold(), line.slug))
    own = ("space", "topic", "asks")
    return Margin(
        spaces=[line for line in rows if line.kind == "space"],
        topics=[line for line in rows if line.kind == "topic"][:MOST],
        cards=[line for line in rows if line.kind not in own],
        asks=next(line.new for line in rows if line.kind == "asks"),
    )


def _line(row: tuple[Any, ...]) -> Beside:
    """SQLite gives days as text."""
    kind, name, slug, new, day, by, words = row
    return Beside(kind, name, slug, new, date.fromisoformat(day) if isinstance(day, str) else day, by, words)
