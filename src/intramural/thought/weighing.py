"""When a sign is sure enough to be said, by itself and by how its line fared, and the sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intramural.thought.likeness import Likeness

FLOOR = 0.1
"""A likeness below this is never said, however quiet the house is."""
CAREFUL = 0.28
"""The same where nobody knows yet what is ordinary."""
AHEAD = 1.15
"""So much better than the next subject the best one is."""
FEWEST_TELLING = 3
GROWS = 0.06
"""By so much the likeness has to be greater for each time that somebody said it was fine, or not theirs."""
DOUBTED_FROM, DOUBTED_SHARE = 5, 0.6
MUTED_FROM, MUTED_SHARE = 10, 0.8


@dataclass(frozen=True)
class Sums:
    """How a line fared: how often it was said, passed over, found fine, and found not theirs."""

    shown: int = 0
    passed: int = 0
    fine: int = 0
    not_theirs: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.shown + other.shown,
            self.passed + other.passed,
            self.fine + other.fine,
            self.not_theirs + other.not_theirs,
        )

    @property
    def corrected(self) -> int:
        return self.fine + self.not_theirs

    @property
    def is_muted(self) -> bool:
        """Whether it is said no more: of at least ten times it was passed over in four of five."""
        return self.shown >= MUTED_FROM and self.passed >= MUTED_SHARE * self.shown

    @property
    def is_doubted(self) -> bool:
        """Whether its sign no longer suffices alone: of at least five times, three of five said it was fine, or not theirs."""
        return self.shown >= DOUBTED_FROM and self.corrected >= DOUBTED_SHARE * self.shown


def together(several: Iterable[Sums]) -> Sums:
    return sum(several, Sums())


def threshold(calibrated: float, sums: Sums) -> float:
    """How alike a draft must be: more, the more often people said that it was fine, or not theirs."""
    return max(calibrated, FLOOR) * (1 + GROWS * sums.corrected)


def is_sure(ranked: Sequence[Likeness], *, threshold: float) -> bool:
    """Whether the best subject may be named: alike enough, ahead of the next, and by more than a word or two."""
    if not ranked:
        return False
    best = ranked[0]
    is_ahead = len(ranked) == 1 or best.score >= AHEAD * ranked[1].score
    return best.score > threshold and is_ahead and len(best.telling) >= FEWEST_TELLING


def because(it: Likeness, subject: str) -> str:
    """The reason as a part of a sentence: "it resembles three posts in Carrier contracts"."""
    counted = [_several(it.documents.get(kind, 0), one) for kind, one in (("post", "post"), ("example", "example"))]
    alike = " and ".join(each for each in counted if each)
    return f"it resembles {alike} in {subject}" if alike else f"it uses words of {subject}"


def repeating(subject: str, *, later: bool) -> str:
    """The reason of what is made from an example; `later`: whoever wrote it could not know of that."""
    return f"it repeats a part of an example in {subject}{', which was put there after this was shared' if later else ''}"


def _several(count: int, one: str) -> str:
    words = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    if not count:
        return ""
    return f"{words[count] if count < len(words) else count} {one}{'' if count == 1 else 's'}"
