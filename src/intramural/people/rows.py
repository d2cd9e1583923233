"""A person from a row of a query that was written out, for what every request asks first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from intramural.kit import clock
from intramural.people.models import Person

_COLUMNS = [field.column for field in Person._meta.concrete_fields]
_FIELDS = [field.attname for field in Person._meta.concrete_fields]


def columns(alias: str) -> str:
    """The columns of a person, of the table by this alias, as `person` reads them."""
    return ", ".join(f"{alias}.{column}" for column in _COLUMNS)


def person(row: Sequence[Any]) -> Person:
    """The person that these columns are."""
    return Person.from_db(connection.alias, _FIELDS, _converted(row))


def _converted(row: Sequence[Any]) -> list[Any]:
    """The values as Django's fields know them: SQLite keeps truth as a number and times without their zone."""
    values = list(row)
    if connection.vendor == "sqlite":
        for at in _TRUTHS:
            values[at] = bool(values[at])
        for at in _TIMES:
            values[at] = values[at] and clock.from_database(values[at])
    return values


_TRUTHS = [n for n, field in enumerate(Person._meta.concrete_fields) if field.get_internal_type() == "BooleanField"]
_TIMES = [n for n, field in enumerate(Person._meta.concrete_fields) if field.get_internal_type() == "DateTimeField"]
