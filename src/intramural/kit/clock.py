"""The clock of the house. Everything that asks for the time asks here, so that a test can turn it."""

from __future__ import annotations

from datetime import UTC, datetime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """The present moment, in UTC, with its zone."""
    return datetime.now(UTC)
