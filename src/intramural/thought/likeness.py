"""Which subject a text resembles, and why. Small and explainable: no more than stems, weights, and the nearest documents.

    profile   a subject's stems, each weighed by how telling it is for the subject; of all its documents together
    nearest   the documents of the best subjects, compared with the text one by one
    rank      both together: the profile finds the subjects, the documents put them in order and say why

A `Shelf` holds profiles and documents: in the house, tables of the database.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from intramural.kit import words
from intramural.kit.words import stems as stemming

MOST_WORDS = 3_000
MOST_IN_PROFILE = 800
MOST_IN_DOCUMENT = 250
CANDIDATES = 6
LOOKED_UP, LIKELY, WEIGHED = 48, 12, 150
"""So many of a text's most telling stems find so many likely subjects; these are then weighed by so many of its stems."""
NEAREST = 3
ALIKE = 0.16
"""From here on a document resembles the text enough to be counted in the reason."""
_SHARE_OF_NEAREST = 0.5
_UNKNOWN = 1
"""A subject of so many documents is likened half as surely as one of many: what it is about is guessed from little."""
_FEW, _BRIEF = 20, 8
"""A text of so many stems says half as much of its subject as a long one does, and one that is brief is like nothing much."""
_OTHERS = 100


class Shelf(Protocol):
    def likeliest(self, stems: Mapping[str, float], most: int) -> Sequence[int]:
        """The subjects whose profiles have most of these stems, as they are weighed, best first."""

    def profiles(self, stems: Sequence[str], subjects: Sequence[int]) -> Iterable[tuple[str, int, float]]:
        """For each of the stems that stand in profiles of these subjects: the stem, the subject, its weight there."""

    def rarities(self, stems: Sequence[str]) -> Mapping[str, float]:
        """How rare each of the stems is; what is not known is as rare as can be."""

    def documents(self, subjects: Sequence[int]) -> Iterable[tuple[int, str, str]]:
        """The documents of the subjects: subject, kind, and their stems with blanks between."""

    def unknown(self) -> float:
        """The rarity of a stem that no document has."""


@dataclass(frozen=True)
class Likeness:
    """How much a text resembles a subject: `score` from 0 to 1, how many documents of each kind it resembles, and by which
    stems, the most telling first."""

    subject: int
    score: float
    documents: Mapping[str, int] = field(default_factory=dict)
    telling: tuple[str, ...] = ()


def stems_of(text: str, *, most: int = MOST_WORDS) -> list[str]:
    """The stems of a text, in order, without everyday words; of English unless it is German."""
    found = words.split(text)[:most]
    stem = stemming.german if words.language_of(found) == "de" else stemming.english
    return [stem(word) for word in found if len(word) > 1 and word not in words.EVERYDAY and not word.isdigit()]


def features(stems: Sequence[str]) -> Counter[str]:
    """What a text is compared by: how often it has each stem."""
    return Counter(stems)


def rarity(having: int, of: int) -> float:
    """How rare a feature is that stands in `having` of so many documents, and in none of as many others as a small house has."""
    return math.log(1 + (of + _OTHERS - having + 0.5) / (having + 0.5))


def weighed(counts: Mapping[str, int], rarities: Mapping[str, float], unknown: float) -> dict[str, float]:
    """A text as a vector of length 1: often counts little more than once, rare counts more than common."""
    vector = {each: (1 + math.log(count)) * rarities.get(each, unknown) for each, count in counts.items()}
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values())) or 1.0
    return {each: weight / length for each, weight in vector.items()}


def profile(documents: Sequence[Mapping[str, int]], rarities: Mapping[str, float], unknown: float) -> dict[str, float]:
    """What the documents of a subject have in common: the mean of their vectors, its most telling features, of length 1.

    A document counts for less the fewer stems it has: "thanks, see you there" stands in every subject.
    """
    total: dict[str, float] = defaultdict(float)
    for document in documents:
        says = len(document) / (len(document) + _FEW)
        for each, weight in weighed(document, rarities, unknown).items():
            total[each] += weight * says
    best = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_IN_PROFILE]
    length = math.sqrt(math.fsum(weight * weight for _, weight in best)) or 1.0
    return {each: weight / length for each, weight in best}


def rank(stems: Sequence[str], shelf: Shelf, *, most: int = 5) -> list[Likeness]:
    """The subjects that the text resembles, best first."""
    counts = features(stems)
    if not counts:
        return []
    asked = list(counts)
    rarities, unknown = shelf.rarities(asked), shelf.unknown()
    vector = weighed(counts, rarities, unknown)
    known = sorted((each for each in vector if each in rarities), key=lambda each: (-vector[each], each))
    scores: dict[int, float] = defaultdict(float)
    telling: dict[int, list[tuple[float, str]]] = defaultdict(list)
    likely = shelf.likeliest({each: vector[each] for each in known[:LOOKED_UP]}, LIKELY)
    for each, subject, weight in shelf.profiles(known[:WEIGHED], likely):
        gain = vector[each] * weight
        scores[subject] += gain
        telling[subject].append((gain, each))
    best = sorted(scores, key=lambda subject: (-scores[subject], subject))[: max(CANDIDATES, most)]
    near = _nearest(vector, shelf, best, rarities, unknown)
    ranked = []
    for subject in best:
        nearest = sorted((score for score, _ in near[subject]), reverse=True)[:NEAREST]
        alike = (1 - _SHARE_OF_NEAREST) * scores[subject] + _SHARE_OF_NEAREST * sum(nearest) / NEAREST
        score = alike * len(near[subject]) / (len(near[subject]) + _UNKNOWN)
        kinds = Counter(kind for score_of_one, kind in near[subject] if score_of_one >= ALIKE)
        words_of_it = tuple(each for _, each in sorted(telling[subject], key=lambda pair: (-pair[0], pair[1]))[:5])
        ranked.append(Likeness(subject, min(score, 1.0), dict(kinds), words_of_it))
    return sorted(ranked, key=lambda each: (-each.score, each.subject))[:most]


def _nearest(
    vector: Mapping[str, float], shelf: Shelf, subjects: Sequence[int], rarities: Mapping[str, float], unknown: float
) -> dict[int, list[tuple[float, str]]]:
    """How near each document of the subjects is to the text: by what both have, for how long the document is."""
    near: dict[int, list[tuple[float, str]]] = defaultdict(list)
    squares = {each: weight * rarities.get(each, unknown) for each, weight in vector.items()}
    known = squares.keys()
    for subject, kind, stems in shelf.documents(subjects):
        size, _, rest = stems.partition(" ")
        near[subject].append((sum(squares[each] for each in known & set(rest.split(" "))) / float(size), kind))
    return near


def kept(counts: Mapping[str, int], rarities: Mapping[str, float], unknown: float) -> str:
    """A document as a shelf keeps it: the length of its vector, then its stems, the most telling of a long one.

    The length is that of a document with a few stems more that stand nowhere else, or two words that a text happens to
    share with four would be half of it.
    """
    single = {each: rarities.get(each, unknown) for each in counts}
    best = sorted(single, key=lambda each: (-single[each], each))[:MOST_IN_DOCUMENT]
    length = math.sqrt(math.fsum(single[each] * single[each] for each in best) + _BRIEF * unknown * unknown)
    return " ".join([f"{length:.3f}", *best])
