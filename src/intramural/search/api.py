"""The JSON surface of search."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from intramural.kit.paging import read_key, read_name_key
from intramural.kit.wire import AFTER, HOW_MANY, Moment, Shown, asked
from intramural.people import scopes
from intramural.people.api import PersonName
from intramural.people.entrance import PersonRequest
from intramural.people.programs import Surface
from intramural.posts.api.shapes import SpaceName, space_name_of
from intramural.search import asking, queries
from intramural.search.showing import Hit, Piece

surface = Surface("Search")

KINDS = Literal["", "posts", "questions", "comments", "files"]
ORDERS = Literal["best", "newest"]
_Q = asked(
    ...,
    max_length=asking.LONGEST,
    description='Words, "phrases", -exclusions, begin*, and from: in: topic: has: is: before: after:, as on the page.',
)
_KIND = asked("", description="Only these; empty for everything.")
_ORDER = asked(
    "best", description=f"`best`: of the newest {queries.MOST} that fit. `newest`: all of them, the newest first."
)


class Found(Shown):
    """A piece of text, and whether it is what was looked for."""

    text: str
    found: bool


class Item(Shown):
    """A post, comment or file that fits; of a translucent post that you may only know of, its `shell`."""

    kind: Literal["post", "shell", "comment", "file"]
    id: str
    url: str
    title: list[Found]
    excerpt: list[Found]
    at: Moment
    author: PersonName | None
    space: SpaceName | None
    voice: str


class Count(Shown):
    """How many of what was counted; exact unless `more` of the answer is true. Nothing is counted by person."""

    name: str
    label: str
    count: int


class Results(Shown):
    """One page of what fits; `next`, given as `after`, asks for the page that follows."""

    items: list[Item]
    next: str | None
    count: int | None = Field(description="Null, and no kinds and spaces, where `q` has `from:`: nobody is counted.")
    more: bool
    kinds: list[Count]
    spaces: list[Count]
    instead: str
    problems: list[str]


@surface.read("/search", scope=scopes.POSTS_READ, gives=Results)
def search(
    request: PersonRequest,
    q: str = _Q,
    kind: KINDS = _KIND,
    order: ORDERS = _ORDER,
    after: str = AFTER,
    limit: int = HOW_MANY,
) -> Any:
    """Find posts, comments and files that you may see

    `instead` is the question with its slips mended, where the words as given stand nowhere; `problems` say what was not
    understood.
    """
    place = read_key(after) if order == "newest" else read_name_key(after)
    found = queries.search(request.user, q, kind=kind, order=order, after=place, size=limit)
    return {
        "items": [_item(hit) for hit in found.page.rows],
        "next": found.page.next and str(found.page.next),
        "count": found.count,
        "more": found.is_more,
        "kinds": [_count(facet) for facet in found.kinds],
        "spaces": [_count(facet) for facet in found.spaces],
        "instead": found.instead,
        "problems": list(found.problems),
    }


def _item(hit: Hit) -> dict[str, Any]:
    author = {"handle": hit.author_handle, "name": hit.author_name, "url": f"/people/{hit.author_handle}/"}
    return {
        "kind": hit.kind,
        "id": hit.public_id,
        "url": hit.url,
        "title": _pieces(hit.title),
        "excerpt": _pieces(hit.excerpt),
        "at": hit.at,
        "author": author if hit.author_handle else None,
        "space": space_name_of(hit),
        "voice": hit.voice,
    }


def _pieces(pieces: tuple[Piece, ...]) -> list[dict[str, Any]]:
    return [{"text": piece.text, "found": piece.is_hit} for piece in pieces]


def _count(facet: queries.Facet) -> dict[str, Any]:
    return {"name": facet.name, "label": facet.label, "count": facet.count}
