"""What another wording takes out and puts in, word by word, within a bounded time. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, OUT, IN = "same", "out", "in"
_WORDS = re.compile(r"\s+|[^\s]+")
_MOST = 90_000
"""So many comparisons at most; where there would be more, the whole passage is said to be another."""


@dataclass(frozen=True)
class Piece:
    """A run of text that stays (SAME), is taken out (OUT) or put in (IN)."""

    how: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The two texts as runs, in order: those that are not IN make the first, those that are not OUT the second."""
    found: list[Piece] = []
    for how, text in _of_lines(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if not text:
            continue
        if found and found[-1].how == how:
            found[-1] = Piece(how, found[-1].text + text)
        else:
            found.append(Piece(how, text))
    return found


def _of_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    for how, old, new in _blocks(before, after):
        if how == SAME:
            yield SAME, "".join(old)
        else:
            yield from _of_words(_WORDS.findall("".join(old)), _WORDS.findall("".join(new)))


def _of_words(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    for how, old, new in _blocks(before, after):
        if how == SAME:
            yield SAME, "".join(old)
        else:
            yield OUT, "".join(old)
            yield IN, "".join(new)


def _blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """What both begin and end with is the same; what lies between is compared if it is short enough."""
    head = _alike(before, after)
    tail = min(_alike(before[::-1], after[::-1]), len(before) - head, len(after) - head)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    yield SAME, before[:head], before[:head]
    if len(old) * len(new) > _MOST:
        yield OUT, old, new
    else:
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield SAME if tag == "equal" else OUT, old[i:j], new[k:m]
    yield SAME, before[len(before) - tail :], after[len(after) - tail :]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
