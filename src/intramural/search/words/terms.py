"""Which terms stand in the index for a text, and which are looked for when a word is asked for.

A text whose language can be told is kept by the stems of that language; a short one, which could be either, by both; one
in another language by its words as they are. Whoever asks is not asked in which language: all forms are looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from intramural.kit.words import split, stems

MARK, TITLE = "¤", "¶"
"""What begins a term that is no word of the text: a mark ("¤kquestion"), or a word of a title as it was written."""

MOST_WORDS = 30_000
"""Words of one text that are kept; the rest of a longer file is not found."""

_BY_STEM = {"en": stems.english, "de": stems.german}


def of_text(words: Sequence[str], language: str) -> list[str]:
    """The terms of a text, in order. What could be either language stands there twice, a stranger between."""
    kept = words[:MOST_WORDS]
    if language != "both":
        stem = _BY_STEM.get(language)
        return [stem(word) for word in kept] if stem else list(kept)
    first = [stems.english(word) for word in kept]
    second = [stems.german(word) for word in kept]
    return first if first == second else [*first, f"{MARK}gap", *second]


def of_title(title: str) -> list[str]:
    """The words of a title as they were written, for what is offered while somebody types."""
    return [f"{TITLE}{word}" for word in split(title)[:40]]


def forms(words: Iterable[str]) -> list[tuple[str, ...]]:
    """The ways in which these words, one after the other, can stand in the index."""
    given = tuple(words)
    ways = [given, tuple(stems.english(word) for word in given), tuple(stems.german(word) for word in given)]
    return list(dict.fromkeys(ways))


@lru_cache(maxsize=20_000)
def forms_of(word: str) -> frozenset[str]:
    """The ways in which this one word can stand in the index."""
    return frozenset(form for (form,) in forms((word,)))
