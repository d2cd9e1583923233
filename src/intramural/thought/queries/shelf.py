"""The shelf (`likeness`) that lies in the database, and the prints of kept documents (`derivation`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from django.db import connection

from intramural.kit.prepared import rows_of
from intramural.thought import derivation, likeness, training

MOST_COMPARED = 480
"""Documents that one draft is compared with: of each of its likeliest subjects as many, the newest."""


class Tables:
    """What is learned, as one thought reads it; `threshold` is how alike a draft must be."""

    def __init__(self) -> None:
        whole = training.measure()
        self._number, self.threshold = whole.texts, whole.threshold

    def likeliest(self, stems: Mapping[str, float], most: int) -> Sequence[int]:
        """The database adds up: a word that many subjects share has a row for each."""
        if not stems:
            return []
        asked = ",".join(["(%s,%s)"] * len(stems))
        query = (
            f"WITH asked (stem, counts) AS (VALUES {asked}) SELECT stewardship_id"
            " FROM asked JOIN thought_weight ON thought_weight.stem = asked.stem"
            " GROUP BY stewardship_id ORDER BY SUM(counts * weight) DESC, stewardship_id LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(query, [*(value for pair in stems.items() for value in pair), most])
            return [subject for (subject,) in cursor.fetchall()]

    def profiles(self, stems: Sequence[str], subjects: Sequence[int]) -> Iterable[tuple[str, int, float]]:
        query = "SELECT stem, stewardship_id, weight FROM thought_weight WHERE stem IN ({}) AND stewardship_id IN ({})"
        return cast(Iterable[tuple[str, int, float]], rows_of(query, stems, subjects))

    def rarities(self, stems: Sequence[str]) -> Mapping[str, float]:
        return training.rarities(stems, self._number)

    def documents(self, subjects: Sequence[int]) -> Iterable[tuple[int, str, str]]:
        if not subjects:
            return
        one = (
            "SELECT * FROM (SELECT stewardship_id, example_id, kept FROM thought_text"
            " WHERE stewardship_id = %s AND kept <> '' ORDER BY id DESC LIMIT %s) AS of_one"
        )
        values = [value for subject in subjects for value in (subject, MOST_COMPARED // len(subjects))]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([one] * len(subjects)), values)
            for subject, example, kept in cursor.fetchall():
                yield subject, "post" if example is None else "example", kept

    def unknown(self) -> float:
        return likeness.rarity(0, self._number)


def having(prints: Sequence[int]) -> list[tuple[int, int]]:
    """Of each of the prints in which texts it stands."""
    found = rows_of("SELECT value, text_id FROM thought_print WHERE value IN ({})", prints)
    return cast(list[tuple[int, int]], found)


def kin(texts: Sequence[int]) -> derivation.Kin:
    """How much each of these texts has in common with any other."""
    query = (
        "SELECT one.text_id, other.text_id, COUNT(*) FROM thought_print one JOIN thought_print other ON other.value = one.value"
        " WHERE one.text_id IN ({}) GROUP BY one.text_id, other.text_id"
    )
    shared = {(one, other): count for one, other, count in rows_of(query, texts)}
    others = sorted({other for _, other in shared})
    sizes = rows_of("SELECT text_id, COUNT(*) FROM thought_print WHERE text_id IN ({}) GROUP BY text_id", others)
    return derivation.Kin(dict(cast(list[tuple[int, int]], sizes)), shared)
