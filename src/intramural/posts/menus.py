"""What rooms above add to the menu of a post.

    menus.add(lambda card, viewer: [Item("Raise a concern", f"{card.url}concern/")])      wherever it is drawn
    menus.add_to_page(lambda post, viewer: [Item("Narrow it", …)])                         on its own page

What stands wherever it is drawn may depend on nothing but the card and whether its author looks, because drawn cards are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from intramural.posts.models import Post


@dataclass(frozen=True)
class Item:
    """A word in the menu, and where it leads."""

    label: str
    to: str


class Drawn(Protocol):
    """What a teller may ask of a card."""

    author_id: int | None

    @property
    def url(self) -> str: ...


Teller = Callable[[Any, Any], Iterable[Item]]
_everywhere: list[Teller] = []
_on_its_page: list[Teller] = []


def add(teller: Teller) -> None:
    """Has the teller asked for each card that is drawn."""
    _everywhere.append(teller)


def add_to_page(teller: Teller) -> None:
    """Has the teller asked, with queries if it likes, when the post's own page is drawn."""
    _on_its_page.append(teller)


def of(card: Drawn, viewer: Any) -> list[Item]:
    """What stands in its menu wherever it is drawn."""
    return [item for teller in _everywhere for item in teller(card, viewer)]


def of_page(post: Post, viewer: Any) -> list[Item]:
    """What stands there besides, on its own page."""
    return [item for teller in _on_its_page for item in teller(post, viewer)]
