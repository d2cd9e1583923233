"""The references in a source's texts (see `material`), made into what they are here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from intramural.imports.queries import Somebody

_REFERENCE = re.compile("\0([@#/])([^\0]*)\0(?:\\|([^\0]*)\0)?")
# What would make an @handle part of another word.
_JOINS_BEFORE = re.compile(r"[\w@#/.&\0-]\Z")
_JOINS_AFTER = re.compile(r"[\w\0-]|\.\w")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where messages of a place stand here."""

    audience_id: int
    space_id: int | None = None
    name: str = ""
    slug: str = ""
    is_open: bool = False


def person(key: str) -> str:
    return f"\0@{key}\0"


def place(key: str) -> str:
    return f"\0#{key}\0"


def message(key: str, words: str) -> str:
    """A reference to a message; `words` are Markdown, and stand alone where the message is not here."""
    return f"\0/{key}\0|{words}\0"


def named_in(text: str) -> tuple[set[str], set[str]]:
    """The keys of the people and of the messages that the text refers to."""
    if "\0" not in text:
        return set(), set()
    people, messages = set(), set()
    for kind, key, _ in _REFERENCE.findall(text):
        if kind == "@":
            people.add(key)
        elif kind == "/":
            messages.add(key)
    return people, messages


def resolve(
    text: str, *, people: Mapping[str, Somebody], places: Mapping[str, Standing], messages: Mapping[str, str]
) -> tuple[str, dict[str, int]]:
    """The text with its references resolved, and whom it mentions (handle → number).

    A place that is not open to everyone goes without its name, as its own system shows it to who is not in it.
    """
    if "\0" not in text:
        return text, {}
    mentions: dict[str, int] = {}

    def here(match: re.Match[str]) -> str:
        kind, key, words = match[1], match[2], match[3] or ""
        if kind == "/":
            return f"[{words}]({messages[key]})" if key in messages else words
        if kind == "#":
            standing = places.get(key)
            if standing is None or not standing.is_open:
                return "*a private space*"
            return f"[{standing.name}](/spaces/{standing.slug}/)"
        somebody = people.get(key)
        if somebody is None or somebody.is_erased:
            return "*somebody*"
        mentions[somebody.handle] = somebody.pk
        before, after = match.string[: match.start()], match.string[match.end() :]
        return f"{' ' if _JOINS_BEFORE.search(before) else ''}@{somebody.handle}{' ' if _JOINS_AFTER.match(after) else ''}"

    return _REFERENCE.sub(here, text), mentions
