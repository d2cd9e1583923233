from __future__ import annotations

import os
import time
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.test import Client

from intramural.config import health, keeper


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: object) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    health._known_current.clear()


def test_healthz_asks_nobody() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_names_every_part() -> None:
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "disk": "ok", "chores": "not done here"}


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_not_ready() -> None:
    with patch.object(health.connection, "cursor", side_effect=DatabaseError("secret words")):
        answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "unreachable"


@pytest.mark.django_db
def test_a_database_of_an_older_version_is_not_ready() -> None:
    with patch.object(health.preparing, "pending", return_value=["posts.0002_more"]):
        answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "older than this version")


@pytest.mark.django_db
def test_a_full_disk_and_a_missing_keeper_are_said_and_pages_still_answer(tmp_path: Path) -> None:
    keeper.note_alive()
    assert Client().get("/readyz").json()["chores"] == "ok"
    os.utime(tmp_path / "keeper.json", (time.time() - 3600,) * 2)
    with patch.object(health, "LEAST_FREE_BYTES", 1 << 60):
        answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert (answer.json()["disk"], answer.json()["chores"]) == ("nearly full", "waiting")
