"""Brings database, static files and compiled pages up to date, and knows of the first two whether they are without doing it."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from intramural.kit.errors import Conflict, NotReady


def pending() -> list[str]:
    """The migrations that the database has not seen, as "app.name". Reads file names, so that asking costs milliseconds."""
    ours = {
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for path in Path(config.path, "migrations").glob("[0-9]*.py")
    }
    return sorted(f"{app}.{name}" for app, name in ours - _applied())


def named_today(applied: Iterable[str]) -> set[str]:
    """What a database has seen ("app.name"), in the names that this version has for it: migrations of old are folded into one.

    Refuses (503) a database that had not come to the end of them; the version before can bring it there (decision 34).
    """
    names, on_disk = set(applied), MigrationLoader(None).disk_migrations
    for (app, name), migration in on_disk.items():
        folded = {f"{label}.{old}" for label, old in migration.replaces if (label, old) not in on_disk}
        if folded <= names:
            names = names - folded | ({f"{app}.{name}"} if folded else set())
        elif folded & names:
            raise NotReady(
                "The database is older than any that this version can bring up to date.",
                remedy="Run `intramural upgrade` of the version at commit c7f3285 first, then this one's.",
            )
    return names


def is_empty() -> bool:
    """Whether the database holds nothing of ours yet."""
    return not _applied()


def holds_nobody() -> bool:
    """Whether there is nothing in the database that anybody could lose: it is empty, or its first preparation was stopped."""
    person = apps.get_model("people", "Person")
    return person._meta.db_table not in connection.introspection.table_names() or not person._default_manager.exists()


def database(tell: Callable[[str], None] = lambda line: None) -> None:
    """Migrates; where nothing is pending, nothing is done. Who comes while another prepares waits for it."""
    with _preparing():
        if pending():
            require_ours()
            tell("the database")
            _migrate()
        if settings.CACHES["default"].get("LOCATION") not in (None, "", *connection.introspection.table_names()):
            call_command("createcachetable", verbosity=0)


def require_ours() -> None:
    """Refuses (409) a database in which another application lives, and (503) one that cannot hold every name."""
    labels = {config.label for config in apps.get_app_configs()}
    known = {"django_migrations", "django_content_type", settings.CACHES["default"].get("LOCATION")}
    if any(table not in known and table.partition("_")[0] not in labels for table in connection.introspection.table_names()):
        raise Conflict(
            "The database holds tables of another application.", remedy="Name a database of its own in DATABASE_URL."
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_encoding")
            (encoding,) = cursor.fetchone()
        if encoding != "UTF8":
            raise NotReady(
                f"The database is kept in {encoding}.", remedy="Make one in UTF8: createdb -E UTF8 -T template0 NAME"
            )


def require(tell: Callable[[str], None] = lambda line: None) -> None:
    """Prepares a database that holds nobody yet, or goes on where that was stopped. Refuses (503) one that is older than
    this version: upgrading is a decision, with a backup before it."""
    if holds_nobody():
        database(tell)
    elif pending():
        raise NotReady("The database is older than this version.", remedy="Run: intramural upgrade")


@contextmanager
def in_use() -> Iterator[None]:
    """Marks the data folder as in use as long as the block lasts, so that nothing is restored under a running server."""
    with open(_lock(), "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotReady("A backup is being restored into this data folder.", remedy="Wait until it is done.") from None
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Has the data folder for itself as long as the block lasts. Refuses (503) while a server or a keeper runs in it."""
    with open(_lock(), "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotReady("Intramural runs in this data folder.", remedy="Stop it first.") from None
        yield


def static_files(tell: Callable[[str], None] = lambda line: None) -> None:
    """Collects style sheet, script, fonts and icons under names that carry their hash, when any of them has changed."""
    if static_files_are_current():
        return
    tell("static files")
    call_command("collectstatic", verbosity=0, interactive=False)
    _stamp().write_text(_state_of_static_files())


def pages() -> None:
    """Compiles every template that has changed, so that the next server has nothing to compile before it answers."""
    from intramural.ui import environment

    environment.load_all()


def static_files_are_current() -> bool:
    """Whether what was collected is what this version has."""
    return _stamp().exists() and _stamp().read_text() == _state_of_static_files()


@contextmanager
def _preparing() -> Iterator[None]:
    with open(_lock("preparing"), "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _migrate() -> None:
    """Django notes some migrations after their transaction: whoever is killed in between could never go on."""
    named_today(f"{app}.{name}" for app, name in _applied())
    executor = _Executor(connection)
    executor.loader.check_consistent_history(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    call_command("migrate", verbosity=0, interactive=False)


class _Executor(MigrationExecutor):
    """Applies a migration and notes that it was applied in one transaction."""

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        if not migration.atomic:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        connection.disable_constraint_checking()
        try:
            with transaction.atomic():
                return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        finally:
            connection.enable_constraint_checking()


def _lock(name: str = "in_use") -> Path:
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{name}.lock"


def _applied() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return {(app, name) for app, name in cursor.fetchall()}


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".prepared"


def _state_of_static_files() -> str:
    """A fingerprint of every file that goes into the static files: its place, size and time of change."""
    digest = hashlib.sha256()
    package = Path(settings.PACKAGE)
    for pattern in ("*/static/**/*", "*/styles/*", "*/elements/*", "ui/components/*/*.css", "ui/bundle.py"):
        for path in sorted(package.glob(pattern)):
            if path.is_file():
                about = path.stat()
                digest.update(f"{path.relative_to(package)} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()
