"""What a kind of post has besides its words: a poll's options, a found document's source, whom kudos thank, link cards.

`Beside` is what an author gives; `add` gives the cards of a list what one viewer is shown of it. Nothing here asks the
database for a list that has none of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db import connection

from intramural.audiences import visibility
from intramural.exposure import gathering
from intramural.kit import markup
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.posts.replies import said_sql
from intramural.spaces import queries as spaces
from intramural.spaces.models import Space


@dataclass(frozen=True)
class Source:
    """Where a found document comes from, as its sharer tells it; without a way it is a link if there is one, else a file."""

    way: str = ""
    url: str = ""
    made_by: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Beside:
    """What an author gives besides the words; each kind takes its own and leaves the rest."""

    options: tuple[str, ...] = ()
    honours: tuple[Person, ...] = ()
    source: Source = Source()


@dataclass(frozen=True)
class Option:
    position: int
    text: str
    votes: int
    is_mine: bool


@dataclass(frozen=True)
class Poll:
    """A poll as its viewer sees it: sums, and their own vote."""

    options: tuple[Option, ...] = ()

    @property
    def voters(self) -> int:
        return sum(option.votes for option in self.options)


@dataclass(frozen=True)
class Found:
    """The line of provenance that stays on a found document (R8)."""

    way: str
    url: str
    made_by: str
    owner: str


@dataclass(frozen=True)
class Named:
    handle: str
    name: str


@dataclass(frozen=True)
class LinkCard:
    """Another post or a space that the words refer to, or an answer with its `words`, as far as this viewer may see it now.

    Of a post `by` and `voice` say whose it is and how it speaks, of an answer `by`; of a space `space` says what kind it is.
    """

    url: str
    title: str
    by: str = ""
    voice: str = ""
    space: str = ""
    words: str = ""


MOST_ANSWERS = 60
MOST_WORDS = 1_000
_ANSWER = re.compile(r"/comments/([0-9a-z]{13})/")
_SPACE = re.compile(rf'href="(?:{re.escape(settings.SITE_URL)})?/spaces/([\w-]{{1,60}})/?"')
VOICES = {str(value): str(label) for value, label in Post.Voice.choices}


def voice_label(voice: str, unit: str | None) -> str:
    """The label that everything carries that shows or quotes a post (R113): "Official for Operations", "In my role", …"""
    return f"Official for {unit}" if voice == Post.Voice.OFFICIAL and unit else VOICES[voice]


class Carrier(Protocol):
    """A card that can carry all this."""

    pk: int
    kind: str
    body_html: str
    poll: Poll | None
    source: Found | None
    honours: tuple[Named, ...]
    links: tuple[LinkCard, ...]


def add(cards: Sequence[Carrier], sight: visibility.Viewer) -> None:
    """Gives each card what its viewer is shown besides its words: a query for each of these that the list has at all."""
    _for_those(cards, lambda card: card.kind == Post.Kind.POLL, _add_polls, sight)
    _for_those(cards, lambda card: card.kind == Post.Kind.FOUND, _add_sources, sight)
    _for_those(cards, lambda card: card.kind == Post.Kind.KUDOS, _add_honours, sight)
    _for_those(cards, lambda card: "/posts/" in card.body_html, _add_links, sight)
    _for_those(cards, lambda card: "/spaces/" in card.body_html, _add_spaces, sight)
    _for_those(cards, lambda card: "/comments/" in card.body_html, _add_answers, sight)


def _for_those(
    cards: Iterable[Carrier],
    has: Callable[[Carrier], bool],
    give: Callable[[dict[int, Carrier], visibility.Viewer], None],
    sight: visibility.Viewer,
) -> None:
    having = {card.pk: card for card in cards if has(card)}
    if having:
        give(having, sight)


def _add_polls(cards: dict[int, Carrier], sight: visibility.Viewer) -> None:
    rows = _rows(
        "SELECT o.post_id, o.position, o.text, count(v.id), max(CASE WHEN v.person_id = %s THEN 1 ELSE 0 END) "
        "FROM posts_polloption o LEFT JOIN posts_vote v ON v.option_id = o.id WHERE o.post_id IN ({marks}) "
        "GROUP BY o.post_id, o.position, o.text ORDER BY o.post_id, o.position",
        cards,
        sight.id,
    )
    for card in cards.values():
        card.poll = Poll(tuple(Option(at, text, votes, bool(mine)) for pk, at, text, votes, mine in rows if pk == card.pk))


def _add_sources(cards: dict[int, Carrier], sight: visibility.Viewer) -> None:
    for pk, *told in _rows(
        "SELECT post_id, way, url, made_by, owner FROM posts_provenance WHERE post_id IN ({marks})", cards
    ):
        cards[pk].source = Found(*told)


def _add_honours(cards: dict[int, Carrier], sight: visibility.Viewer) -> None:
    rows = _rows(
        "SELECT h.post_id, p.handle, p.name FROM posts_post_honours h JOIN people_person p ON p.id = h.person_id "
        "WHERE h.post_id IN ({marks}) ORDER BY p.name, p.id",
        cards,
    )
    for pk, handle, name in rows:
        cards[pk].honours += (Named(handle, name),)


def _add_links(cards: dict[int, Carrier], sight: visibility.Viewer) -> None:
    marks = ",".join(str(int(pk)) for pk in cards)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.post_id, t.id, t.public_id, t.title, t.body, a.name, t.voice, u.name FROM posts_link l JOIN posts_post t ON t.id = l.target_id "
            "LEFT JOIN people_person a ON a.id = t.author_id LEFT JOIN people_unit u ON u.id = t.voice_unit_id "
            f"WHERE l.post_id IN ({marks}) AND l.comment_id IS NULL "
            f"AND t.state = 'published' AND t.released_at <= %(now)s AND {visibility.sql('t')} ORDER BY l.id",
            visibility.params(sight),
        )
        rows = cursor.fetchall()
    gathering.shown(sight.id, [row[1] for row in rows])
    for pk, _, public_id, title, body, by, voice, unit in rows:
        title = title or markup.excerpt(body, length=90)
        link = LinkCard(f"/posts/{public_id}/", title, by or "Somebody who has left", voice_label(voice, unit))
        cards[pk].links += (link,)


def _add_spaces(cards: dict[int, Carrier], sight: visibility.Viewer) -> None:
    """Read off the words themselves: nothing is kept of a link to a space, so that it is always as the space is now."""
    named = {pk: list(dict.fromkeys(_SPACE.findall(card.body_html))) for pk, card in cards.items()}
    wanted = {slug for slugs in named.values() for slug in slugs}
    found = {space.slug: space for space in spaces.in_sight(sight).filter(slug__in=wanted)} if wanted else {}
    for pk, slugs in named.items():
        cards[pk].links += tuple(_space_card(found[slug]) for slug in slugs if slug in found)


def _space_card(space: Space) -> LinkCard:
    kind = f"{space.get_kind_display()} space"
    return LinkCard(f"/spaces/{space.slug}/", space.name, space=f"{kind}, gated" if space.is_gated else kind)


def _add_answers(cards: dict[int, Carrier], sight: visibility.Viewer) -> None:
    found = answers_in({pk: card.body_html for pk, card in cards.items()}, sight)
    for pk, links in found.items():
        cards[pk].links += links


def answers_in(drawn: Mapping[int, str], sight: visibility.Viewer) -> dict[int, tuple[LinkCard, ...]]:
    """The answers whose addresses stand in these texts, in their order, with what this viewer may read of them now.

    Whoever cites an answer so keeps no copy of it: it goes with the post under which it was given.
    """
    named = {pk: list(dict.fromkeys(_ANSWER.findall(html)))[:MOST_ANSWERS] for pk, html in drawn.items()}
    wanted = sorted({one for ids in named.values() for one in ids})
    if not wanted:
        return {}
    names = {f"id{n}": one for n, one in enumerate(wanted)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.public_id, t.id, c.body, a.name FROM posts_comment c JOIN posts_post t ON t.id = c.post_id "
            "LEFT JOIN people_person a ON a.id = c.author_id "
            f"WHERE c.public_id IN ({','.join(f'%({name})s' for name in names)}) AND c.deleted_at IS NULL "
            f"AND c.released_at <= %(now)s AND t.state = 'published' AND t.released_at <= %(now)s AND {visibility.sql('t')} "
            f"AND {said_sql('t', 'c')}",
            {**visibility.params(sight), **names},
        )
        rows = cursor.fetchall()
    gathering.shown(sight.id, [row[1] for row in rows])
    cards = {
        public_id: LinkCard(
            f"/comments/{public_id}/", markup.excerpt(body, length=90), by or "Somebody who has left",
            words=markup.excerpt(body, length=MOST_WORDS),
        )
        for public_id, _, body, by in rows
    }  # fmt: skip
    return {pk: tuple(cards[one] for one in ids if one in cards) for pk, ids in named.items()}


def _rows(sql: str, cards: dict[int, Carrier], *before: Any) -> list[tuple[Any, ...]]:
    marks = ",".join(["%s"] * len(cards))
    with connection.cursor() as cursor:
        cursor.execute(sql.format(marks=marks), [*before, *cards])
        return list(cursor.fetchall())
