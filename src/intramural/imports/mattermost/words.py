"""Mattermost's Markdown as ours: the same but for names of people and channels and for emoji."""

from __future__ import annotations

import re
from collections.abc import Callable

from intramural.imports import emoji, references

_PIECE = re.compile(
    r"(?P<code>```.*?(?:```|\Z)|`[^`\n]+`)"
    r"|(?<![\w@/.])@(?P<person>[a-z0-9](?:[a-z0-9._-]*[a-z0-9_])?)"
    r"|(?<![\w~])~(?P<place>[a-z0-9][a-z0-9_-]*)(?![\w~])",
    re.DOTALL | re.IGNORECASE,
)
Find = Callable[[str], str]
"""The key of the person, or of the channel, of this name; "" where nobody or nothing has it."""


def as_markdown(said: str, *, person: Find, place: Find) -> str:
    """The text with its names made references. Code stays as it is."""
    pieces, at = [], 0
    for match in _PIECE.finditer(said):
        pieces.append(emoji.shown(said[at : match.start()]))
        pieces.append(_piece(match, person, place))
        at = match.end()
    return "".join([*pieces, emoji.shown(said[at:])])


def _piece(match: re.Match[str], person: Find, place: Find) -> str:
    if match["person"] and (key := person(match["person"].lower())):
        return references.person(key)
    if match["place"] and (key := place(match["place"].lower())):
        return references.place(key)
    return match[0]
