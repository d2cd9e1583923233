"""Which terms stand in the index for a text, and which are looked for when a word is asked for.

A text whose language can be told is kept by the stems of that language; a short one, which could be either, by both; one
in another language by its words as they are. Whoever asks is not asked in which language: all forms are looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intramural.search.words import stems
from intramural.search.words.tokens import split

MARK, TITLE = "¤", "¶"
"""What begins a term that is no word of the text: a mark ("¤kquestion"), or a word of a title as it was written."""

MOST_WORDS = 30_000
"""Words of one text that are kept; the rest of a longer file is not found."""

_SHORT = 12
_BY_STEM = {"en": stems.english, "de": stems.german}
_COMMON = {
    "en": frozenset(
        """
        the and of to in is that it for you was with on as have but be they are this from at not or an by we can if will
        has there what all would about which do when your our been please thanks
        """.split()  # noqa: SIM905
    ),
    "de": frozenset(
        """
        der die das und ist nicht ein eine einen zu den dem mit sich auf fur von im des auch es wir ihr sie ich bei aus
        nach wie wird sind werden oder haben hat noch wenn nur uber zum zur bitte danke dass kann was
        """.split()  # noqa: SIM905
    ),
}
EVERYDAY = (
    _COMMON["en"]
    | _COMMON["de"]
    | frozenset(
        """
        a i me my so no how who where why which does did were am us them his her its he she than then too any some into out
        am um da man mich mir uns euch wo wer warum welche wann habe bin bist seid
        """.split()  # noqa: SIM905
    )
)
"""Words that say so little that a question of several words leaves them out."""


def language_of(words: Sequence[str]) -> str:
    """ "en", "de", "both" where it could be either, "" where it is neither."""
    sample = words[:400]
    counts = {name: sum(word in common for word in sample) for name, common in _COMMON.items()}
    best = max(counts, key=counts.__getitem__)
    other = min(counts.values())
    if counts[best] >= 3 and counts[best] > 2 * other:
        return best
    if len(sample) > 5 * _SHORT and counts[best] * 20 < len(sample) and not counts[best] > 5:
        return ""
    return "both"


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
