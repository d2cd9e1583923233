"""The lines beside the database: written whole, read in order, let go of when they are old."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from intramural.kit import clock
from intramural.kit.errors import Conflict, Unacceptable
from intramural.record import closings

PERSON = {"person": "aaaaaaaaaaaaa"}


@pytest.fixture(autouse=True)
def file(settings, tmp_path: Path) -> Path:
    settings.CLOSINGS_FILE = tmp_path / "closings.jsonl"
    return settings.CLOSINGS_FILE


def a_line(what: str, *, days: float = 0, **facts: str) -> None:
    closings._write(what, facts)
    lines = closings.path().read_text().splitlines()
    last = {**json.loads(lines[-1]), "at": (clock.now() - timedelta(days=days)).isoformat()}
    closings.path().write_text("\n".join([*lines[:-1], json.dumps(last)]) + "\n")


def named(days: float) -> list[str]:
    return [f"{one.what} {' '.join(one.facts.values())}" for one in closings.since(clock.now() - timedelta(days=days))]


def test_what_came_after_a_moment_is_given_in_its_order():
    a_line("PostDeleted", days=9, post="old")
    a_line("PostDeleted", days=3, post="b")
    a_line("PersonErased", days=2, **PERSON)
    a_line("PostDeleted", days=1, post="a")
    assert named(5) == ["PostDeleted b", "PersonErased aaaaaaaaaaaaa", "PostDeleted a"]
    assert named(0) == []


def test_it_is_for_its_owner_alone(file: Path):
    a_line("PostDeleted", post="a")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_was_named_and_is_not_there_is_not_made(settings, tmp_path: Path):
    settings.CLOSINGS_FILE = tmp_path / "safe" / "closings.jsonl"
    with pytest.raises(FileNotFoundError):
        closings.probe()
    assert not (tmp_path / "safe").exists()


def test_the_folder_of_the_house_is_made(settings, tmp_path: Path):
    settings.DATA_DIR, settings.CLOSINGS_FILE = tmp_path / "house", tmp_path / "house" / "closings.jsonl"
    a_line("PostDeleted", post="a")
    assert named(1) == ["PostDeleted a"]


def test_what_was_told_twice_is_given_once():
    for _ in range(2):
        a_line("PostDeleted", post="a")
    assert named(1) == ["PostDeleted a"]


def test_what_was_opened_again_stays_open():
    a_line("PersonDeactivated", days=3, **PERSON)
    a_line("PersonDeactivated", days=3, person="bbbbbbbbbbbbb")
    a_line("PersonReactivated", days=2, **PERSON)
    assert named(5) == ["PersonDeactivated bbbbbbbbbbbbb"]
    a_line("PersonDeactivated", days=1, **PERSON)
    assert named(5) == ["PersonDeactivated bbbbbbbbbbbbb", "PersonDeactivated aaaaaaaaaaaaa"]


def test_a_line_that_was_not_written_to_its_end_is_passed_over(file: Path):
    a_line("PostDeleted", post="a")
    with file.open("a") as torn:
        torn.write('{"at": "2026-0')
    assert named(1) == ["PostDeleted a"]
    closings._write("PostDeleted", {"post": "b"})
    assert named(1) == ["PostDeleted a", "PostDeleted b"]


def test_where_there_is_no_file_nothing_was_closed():
    assert named(1) == []
    assert closings.prune() == 0


@pytest.mark.parametrize("words", ["Dear diary\n", "[1, 2]\n7\n", '{"what": "PostDeleted"}\n', "\x00\xff"])
def test_another_file_is_refused(tmp_path: Path, words: str):
    other = tmp_path / "diary"
    other.write_text(words)
    with pytest.raises(Unacceptable, match="holds nothing that was closed"):
        closings.since(clock.EPOCH, file=other)


def test_what_is_older_than_any_backup_is_let_go(file: Path):
    for days in (500, 401, 399, 1):
        a_line("PostDeleted", days=days, post=f"p{days}")
    assert closings.prune() == 2
    assert named(1000) == ["PostDeleted p399", "PostDeleted p1"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert closings.prune() == 0


@pytest.mark.django_db
def test_one_that_cannot_be_closed_keeps_no_other_open(monkeypatch: pytest.MonkeyPatch):
    def again(facts: closings.Facts) -> bool:
        if facts["post"] == "b":
            raise Conflict("It is held.")
        return facts["post"] == "a"

    monkeypatch.setitem(closings._again, "PostDeleted", again)
    for post in "abc":
        a_line("PostDeleted", post=post)
    a_line("Unheard", post="d")
    outcome = closings.close_again(closings.since(clock.EPOCH))
    assert [one.facts["post"] for one in outcome.done] == ["a"]
    assert [one.facts["post"] for one in outcome.gone] == ["c"]
    assert [(one.facts["post"], why) for one, why in outcome.refused] == [
        ("b", "It is held."),
        ("d", "this version knows no such thing"),
    ]


def test_several_processes_lose_no_line(file: Path):
    processes = [get_context("fork").Process(target=_write_many, args=(number,)) for number in range(4)]
    for process in processes:
        process.start()
    for _ in range(30):
        closings.prune()
    for process in processes:
        process.join()
    assert len(closings.since(clock.EPOCH)) == 200


def _write_many(number: int) -> None:
    for n in range(50):
        closings._write("PostDeleted", {"post": f"{number}-{n}"})
    os._exit(0)
