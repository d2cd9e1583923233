"""The two worlds count their rows alike."""

from __future__ import annotations

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection


def even_numbers() -> None:
    """Row numbers begin where they began in the other world: a rolled back row leaves a gap on PostgreSQL."""
    if connection.vendor == "postgresql":
        models = [model for model in apps.get_models() if model._meta.app_label != "contenttypes"]
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
