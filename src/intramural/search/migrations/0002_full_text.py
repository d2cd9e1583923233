"""The full-text index over the entries, in the words of either database."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE search_fts USING fts5(
       words, content='search_entry', content_rowid='id', tokenize='ascii', columnsize=0)""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
       INSERT INTO search_fts(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
       INSERT INTO search_fts(search_fts, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE OF words ON search_entry BEGIN
       INSERT INTO search_fts(search_fts, rowid, words) VALUES ('delete', old.id, old.words);
       INSERT INTO search_fts(rowid, words) VALUES (new.id, new.words); END""",
]
SQLITE_AWAY = [
    "DROP TRIGGER search_entry_added",
    "DROP TRIGGER search_entry_removed",
    "DROP TRIGGER search_entry_changed",
    "DROP TABLE search_fts",
]
POSTGRESQL = [
    """CREATE FUNCTION search_terms(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
       $$ SELECT coalesce(string_agg('''' || term || ''':' || least(place, 16383), ' '), '')::tsvector
          FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS each(term, place) WHERE term <> '' $$""",
    "ALTER TABLE search_entry ADD COLUMN terms tsvector GENERATED ALWAYS AS (search_terms(words)) STORED",
    "CREATE INDEX search_entry_terms ON search_entry USING gin (terms)",
]
POSTGRESQL_AWAY = ["ALTER TABLE search_entry DROP COLUMN terms", "DROP FUNCTION search_terms(text)"]


def create(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def remove(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE_AWAY if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_AWAY:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_folded")]
    operations = [migrations.RunPython(create, remove)]
