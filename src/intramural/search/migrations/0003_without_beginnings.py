"""SQLite: no index of beginnings. It was as large as all the rest, and what is offered while one types has terms of its own."""

from __future__ import annotations

from typing import Any

from django.db import migrations

_TABLE = "CREATE VIRTUAL TABLE search_fts USING fts5(words, content='search_entry', content_rowid='id', tokenize='ascii', columnsize=0{})"
_REBUILD = "INSERT INTO search_fts(search_fts) VALUES ('rebuild')"
# Their terms are written otherwise from now on; the keeper puts them in again.
_NAMES = "DELETE FROM search_entry WHERE kind IN ('person', 'space', 'topic')"


def without(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(_NAMES, params=None)
    _make(schema_editor, "")


def again(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(_NAMES, params=None)
    _make(schema_editor, ", prefix='3 4'")


def _make(schema_editor: Any, more: str) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for statement in ("DROP TABLE search_fts", _TABLE.format(more), _REBUILD):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]
    operations = [migrations.RunPython(without, again)]
