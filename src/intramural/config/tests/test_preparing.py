from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from intramural.config import preparing
from intramural.kit.errors import NotReady
from intramural.people.models import Person


@pytest.mark.django_db
def test_after_migrating_nothing_is_pending() -> None:
    assert preparing.pending() == []
    assert not preparing.is_empty()


@pytest.mark.django_db
def test_a_migration_that_the_database_has_not_seen_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'posts' AND name = '0001_initial'")
    assert preparing.pending() == ["posts.0001_initial"]


@pytest.mark.django_db
def test_a_database_in_which_nobody_is_yet_is_prepared_without_asking() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'posts' AND name = '0001_initial'")
    assert preparing.holds_nobody()


@pytest.mark.django_db
def test_one_that_holds_somebody_and_is_older_is_refused(ada: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'posts' AND name = '0001_initial'")
    with pytest.raises(NotReady, match="older than this version"):
        preparing.require()


def test_static_files_are_collected_once(tmp_path: Path, settings: object) -> None:
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    told: list[str] = []
    preparing.static_files(told.append)
    assert (tmp_path / "ui" / "intramural.css").exists()
    preparing.static_files(told.append)
    assert told == ["static files"]
    (tmp_path / ".prepared").write_text("of another version")
    preparing.static_files(told.append)
    assert told == ["static files"] * 2
