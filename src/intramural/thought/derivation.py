"""Whether a text is made from a document that is kept: cut, edited, reworded in part, or brought into another format.

Runs of stems without everyday words are hashed, and of each few hashes in a row the smallest is kept (winnowing: Schleimer,
Wilkerson and Aiken, 2003): wherever two texts share a stretch that is long enough, they share a hash. Line breaks, case,
bullets and small words do not matter.

Some hashes are common stock, and say nothing: what stands in many documents, or in two that are no versions of each other (what
a company says of itself at the end of its news, a disclaimer, the frame of a form).
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from intramural.thought import likeness

RUN, WINDOW = 3, 4
MOST_WORDS, MOST_PRINTS = 60_000, 20_000
FEWEST, SHARE, MANY, SHARE_OF_MANY = 4, 0.1, 25, 0.04
BOILERPLATE = 6
VERSION = 0.5
"""Documents that have so much of the smaller one in common are versions of each other."""
_HYPHEN = re.compile(r"(?<=[a-zäöüß])[-\u00ad]\n\s*(?=[a-zäöüß])")


@dataclass(frozen=True)
class Derivation:
    """A document that the text has much in common with: `shared` prints of `of` that the text has."""

    document: int
    shared: int
    of: int

    @property
    def share(self) -> float:
        return self.shared / self.of if self.of else 0.0


def stems_of(text: str) -> list[str]:
    """The stems of a whole document, words that a line break divides put together."""
    return likeness.stems_of(_HYPHEN.sub("", text), most=MOST_WORDS)


def prints(text: str) -> list[int]:
    """The prints of a text, each once, in order: numbers of 63 bits."""
    return prints_of(stems_of(text))


def prints_of(stems: Sequence[str]) -> list[int]:
    """The prints of a text of these stems."""
    hashes = [_hash(stems[place : place + RUN]) for place in range(len(stems) - RUN + 1)]
    chosen: dict[int, None] = {}
    for place in range(max(1, len(hashes) - WINDOW + 1)) if hashes else ():
        chosen[min(hashes[place : place + WINDOW])] = None
    return list(chosen)[:MOST_PRINTS]


def derived(of: Sequence[int], having: Iterable[tuple[int, int]]) -> list[Derivation]:
    """From which documents the text with these prints is derived, the surest first.

    `having` tells of each print in which documents it stands.
    """
    by_print: dict[int, set[int]] = defaultdict(set)
    for each, document in having:
        by_print[each].add(document)
    shared: Counter[int] = Counter()
    for documents in by_print.values():
        if len(documents) <= BOILERPLATE:
            shared.update(documents)
    plain = sum(len(by_print.get(each, ())) <= BOILERPLATE for each in of)
    found = [Derivation(document, count, max(plain, 1)) for document, count in shared.items()]
    return sorted((each for each in found if is_derived(each)), key=lambda each: (-each.shared, each.document))


@dataclass(frozen=True)
class Kin:
    """How many prints documents have, and how many each of some has in common with each other."""

    sizes: Mapping[int, int]
    shared: Mapping[tuple[int, int], int]

    def are_versions(self, one: int, other: int) -> bool:
        smaller = min(self.sizes.get(one, 0), self.sizes.get(other, 0))
        return one == other or self.shared.get((one, other), 0) >= VERSION * max(smaller, 1)


def without_stock(having: Iterable[tuple[int, int]], documents: Sequence[int], kin: Kin) -> list[tuple[int, int]]:
    """What these documents have of their own: `having` without prints that another has too which is no version of them."""
    by_print: dict[int, list[int]] = defaultdict(list)
    for each, document in having:
        by_print[each].append(document)
    return [
        (each, document)
        for each, holders in by_print.items()
        for document in holders
        if document in documents and all(kin.are_versions(document, other) for other in holders)
    ]


def is_derived(it: Derivation) -> bool:
    """Whether so many prints in common are no accident: a share of a short text, or many of a long one."""
    return (it.shared >= FEWEST and it.share >= SHARE) or (it.shared >= MANY and it.share >= SHARE_OF_MANY)


def _hash(run: Sequence[str]) -> int:
    whole = " ".join(run).encode()
    return (zlib.crc32(whole) << 31) ^ zlib.adler32(whole[::-1])
