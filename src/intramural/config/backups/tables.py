"""The tables of PostgreSQL, out and in by COPY: no pg_dump of the right version has to be at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from intramural.config.backups.archive import Manifest

FORGETTABLE = {"kit_cache"}  # counts of tries: not worth keeping, and refilled by itself


def take(folder: Path, manifest: Manifest, cursor: Any) -> None:
    """Writes every table into the folder, in the transaction that is open."""
    (folder / "tables").mkdir()
    for table in _tables():
        manifest.tables[table] = columns = _columns(cursor, table)
        with (
            (folder / "tables" / f"{table}.copy").open("wb") as file,
            cursor.copy(_copy(table, columns, "TO STDOUT")) as rows,
        ):
            for row in rows:
                file.write(row)
    for table, column, sequence in _sequences(cursor):
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")
        last, is_called = cursor.fetchone()
        manifest.sequences[f"{table}.{column}"] = last if is_called else 0


def load(folder: Path, manifest: Manifest, then: Callable[[], None]) -> None:
    """Makes the tables anew as they were and fills them; `then` does the rest before it counts.

    All of it in one transaction: when anything goes wrong, what was there is there still.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            _clear(cursor)
        executor = MigrationExecutor(connection)
        executor.migrate(_last_of_each_app(executor, manifest.migrations))
        with connection.cursor() as cursor:
            _fill(cursor, folder, manifest)
        then()


def _last_of_each_app(executor: MigrationExecutor, migrations: list[str]) -> list[tuple[str, str]]:
    nodes = {(app, name) for app, _, name in (full.partition(".") for full in migrations)}
    node_map = executor.loader.graph.node_map
    return [
        node
        for node in sorted(nodes)
        if not any(child.key[0] == node[0] and child.key in nodes for child in node_map[node].children)
    ]


def _fill(cursor: Any, folder: Path, manifest: Manifest) -> None:
    tables = sorted(set(manifest.tables) & set(_tables()))
    _let_constraints_be_checked(cursor)
    for table in tables:
        cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    cursor.execute(f"TRUNCATE {', '.join(_quoted(tables))} CASCADE")
    for table in tables:
        copy = _copy(table, manifest.tables[table], "FROM STDIN")
        with (folder / "tables" / f"{table}.copy").open("rb") as file, cursor.copy(copy) as rows:
            while chunk := file.read(1 << 20):
                rows.write(chunk)
    for name, last in manifest.sequences.items():
        table, column = name.split(".")
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)", [f'"{table}"', column, max(last, 1), last > 0]
        )
    _let_constraints_be_checked(cursor)
    for table in tables:
        cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _let_constraints_be_checked(cursor: Any) -> None:
    """Foreign keys are checked at the end of a transaction, and a table with checks to come cannot be altered."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _clear(cursor: Any) -> None:
    """Takes away the tables and functions of the house that is being replaced."""
    tables = connection.introspection.table_names(cursor)
    if tables:
        cursor.execute(f"DROP TABLE {', '.join(_quoted(tables))} CASCADE")
    cursor.execute(
        """SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
           WHERE n.nspname = current_schema() AND pg_get_userbyid(p.proowner) = current_user
           AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"""
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {function} CASCADE")


def _tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - FORGETTABLE)


def _columns(cursor: Any, table: str) -> list[str]:
    """The columns that are stored as they were written; generated ones make themselves again."""
    cursor.execute(
        """SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s
           AND is_generated = 'NEVER' ORDER BY ordinal_position""",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _sequences(cursor: Any) -> list[tuple[str, str, str]]:
    cursor.execute(
        """SELECT c.table_name, c.column_name, pg_get_serial_sequence(quote_ident(c.table_name), c.column_name)
           FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
           WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"""
    )
    return [row for row in cursor.fetchall() if row[2]]


def _copy(table: str, columns: list[str], where: str) -> str:
    return f'COPY "{table}" ({", ".join(_quoted(columns))}) {where}'


def _quoted(names: list[str]) -> list[str]:
    return [f'"{name}"' for name in names]
