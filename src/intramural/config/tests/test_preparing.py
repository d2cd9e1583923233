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
        cursor.execute("DELETE FROM django_migrations WHERE app = 'posts' AND name = '0001_folded'")
    assert preparing.pending() == ["posts.0001_folded"]


@pytest.mark.django_db
def test_a_database_in_which_nobody_is_yet_is_prepared_without_asking() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'posts' AND name = '0001_folded'")
    assert preparing.holds_nobody()


@pytest.mark.django_db
def test_one_that_holds_somebody_and_is_older_is_refused(ada: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'posts' AND name = '0001_folded'")
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


OLD = {"record.0001_initial", "record.0003_answers_without_words"}


def test_what_was_folded_goes_by_its_name_of_today() -> None:
    assert preparing.named_today({*OLD, "record.0002_append_only"}) == {"record.0001_folded", "record.0002_append_only"}
    assert preparing.named_today({*OLD, "record.0001_folded"}) == {"record.0001_folded"}
    assert preparing.named_today(["record.9999_of_later"]) == {"record.9999_of_later"}
    assert preparing.named_today([]) == set()


def test_a_database_that_stopped_before_the_fold_is_refused_with_the_way_on() -> None:
    with pytest.raises(NotReady) as refused:
        preparing.named_today(["record.0001_initial", "record.0002_append_only"])
    assert "at commit c7f3285 first" in refused.value.remedy
