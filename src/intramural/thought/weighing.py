"""When a likeness is sure enough to be said, and the sentence that says it."""

from __future__ import annotations

from collections.abc import Sequence

from intramural.thought.likeness import Likeness

FLOOR = 0.1
"""A likeness below this is never said, however quiet the house is."""
AHEAD = 1.15
"""So much better than the next subject the best one is."""
FEWEST_TELLING = 3


def is_sure(ranked: Sequence[Likeness], *, threshold: float) -> bool:
    """Whether the best subject may be named: alike enough, ahead of the next, and by more than a word or two."""
    if not ranked:
        return False
    best = ranked[0]
    is_ahead = len(ranked) == 1 or best.score >= AHEAD * ranked[1].score
    return best.score >= threshold and is_ahead and len(best.telling) >= FEWEST_TELLING


def because(it: Likeness, subject: str) -> str:
    """The reason as a part of a sentence: "it resembles three posts in Carrier contracts"."""
    counted = [_several(it.documents.get(kind, 0), one) for kind, one in (("post", "post"), ("example", "example"))]
    alike = " and ".join(each for each in counted if each)
    return f"it resembles {alike} in {subject}" if alike else f"it uses words of {subject}"


def _several(count: int, one: str) -> str:
    words = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    if not count:
        return ""
    return f"{words[count] if count < len(words) else count} {one}{'' if count == 1 else 's'}"
