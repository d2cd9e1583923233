"""PostgreSQL tells whoever listens that an entry of the journal was committed. It says nothing of what happened."""

from __future__ import annotations

from typing import Any

from django.db import migrations

TELL = [
    """CREATE FUNCTION record_entry_tell() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN PERFORM pg_notify('intramural_journal', ''); RETURN NULL; END $$""",
    """CREATE TRIGGER record_entry_tell AFTER INSERT ON record_entry
       FOR EACH STATEMENT EXECUTE FUNCTION record_entry_tell()""",
]
TELL_NO_MORE = ["DROP TRIGGER record_entry_tell ON record_entry", "DROP FUNCTION record_entry_tell()"]


def tell(apps: Any, schema_editor: Any) -> None:
    _on_postgresql(schema_editor, TELL)


def tell_no_more(apps: Any, schema_editor: Any) -> None:
    _on_postgresql(schema_editor, TELL_NO_MORE)


def _on_postgresql(schema_editor: Any, statements: list[str]) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("record", "0002_append_only")]
    operations = [migrations.RunPython(tell, tell_no_more)]
