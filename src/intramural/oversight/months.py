"""Calendar months (UTC), each named by its first day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta


def before(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def after(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def of(moment: datetime) -> date:
    """The month in which it was."""
    return moment.astimezone(UTC).date().replace(day=1)


def beginning(first: date) -> datetime:
    """The moment at which it begins."""
    return datetime.combine(first, time(), UTC)
