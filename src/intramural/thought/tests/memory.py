"""Subjects and documents in the memory, where a test is about how they are compared and needs no house."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from intramural.thought import derivation, likeness


class Shelf:
    """A shelf of `likeness` in the memory, filled at once."""

    def __init__(self, documents: Mapping[int, Sequence[tuple[str, str]]]) -> None:
        """`documents` are, by subject, the kind and the text of each."""
        counted = {
            subject: [(kind, likeness.features(likeness.stems_of(text))) for kind, text in several]
            for subject, several in documents.items()
        }
        having = Counter(each for several in counted.values() for _, counts in several for each in counts)
        self._number = sum(len(several) for several in counted.values())
        self._rarities = {each: likeness.rarity(count, self._number) for each, count in having.items()}
        self._profiles: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._documents: dict[int, list[tuple[str, str]]] = {}
        for subject, several in counted.items():
            for each, weight in likeness.profile([counts for _, counts in several], self._rarities, self.unknown()).items():
                self._profiles[each].append((subject, weight))
            self._documents[subject] = [
                (kind, likeness.kept(counts, self._rarities, self.unknown())) for kind, counts in several
            ]

    def likeliest(self, stems: Mapping[str, float], most: int) -> Sequence[int]:
        found: dict[int, float] = defaultdict(float)
        for each, counts in stems.items():
            for subject, weight in self._profiles.get(each, ()):
                found[subject] += counts * weight
        return sorted(found, key=lambda subject: (-found[subject], subject))[:most]

    def profiles(self, stems: Sequence[str], subjects: Sequence[int]) -> Iterable[tuple[str, int, float]]:
        return (
            (each, subject, weight)
            for each in stems
            for subject, weight in self._profiles.get(each, ())
            if subject in subjects
        )

    def rarities(self, stems: Sequence[str]) -> Mapping[str, float]:
        return {each: self._rarities[each] for each in stems if each in self._rarities}

    def documents(self, subjects: Sequence[int]) -> Iterable[tuple[int, str, str]]:
        return ((subject, kind, stems) for subject in subjects for kind, stems in self._documents.get(subject, ()))

    def unknown(self) -> float:
        return likeness.rarity(0, max(self._number, 1))


class Kept:
    """Kept documents in the memory."""

    def __init__(self, documents: Mapping[int, str]) -> None:
        self._having: dict[int, list[int]] = defaultdict(list)
        for document, text in documents.items():
            for each in derivation.prints(text):
                self._having[each].append(document)

    def sources_of(self, text: str) -> list[derivation.Derivation]:
        """From which documents the text is derived, the surest first."""
        asked = derivation.prints(text)
        return derivation.derived(asked, ((each, document) for each in asked for document in self._having.get(each, ())))
