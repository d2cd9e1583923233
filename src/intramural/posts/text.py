"""Words of posts and comments: cleaned, measured, rendered with what they refer to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from intramural.kit import markup
from intramural.kit.errors import Unacceptable
from intramural.people import queries as people
from intramural.spaces.models import Membership
from intramural.topics import actions as topics

MOST_STATUS = 280
MOST_BODY = 60_000
MOST_WHY = 300
MOST_TITLE = 200
MOST_COMMENT = 20_000
_POST_ADDRESS = re.compile(r"/posts/([0-9a-z]{13})(?:/|\b)")


@dataclass(frozen=True)
class Words:
    """A text as it is kept and as it is shown, with the handles, topics and own posts that it refers to."""

    text: str
    html: str
    mentions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def read(text: str, *, by: int | None, most: int, field: str = "body") -> Words:
    """The text of this author (a number) ready to be kept. Refuses (422) more than `most` characters. Topics that it names
    come into being."""
    text = markup.clean(text).strip("\n")
    if len(text) > most:
        raise Unacceptable(
            f"That is {len(text):,} characters; {most:,} fit here.",
            remedy="Shorten it, or attach the long part.",
            field=field,
        )
    handles, words = markup.mentioned(text)
    named = {topic.slug: f"/topics/{topic.slug}/" for topic in topics.named(sorted(words))} if words else {}
    return rendered(text, people=_profiles(handles, by), topics=named)


def rendered(text: str, *, people: Mapping[str, str], topics: Mapping[str, str]) -> Words:
    """A cleaned text with what it refers to among these people and topics (word → address); makes none, asks nothing."""
    return as_drawn(text, markup.render(text, people=people, topics=topics))


def as_drawn(text: str, html: markup.Rendered) -> Words:
    """A cleaned text with what `markup.render` made of it."""
    links = tuple(dict.fromkeys(match for link in html.links for match in _POST_ADDRESS.findall(link)))
    return Words(text=text, html=html.html, mentions=html.mentions, topics=html.topics, links=links)


def preview(text: str, *, by: int | None) -> str:
    """The HTML that the text of this author (a number) would have. Nothing comes into being: a topic that is new is linked as it will be."""
    text = markup.clean(text)[:MOST_BODY].strip("\n")
    handles, words = markup.mentioned(text)
    named = {word: f"/topics/{word}/" for word in words}
    return markup.render(text, people=_profiles(handles, by), topics=named).html


def _profiles(handles: Collection[str], by: int | None) -> Mapping[str, str]:
    """Where the profiles are of those whom the author may name: guests name whom they share a space with."""
    if not handles or by is None:
        return {}
    met = Exists(Membership.objects.filter(person=OuterRef("pk"), space__memberships__person=by))
    return people.addresses_of(handles, writer=by, met=met)
