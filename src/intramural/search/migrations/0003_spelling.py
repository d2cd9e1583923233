"""The spellings without a number of their own: half the table, and half the work of keeping a word."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

SQLITE = [
    """CREATE TABLE search_spelling_anew (key varchar(24) NOT NULL, word varchar(24) NOT NULL, PRIMARY KEY (key, word))
       WITHOUT ROWID""",
    "INSERT INTO search_spelling_anew SELECT key, word FROM search_spelling ORDER BY key, word",
    "DROP TABLE search_spelling",
    "ALTER TABLE search_spelling_anew RENAME TO search_spelling",
]
POSTGRESQL = [
    "ALTER TABLE search_spelling DROP CONSTRAINT search_spelling_once",
    "ALTER TABLE search_spelling DROP COLUMN id",
    "ALTER TABLE search_spelling ADD PRIMARY KEY (key, word)",
]


def keep(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(keep)],
            state_operations=[
                migrations.DeleteModel("Spelling"),
                migrations.CreateModel(
                    name="Spelling",
                    fields=[
                        ("pk", models.CompositePrimaryKey("key", "word", blank=True, editable=False, primary_key=True, serialize=False)),
                        ("key", models.CharField(max_length=24)),
                        ("word", models.CharField(max_length=24)),
                    ],
                ),
            ],
        )
    ]
