"""Pages of posts: the stream, a space, a topic, a person. The hottest reads of the house, written out in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from django.db import connection

from intramural.audiences import visibility
from intramural.audiences.models import EVERYONE
from intramural.exposure import gathering
from intramural.kit import clock
from intramural.kit.errors import NotFound
from intramural.kit.paging import Key, Page
from intramural.people.models import Person
from intramural.posts import beside, files, menus, replies
from intramural.posts.files import File
from intramural.posts.models import Post, Tally, tallies
from intramural.posts.queries.filters import FEW, FEW_OF_A_GUEST, FILTERS, OF_SHELLS, undiscussed
from intramural.spaces import queries as spaces

PAGE = 20


class Drawn:
    """What is drawn in the same way of a card and of a shell."""

    __slots__ = ()
    public_id: str
    voice: str
    voice_unit: str | None
    author_name: str | None

    @property
    def url(self) -> str:
        return f"/posts/{self.public_id}/"

    @property
    def voice_label(self) -> str:
        return beside.voice_label(self.voice, self.voice_unit)

    @property
    def initials(self) -> str:
        words = [word for word in (self.author_name or "").split() if word[0].isalnum()]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


@dataclass(slots=True)
class Card(Drawn):
    """A post as a list shows it to one viewer. Whatever its drawing depends on is a field here: see `drawing`."""

    pk: int
    public_id: str
    kind: str
    title: str
    summary: str
    body_html: str
    released_at: datetime
    edited_at: datetime | None
    version: int
    audience_id: int
    known_to_id: int | None
    voice: str
    voice_unit: str | None
    author_id: int | None
    author_handle: str | None
    author_name: str | None
    author_photo: str | None
    author_unit: str | None
    space_slug: str | None
    space_name: str | None
    space_kind: str | None
    comments: int
    is_kept: bool
    is_followed: bool
    has_files: bool
    accepted_id: int | None
    # The accepted answer to a question: its address, who gave it, and how it begins.
    answer_id: str | None
    answer_by: str | None
    answer: str | None
    # Until when it is for the circle that knows; None for what waits for no day.
    opens_at: datetime | None
    # name of the reaction → (how many, whether the viewer is among them)
    reactions: dict[str, tuple[int, bool]] = field(default_factory=dict)
    poll: beside.Poll | None = None
    source: beside.Found | None = None
    honours: tuple[beside.Named, ...] = ()
    links: tuple[beside.LinkCard, ...] = ()
    files: tuple[File, ...] = ()

    def menu(self, viewer: Any) -> list[menus.Item]:
        """What rooms above offer in its menu: by whether its author looks, and by nothing else."""
        return menus.of(self, viewer)

    @property
    def may_open_later(self) -> bool:
        """Whether there are more who could read it one day."""
        return self.audience_id != EVERYONE

    @property
    def tallies(self) -> list[Tally]:
        return tallies(self.reactions)


@dataclass(slots=True)
class Shell(Drawn):
    """A translucent post as whoever may not read it knows of it: that it is there, and these words, and nothing else of it."""

    public_id: str
    title: str
    summary: str
    released_at: datetime
    voice: str
    voice_unit: str | None
    author_id: int | None
    author_handle: str | None
    author_name: str | None
    author_photo: str | None


# A page is found by walking an index (of all, or of the space, the author, the kind) backwards until it is full. Where
# little of what is passed belongs on it, the walk ends after this many posts, and the page is picked from a few instead (`filters.FEW`).
_FAR = 2_000

_COLUMNS = f"""
    p.id, p.public_id, p.kind, p.title, p.summary, p.body_html, p.released_at, p.edited_at, p.version, p.audience_id,
    p.known_to_id, p.voice, vu.name, p.author_id, a.handle, a.name, a.photo_key, au.name, s.slug, s.name, s.kind,
    (SELECT count(*) FROM posts_comment c
      WHERE c.post_id = p.id AND c.released_at <= %(now)s AND c.deleted_at IS NULL AND {replies.said_sql("p", "c")}),
    EXISTS (SELECT 1 FROM posts_bookmark b WHERE b.post_id = p.id AND b.person_id = %(viewer)s),
    EXISTS (SELECT 1 FROM posts_postfollow f WHERE f.post_id = p.id AND f.person_id = %(viewer)s),
    EXISTS (SELECT 1 FROM posts_attachment f
      WHERE f.post_id = p.id AND f.comment_id IS NULL AND f.is_latest AND f.removed_at IS NULL),
    p.accepted_answer_id, x.public_id, xa.name, substr(x.body, 1, 600),
    (SELECT w.opens_at FROM posts_embargo w WHERE w.post_id = p.id AND w.ended_at IS NULL)
"""
# Whoever reads a post need not know of the space in which it stands: one person more was let in, or has left it.
_JOINS = f"""
    LEFT JOIN people_person a ON a.id = p.author_id
    LEFT JOIN people_unit au ON au.id = a.unit_id
    LEFT JOIN people_unit vu ON vu.id = p.voice_unit_id
    LEFT JOIN spaces_space s ON s.id = p.space_id AND {spaces.known_sql("s")}
    LEFT JOIN posts_comment x ON x.id = p.accepted_answer_id AND x.deleted_at IS NULL AND x.released_at <= %(now)s AND {replies.said_sql("p", "x")}
    LEFT JOIN people_person xa ON xa.id = x.author_id
"""


def stream(
    viewer: Person, *, only: str = "all", after: Key | None = None, size: int = PAGE, **named: int
) -> Page[Card | Shell]:
    """The newest posts that the viewer may see, newest first, a page by key. Never ranked by what others did.

    Among them, in their place, stand the shells of translucent posts that the viewer may only know of. The viewer's own posts
    that still wait in their undo window stand first, and are nobody else's. `only` is one of FILTERS; `named` gives the number
    that "space", "author" or "topic" asks for. Two queries a page, three where few posts belong on it, and those of
    `beside.add`.
    """
    sight = visibility.viewer_of(viewer)
    asked: dict[str, Any] = {**visibility.params(sight), **named}
    conditions = ["p.state = 'published'", *_shown(only)]
    if after is not None:
        asked.update(after_at=connection.ops.adapt_datetimefield_value(after.at), after_id=_number(after.tie))
        conditions.append("(p.released_at, p.id) < (%(after_at)s, %(after_id)s)")
    few = FEW.get(only) if sight.everyone else FEW_OF_A_GUEST
    rows = _walked(conditions, asked, limit=size + 1, end=few is not None)
    if few is not None and len(rows) <= size:
        rows = _picked(few, conditions, asked, limit=size + 1)
    shown = [_card(row) for row in rows[:size]]
    _fill([card for card in shown if isinstance(card, Card)], sight)
    return Page(rows=shown, next=Key(shown[-1].released_at, shown[-1].public_id) if len(rows) > size else None)


def _shown(only: str) -> list[str]:
    """The conditions under which a post stands in this list, as itself or as a shell."""
    seen, known, asked = visibility.sql("p"), visibility.known_sql("p"), FILTERS[only]
    if only not in OF_SHELLS:
        return [f"({seen} OR {known})", *([asked] if asked else [])]
    of_shells = OF_SHELLS[only]
    return [f"({asked} AND {seen} OR {of_shells} AND {known})" if of_shells else f"{asked} AND {seen}"]


def _fill(cards: list[Card], sight: visibility.Viewer) -> None:
    """Gives the cards what is asked for in one question for all of them, and notes that they are shown."""
    gathering.shown(sight.id, [card.pk for card in cards])
    _add_reactions(cards, sight.id)
    beside.add(cards, sight)
    files.add(cards)


def _number(public_id: str) -> int:
    """The number by which the index of the stream tells posts of one moment apart."""
    return Post.objects.filter(public_id=public_id).values_list("pk", flat=True).first() or 0


_NEWEST_FIRST = "ORDER BY p.released_at DESC, p.id DESC LIMIT {limit:d}"
"""How many is a part of the text: where it is a value, PostgreSQL plans for a tenth of all posts."""


def _walked(conditions: list[str], asked: dict[str, Any], *, limit: int, end: bool) -> list[tuple[Any, ...]]:
    """The rows met when walking backwards; with `end`, not further than `_FAR` posts."""
    if end:
        start = "AND (released_at, id) < (%(after_at)s, %(after_id)s)" if "after_at" in asked else ""
        far = (
            f"(SELECT released_at FROM posts_post WHERE state = 'published' {start}"
            f" ORDER BY released_at DESC, id DESC LIMIT 1 OFFSET {_FAR})"
        )
        conditions = [*conditions, f"p.released_at > COALESCE({far}, %(ever)s)"]
        asked = {**asked, "ever": connection.ops.adapt_datetimefield_value(datetime(1, 1, 2, tzinfo=UTC))}
    return written_out(
        f"SELECT {_as_shell()}, {_COLUMNS} FROM posts_post p {_JOINS} WHERE {' AND '.join(conditions)} {_NEWEST_FIRST.format(limit=limit)}",
        asked,
    )


def _as_shell() -> str:
    """Whether the row is shown as a shell. Of what is not translucent, nothing is asked twice."""
    return f"CASE WHEN p.known_to_id IS NULL OR {visibility.sql('p')} THEN 0 ELSE 1 END"


def _picked(few: str, conditions: list[str], asked: dict[str, Any], *, limit: int) -> list[tuple[Any, ...]]:
    """The rows among few candidates. CROSS JOIN has SQLite begin with them; PostgreSQL reads it as any other join."""
    first = _NEWEST_FIRST.format(limit=limit)
    page = (
        f"WITH few AS MATERIALIZED ({few}) SELECT p.id FROM few CROSS JOIN posts_post p"
        f" WHERE p.id = few.id AND {' AND '.join(conditions)} {first}"
    )
    return written_out(f"SELECT {_as_shell()}, {_COLUMNS} FROM posts_post p {_JOINS} WHERE p.id IN ({page}) {first}", asked)


def count_newer(viewer: Person, *, than: datetime, only: str = "all", most: int = 99, **named: int) -> int:
    """How many of the newest posts of others have come since, counted up to `most`: for the "12 new posts" line."""
    sight = visibility.viewer_of(viewer)
    asked = {
        **visibility.params(sight),
        **named,
        "than": connection.ops.adapt_datetimefield_value(than),
        "most": most,
    }
    newest = (
        "SELECT id, author_id, audience_id, known_to_id, audience_before_id, space_id, kind, released_at"
        " FROM posts_post WHERE state = 'published'"
        " AND released_at <= %(now)s AND released_at > %(than)s"
        f" ORDER BY released_at DESC, id DESC LIMIT {_FAR}"
    )
    found = written_out(
        f"SELECT count(*) FROM (SELECT 1 FROM ({newest}) p WHERE"
        f" (p.author_id IS NULL OR p.author_id <> %(viewer)s) AND {' AND '.join(_shown(only))} LIMIT %(most)s) AS newer",
        asked,
    )
    return int(found[0][0])


def count_undiscussed() -> int:
    """How many posts stand in gated spaces, for all of the house, that fewer than three people can read now."""
    here = "p.state = 'published' AND p.released_at <= %(now)s"
    now = connection.ops.adapt_datetimefield_value(clock.now())
    return int(written_out(f"SELECT count(*) FROM posts_post p WHERE {here} AND {undiscussed()}", {"now": now})[0][0])


def _not_read(alias: str) -> str:
    return f"NOT {visibility.sql(alias)}"


def card(post: Post, *, viewer: Person) -> Card:
    """One post as a list shows it, for a part of a page that is drawn anew. The caller has asked for it by `one`."""
    sight = visibility.viewer_of(viewer)
    found = written_out(
        f"SELECT {_COLUMNS} FROM posts_post p {_JOINS} WHERE p.id = %(id)s", {**visibility.params(sight), "id": post.pk}
    )
    cards = [_in_time(Card(*row)) for row in found]
    _fill(cards, sight)
    return cards[0]


def shell(public_id: str, *, viewer: Person) -> Shell:
    """What the viewer may know of the translucent post at this address, which they may not read.

    Refuses (404) all else, as what never existed.
    """
    found = written_out(
        f"SELECT 1, {_COLUMNS} FROM posts_post p {_JOINS} WHERE p.public_id = %(public_id)s AND p.state = 'published'"
        f" AND {visibility.known_sql('p')} AND {_not_read('p')}",
        {**visibility.params(visibility.viewer_of(viewer)), "public_id": public_id},
    )
    if not found:
        raise NotFound("There is no such post for you to see.")
    return cast(Shell, _card(found[0]))


def _add_reactions(cards: Sequence[Card], viewer_id: int) -> None:
    if not cards:
        return
    by_pk = {card.pk: card for card in cards}
    marks = ",".join(["%s"] * len(by_pk))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT post_id, kind, count(*), max(CASE WHEN person_id = %s THEN 1 ELSE 0 END) FROM posts_reaction "
            f"WHERE post_id IN ({marks}) AND comment_id IS NULL GROUP BY post_id, kind ORDER BY count(*) DESC, kind",
            [viewer_id, *by_pk],
        )
        for post_id, kind, count, mine in cursor.fetchall():
            by_pk[post_id].reactions[kind] = (count, bool(mine))


def written_out(sql: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What a written-out query gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return list(cursor.fetchall())


def _card(row: tuple[Any, ...]) -> Card | Shell:
    """The row as its viewer is shown it. Of one that they may only know of, nothing goes further but the words of its shell."""
    is_shell, *columns = row
    card = _in_time(Card(*columns))
    if not is_shell:
        return card
    return Shell(
        card.public_id, card.title, card.summary, card.released_at, card.voice, card.voice_unit, card.author_id,
        card.author_handle, card.author_name, card.author_photo,
    )  # fmt: skip


def _in_time(card: Card) -> Card:
    card.released_at = clock.from_database(card.released_at)
    card.edited_at = card.edited_at and clock.from_database(card.edited_at)
    card.opens_at = card.opens_at and clock.from_database(card.opens_at)
    return card
