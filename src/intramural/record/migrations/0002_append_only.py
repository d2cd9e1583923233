"""The journal is append-only: the database itself refuses to change or remove an entry (architecture.md, News)."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER record_entry_no_update BEFORE UPDATE OF id, name, by_id, about, facts, at ON record_entry
       BEGIN SELECT RAISE(ABORT, 'the journal is append only'); END""",
    """CREATE TRIGGER record_entry_no_delete BEFORE DELETE ON record_entry
       BEGIN SELECT RAISE(ABORT, 'the journal is append only'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION record_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the journal is append only'; END $$""",
    """CREATE TRIGGER record_entry_no_update BEFORE UPDATE OF id, name, by_id, about, facts, at ON record_entry
       FOR EACH ROW EXECUTE FUNCTION record_entry_refuse()""",
    """CREATE TRIGGER record_entry_no_delete BEFORE DELETE ON record_entry
       FOR EACH ROW EXECUTE FUNCTION record_entry_refuse()""",
]


def close(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def open_up(apps: Any, schema_editor: Any) -> None:
    suffix = "" if schema_editor.connection.vendor == "sqlite" else " ON record_entry"
    for name in ("record_entry_no_update", "record_entry_no_delete"):
        schema_editor.execute(f"DROP TRIGGER {name}{suffix}")
    if not suffix:
        return
    schema_editor.execute("DROP FUNCTION record_entry_refuse()")


class Migration(migrations.Migration):
    dependencies = [("record", "0001_folded")]
    operations = [migrations.RunPython(close, open_up)]
