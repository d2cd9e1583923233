"""What stands around every page: the sections of the side, offered by the domains that own them.

A domain offers in its `apps.ready()`: `shell.offer(sections_of_spaces, order=20)`. The function gets the request and is
asked only when a whole page is drawn for somebody who is signed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest


@dataclass(frozen=True)
class Place:
    """One way on: `note` is a quiet word beside it, such as "4 new"."""

    label: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A group of places; without a title it is the main list."""

    title: str
    places: list[Place] = field(default_factory=list)


News = Callable[[HttpRequest], dict[str, str]]
Offer = Callable[[HttpRequest], Section | None]

_offers: list[tuple[int, Offer]] = []
_news: list[News] = []


def offer(section: Offer, *, order: int) -> None:
    """Adds a section to the side of every page; lower orders stand higher."""
    if section not in [known for _, known in _offers]:
        _offers.append((order, section))
        _offers.sort(key=lambda pair: pair[0])


def tell_of_spaces(news: News) -> None:
    """Names who knows what is new to a person in each of their spaces, by its slug: the list of spaces says it too."""
    if news not in _news:
        _news.append(news)


def new_in_spaces(request: HttpRequest) -> dict[str, str]:
    """What is new to this request's person in their spaces: {"pallets": "4 new"}."""
    return {slug: note for news in _news for slug, note in news(request).items()}


def sections(request: HttpRequest) -> list[Section]:
    """The sections for this request's person, in order, without the empty ones."""
    if not request.user.is_authenticated:
        return []
    return [section for _, asked in _offers if (section := asked(request)) and section.places]
