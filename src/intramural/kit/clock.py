"""The clock of the house. Everything that asks for the time asks here, so that a test can turn it."""

from __future__ import annotations

from datetime import UTC, datetime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """The present moment, in UTC, with its zone."""
    return datetime.now(UTC)


def from_database(value: str | datetime) -> datetime:
    """A moment as a written-out query gives it. SQLite keeps text, and no zone, which is UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
