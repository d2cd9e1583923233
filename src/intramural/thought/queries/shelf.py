"""The shelf (`likeness`) that lies in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from django.db import connection

from intramural.thought import likeness, training

MOST_COMPARED = 480
"""Documents that one draft is compared with: of each of its likeliest subjects as many, the newest."""


class Tables:
    """What is learned, as one thought reads it; `threshold` is how alike a draft must be."""

    def __init__(self) -> None:
        whole = training.measure()
        self._number, self.threshold = whole.texts, whole.threshold

    def profiles(self, stems: Sequence[str], subjects: Sequence[int] | None = None) -> Iterable[tuple[str, int, float]]:
        query = "SELECT stem, stewardship_id, weight FROM thought_weight WHERE stem IN ({})"
        if subjects is not None:
            query += f" AND stewardship_id IN ({','.join(str(int(subject)) for subject in subjects) or 'NULL'})"
        return cast(Iterable[tuple[str, int, float]], training.rows_of(query, stems))

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
