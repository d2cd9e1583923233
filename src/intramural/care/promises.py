"""When an answer is due: so many working hours after the question, on the clock of whoever is asked. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

BEGINS, ENDS = time(9), time(17)
"""A working day, Monday to Friday."""


def due(begun: datetime, *, hours: int, zone: str) -> datetime:
    """The moment at which so many working hours have passed there, in UTC."""
    place, left = _place(zone), timedelta(hours=hours)
    day, at = begun.astimezone(place).date(), begun
    while True:
        begins, ends = _moment(day, BEGINS, place), _moment(day, ENDS, place)
        at = max(at, begins)
        if day.weekday() < 5 and at < ends:
            if left <= ends - at:
                return at + left
            left -= ends - at
        day += timedelta(days=1)


def today(now: datetime, *, zone: str) -> date:
    """The day that it is there."""
    return now.astimezone(_place(zone)).date()


def _moment(day: date, clock: time, place: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=place).astimezone(UTC)


def _place(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
