"""Builders of oversight for tests."""

from __future__ import annotations

from datetime import date, timedelta

from intramural.oversight import months
from intramural.oversight.models import Incidents, Month, Speed

KIND = Incidents.Kind
HOUR = timedelta(hours=1)


def a_year(until: date) -> None:
    """Twelve months up to the one that begins then, with what is told of a house of some hundred people; two of them of too few."""
    first = until
    for n in range(12):
        of_few = n in (4, 11)
        Month.objects.create(
            first=first, people=400, posts=1600 - 40 * n, for_everyone=1100 - 50 * n, for_units=240, writers=3 if of_few else 90,
            files=220 - 10 * n, files_for_everyone=110 - 8 * n, files_for_units=40, filers=3 if of_few else 40,
            looked_at=100, hardly_reached=20 + n, undiscussed=46 - 4 * n,
        )  # fmt: skip
        first = months.before(first)
    _stretches(until)


def _stretches(until: date) -> None:
    last, number = until, 25
    for kind, ends in (
        (KIND.CONCERN, {"settled": 15, "open": 10}),
        (KIND.NARROWING, {"agreed": 15, "upheld": 5, "otherwise": 5}),
        (KIND.RECOVERY, {}),
    ):
        last = until
        for n in range(4 if kind == KIND.CONCERN else 2):
            first = months.before(last)
            talks = kind != KIND.NARROWING
            Incidents.objects.create(
                kind=kind, first=first, last=last, posts=3000, number=number + 5 * n, ends=ends, noticed_within=(3 + n) * HOUR,
                contained_within=(1 + n) * HOUR, settled_within=26 * HOUR if talks else None,
            )  # fmt: skip
            last = months.before(first)
    for n in range(2):
        first = months.before(until) if n == 0 else months.before(months.before(months.before(until)))
        Speed.objects.create(
            first=first, last=months.after(first), posts=3000, asked=40, asked_within=5 * HOUR, unasked_within=HOUR / 2,
            asked_minded=None if n else 2, unasked_minded=8,
        )  # fmt: skip
