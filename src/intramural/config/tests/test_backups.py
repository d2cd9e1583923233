"""A backup is taken, put into an empty house, and the house is the same: rows, files, ids to come, and what refuses."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from intramural.config.backups import archive, restoring, taking
from intramural.config.tests.test_processes import environment, intramural
from intramural.kit.errors import Unacceptable
from tests import template

pytestmark = pytest.mark.databases
SERVER = os.environ.get("TEST_DATABASE_URL", "")
BUILD = """
import django; django.setup()
from intramural.people import testing as people
from intramural.posts.testing import a_post
from intramural.posts import actions as posts
from intramural.spaces.testing import a_space
ines, dana = people.a_person("ines"), people.a_person("dana", unit=people.a_unit("Ostergate"))
a_space("Nights", owner=ines, members=(dana,))
for body in ("Tabs\\t and \\\\ and \\"quotes\\"", "Ünïcode 🌙", "gone"):
    post = a_post(by=ines, body=body)
posts.comment(a_post(by=dana), by=ines, body="Seen")
post.delete()
"""


class House:
    """A data folder with its database: SQLite's in the folder, or one of its own on the tests' PostgreSQL server."""

    def __init__(self, data: Path, *, is_migrated: bool = False) -> None:
        self.data, self.url = data, ""
        if SERVER:
            import psycopg

            name = f"backup_{secrets.token_hex(6)}"
            with psycopg.connect(SERVER, autocommit=True) as server:
                server.execute(f"CREATE DATABASE {name}{template.like() if is_migrated else ''}")
            self.url = urlsplit(SERVER)._replace(path=f"/{name}").geturl()
        elif is_migrated:
            template.begin(data)

    def does(self, *words: str) -> str:
        done = intramural(*words, data=self.data, DATABASE_URL=self.url)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refuses(self, *words: str) -> str:
        done = intramural(*words, data=self.data, DATABASE_URL=self.url)
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr

    def rows(self) -> dict[str, str]:
        """Every table with a fingerprint of all its rows and, on PostgreSQL, of the ids to come."""
        tables: dict[str, list[object]] = {}
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as database:
                names = database.execute("SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace")
                for name, kind in names.fetchall():
                    if kind == "r" and name != "kit_cache":
                        tables[name] = sorted(map(repr, database.execute(f'SELECT * FROM "{name}"').fetchall()))
                    elif kind == "S" and "django_migrations" not in name:
                        tables[name] = database.execute(f'SELECT last_value, is_called FROM "{name}"').fetchall()
        else:
            with closing(sqlite3.connect(self.data / "intramural.sqlite3")) as database:
                for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                    tables[name] = sorted(map(repr, database.execute(f'SELECT * FROM "{name}"').fetchall()))
        return {name: hashlib.sha256(repr(rows).encode()).hexdigest() for name, rows in tables.items()}

    def run(self, statement: str) -> None:
        if self.url:
            import psycopg

            with psycopg.connect(self.url, autocommit=True) as database:
                database.execute(statement)
        else:
            with closing(sqlite3.connect(self.data / "intramural.sqlite3")) as database, database:
                database.execute(statement)

    def runs(self, program: str) -> str:
        """What a program of Python prints that knows the house."""
        env = environment(self.data, DATABASE_URL=self.url, DJANGO_SETTINGS_MODULE="intramural.config.settings")
        return subprocess.run(
            [sys.executable, "-c", program], check=True, env=env, capture_output=True, text=True
        ).stdout  # fmt: skip

    def files(self) -> dict[str, bytes]:
        folder = self.data / "files"
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Path]:
    """A house with some people, their words and a file, and a backup of it."""
    house = House(tmp_path_factory.mktemp("lived-in"), is_migrated=True)
    house.does("upgrade")
    house.runs(BUILD)
    kept = house.data / "files" / "photos" / "ab" / "abcdef"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"a picture" * 1000)
    path = tmp_path_factory.mktemp("backups") / "house.tar.gz"
    said = house.does("backup", str(path))
    assert "read back and found whole" in said
    assert path.stat().st_mode & 0o777 == 0o600
    return house, path


@pytest.mark.slow
def test_an_empty_house_becomes_the_same(lived_in: tuple[House, Path], tmp_path: Path) -> None:
    house, path = lived_in
    new = House(tmp_path)
    assert "Restored:" in new.does("restore", str(path))
    assert new.rows() == house.rows()
    assert new.files() == house.files()
    assert (new.data / "secret_key").read_text() == (house.data / "secret_key").read_text()
    assert "up to date" in new.does("upgrade", "--check")
    assert not list(tmp_path.glob(".backup-*"))
    assert not list(tmp_path.glob("replaced-*"))


@pytest.mark.slow
@pytest.mark.once
def test_a_house_in_which_somebody_lives_is_replaced_only_when_told(lived_in: tuple[House, Path], tmp_path: Path) -> None:
    house, path = lived_in
    other = House(tmp_path)
    other.does("restore", str(path))
    other.run("UPDATE people_person SET name = 'Somebody Else' WHERE handle = 'ines'")
    before = other.rows()
    assert "Somebody lives in this house" in other.refuses("restore", str(path))
    assert other.rows() == before
    assert "What was replaced lies in" in other.does("restore", str(path), "--replace")
    assert other.rows() == house.rows()
    assert other.files() == house.files()


CLOSE = """
import django; django.setup()
from intramural.audiences.models import EVERYONE
from intramural.people import testing as people
from intramural.people.actions import leaving
from intramural.people.models import Person
from intramural.posts import actions as posts
from intramural.posts.models import Comment, Post
from intramural.posts.reach import Choice
from intramural.spaces import actions as spaces
from intramural.spaces.models import Space
ines, dana = (Person.objects.get(handle=handle) for handle in ("ines", "dana"))
olga = people.a_person("olga", is_operator=True)
spaces.leave(Space.objects.get(), by=dana)
posts.delete_comment(Comment.objects.get(), by=ines)
posts.change_audience(Post.objects.get(author=dana), by=dana, choice=Choice("people", people=(ines,)))
posts.delete(Post.objects.filter(author=ines).earliest("pk"), by=ines)
leaving.erase(dana, by=olga)
"""
LEFT = """
import django; django.setup()
from intramural.people.models import Person
from intramural.posts.models import Comment, Post
from intramural.spaces.models import Membership
print(sorted(Person.objects.values_list("name", flat=True)), Membership.objects.count(), Comment.objects.filter(deleted_at=None).count(),
      sorted(Post.objects.values_list("state", "audience__kind")))
"""


@pytest.mark.slow
def test_what_was_closed_since_is_closed_before_anybody_comes_in(lived_in: tuple[House, Path], tmp_path: Path) -> None:
    path = lived_in[1]
    house = House(tmp_path / "house")
    said = house.does("restore", str(path))
    assert "is open again: nothing is known of it" in said
    before = house.runs(LEFT)
    house.runs(CLOSE)
    closed = house.runs(LEFT)
    assert "Somebody who has left" in closed
    said = house.does("restore", str(path), "--replace")
    for what in ("1 AudienceChanged", "1 CommentDeleted", "1 PersonErased", "1 PostDeleted", "1 SpaceLeft"):
        assert what in said
    assert "Not closed" not in said
    assert house.runs(LEFT) == closed.replace("'Olga', ", "")  # who came after it was made
    assert "Dana" not in (house.data / "closings.jsonl").read_text()

    elsewhere = House(tmp_path / "elsewhere")
    assert "There is no file" in elsewhere.refuses("restore", str(path), "--closings", str(tmp_path / "none.jsonl"))
    assert "holds nothing that was closed" in elsewhere.refuses("restore", str(path), "--closings", str(path))
    assert elsewhere.files() == {}
    elsewhere.does("restore", str(path), "--closings", str(house.data / "closings.jsonl"))
    assert elsewhere.runs(LEFT) == house.runs(LEFT)
    (elsewhere.data / "closings.jsonl").unlink()
    elsewhere.does("restore", str(path), "--replace")
    assert elsewhere.runs(LEFT) == before


def test_what_was_moved_goes_back_when_something_fails(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "kept").write_text("words")

    def fail() -> None:
        with restoring._moving() as move:
            move(tmp_path / "here", tmp_path / "aside")
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        fail()
    assert (tmp_path / "here" / "kept").read_text() == "words"
    assert not (tmp_path / "aside").exists()


def test_every_file_is_taken_wherever_links_lead_and_none_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "ab").mkdir(parents=True)
    (tmp_path / "elsewhere" / "ab" / "kept").touch()
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "attachments").symlink_to(tmp_path / "elsewhere")
    assert [path.name for path in taking._all_below(tmp_path / "files")] == ["kept"]
    (tmp_path / "files" / "loop").symlink_to(tmp_path / "files" / "loop")
    with pytest.raises(NotADirectoryError):
        list(taking._all_below(tmp_path / "files" / "attachments" / "ab" / "kept"))


@pytest.mark.once
@pytest.mark.slow
def test_a_damaged_database_is_replaced(tmp_path: Path) -> None:
    """A file of the house's own: PostgreSQL looks after its files itself."""
    data, backup = tmp_path / "house", str(tmp_path / "house.tar.gz")
    template.begin(data)
    for words in (("operator", "olga@house.example", "--name", "Olga Novak"), ("backup", backup)):
        assert intramural(*words, data=data, said="a-long-password\n").returncode == 0
    (data / "intramural.sqlite3").write_bytes(b"What was here before?" * 500)
    refused = intramural("upgrade", data=data)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "The database is damaged. Put the newest backup back" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "say --replace" in intramural("restore", backup, data=data).stderr
    assert "Restored: 1 people" in intramural("restore", backup, "--replace", data=data).stdout


@pytest.mark.slow
def test_the_journal_of_a_restored_house_is_append_only(lived_in: tuple[House, Path], tmp_path: Path) -> None:
    house, path = lived_in
    if SERVER:
        house = House(tmp_path)
        house.does("restore", str(path))
    with pytest.raises(Exception, match="append only"):
        house.run("UPDATE record_entry SET name = 'Other'")


@pytest.mark.slow
@pytest.mark.once
def test_backups_are_not_overwritten_and_old_ones_go_when_told(lived_in: tuple[House, Path], tmp_path: Path) -> None:
    house, path = lived_in
    assert "is there already" in house.refuses("backup", str(path))
    folder = tmp_path / "of many days"
    folder.mkdir()
    for day in ("01", "02", "03"):
        (folder / f"intramural-2026-01-{day}-030000.tar.gz").write_text("old")
    (folder / "holiday.tar.gz").write_text("not ours")
    house.does("backup", str(folder), "--keep", "2")
    names = sorted(file.name for file in folder.iterdir())
    assert names[:2] == ["holiday.tar.gz", "intramural-2026-01-03-030000.tar.gz"]
    assert len(names) == 3


@pytest.mark.slow
@pytest.mark.once
def test_a_damaged_archive_changes_nothing(lived_in: tuple[House, Path], tmp_path: Path) -> None:
    good = lived_in[1].read_bytes()
    for number, bad in enumerate((good[: len(good) // 2], good[:2000] + b"\0" * 64 + good[2064:], b"no archive", b"")):
        path = tmp_path / f"{number}.tar.gz"
        path.write_bytes(bad)
        with pytest.raises(Unacceptable, match="damaged"):
            archive.look(path)
    new = House(tmp_path / "new")
    assert "damaged" in new.refuses("restore", str(tmp_path / "0.tar.gz"))
    assert "There is no file" in new.refuses("restore", str(tmp_path / "none.tar.gz"))
    assert new.files() == {}


@pytest.mark.slow
@pytest.mark.once
def test_other_bytes_under_a_good_name_are_found(lived_in: tuple[House, Path], tmp_path: Path) -> None:
    with tarfile.open(lived_in[1]) as tar:
        tar.extractall(tmp_path / "in", filter="data")
    (tmp_path / "in" / "files" / "photos" / "ab" / "abcdef").write_bytes(b"another")
    with tarfile.open(tmp_path / "changed.tar.gz", "w:gz") as tar:
        for file in (tmp_path / "in").rglob("*"):
            if file.is_file():
                tar.add(file, file.relative_to(tmp_path / "in").as_posix())
    with pytest.raises(Unacceptable, match="damaged"):
        archive.look(tmp_path / "changed.tar.gz")


@pytest.mark.slow
@pytest.mark.once
def test_a_backup_of_a_newer_version_or_another_kind_is_refused(lived_in: tuple[House, Path], tmp_path: Path) -> None:
    for change, said in (
        (("posts.0001_folded", "posts.9999_from_the_future"), "newer version"),
        ((f'"{"postgresql" if SERVER else "sqlite"}"', '"mysql"'), "The backup is of mysql"),
    ):
        with tarfile.open(lived_in[1]) as tar:
            tar.extractall(tmp_path / said, filter="data")
        manifest = tmp_path / said / "manifest.json"
        told = archive.Manifest(**json.loads(manifest.read_text().replace(*change)))
        (tmp_path / said / "checksums.txt").unlink()
        changed = tmp_path / f"{said}.tar.gz"
        archive.pack(tmp_path / said, told, changed)
        assert said in House(tmp_path / f"new {said}").refuses("restore", str(changed))
