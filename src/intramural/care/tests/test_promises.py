"""When an answer is due: working hours, on the clock of whoever is asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from intramural.care.promises import due, today


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("begun", "hours", "zone", "ends"),
    [
        ("2026-03-04 10:00", 4, "UTC", "2026-03-04 14:00"),
        ("2026-03-04 15:00", 4, "UTC", "2026-03-05 11:00"),
        ("2026-03-04 13:00", 4, "UTC", "2026-03-04 17:00"),
        ("2026-03-06 18:00", 4, "UTC", "2026-03-09 13:00"),
        ("2026-03-07 03:00", 1, "UTC", "2026-03-09 10:00"),
        ("2026-03-04 06:00", 8, "Europe/Berlin", "2026-03-04 16:00"),
        ("2026-03-27 15:00", 2, "Europe/Berlin", "2026-03-30 08:00"),
        ("2026-03-04 10:00", 80, "UTC", "2026-03-18 10:00"),
        ("2026-03-04 10:00", 4, "Nowhere/Atlantis", "2026-03-04 14:00"),
    ],
)
def test_working_hours_there(begun, hours, zone, ends):
    assert due(at(begun), hours=hours, zone=zone) == at(ends)


def test_what_day_it_is_there():
    assert str(today(at("2026-03-04 23:30"), zone="Asia/Tokyo")) == "2026-03-05"
