"""What is asked for and is still so when the transaction ends."""

from __future__ import annotations

from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def shared(rows: QuerySet[Row]) -> list[Row]:
    """These rows as they are now; nobody changes them until the transaction ends, and others may ask for the same.

    Whoever changes one waits. SQLite, which has one writer, needs no word for it.
    """
    if not connection.features.has_select_for_update:
        return list(rows)
    statement, given = rows.query.sql_with_params()
    return list(rows.model._default_manager.raw(f"{statement} FOR SHARE", given))


def hold(rows: QuerySet[Row], *, no_key: bool = False) -> None:
    """Nobody else changes these rows until the transaction ends; whoever would waits. With `no_key` others may still write rows
    that point to them.

    They are asked for in one order, so that two who hold several do not wait for each other. SQLite is not even asked.
    """
    if connection.features.has_select_for_update:
        list(rows.select_for_update(no_key=no_key).order_by("pk").values_list("pk"))


def alone(what: str) -> None:
    """Nobody else does this until the transaction ends; whoever wants to waits. For what rows that are not there yet are about.

    Whoever also locks rows asks for this first. SQLite needs no word for it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])
