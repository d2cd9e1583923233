"""The console script as a person meets it: in a process of its own, with a data folder of its own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from intramural.config import processes
from tests import cluster, template

ROOT = Path(__file__).resolve().parents[4]


def environment(data: Path, **settings: str) -> dict[str, str]:
    """What a command is given: nothing of this process's settings but those that are named."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("INTRAMURAL_", "DATABASE_URL", "DJANGO_"))
    }
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "INTRAMURAL_DATA_DIR": str(data), **settings}


def intramural(*words: str, data: Path, said: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own; `said` is its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "intramural.config.processes", *words],
        env=environment(data, **settings), capture_output=True, text=True, timeout=120, input=said,
    )  # fmt: skip


def test_the_command_lists_its_verbs_without_a_house(tmp_path: Path) -> None:
    listed = intramural("--help", data=tmp_path)
    assert listed.returncode == 0
    assert all(f"    {verb.name} " in listed.stdout for verb in processes.VERBS)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", processes.VERBS, ids=lambda verb: verb.name)
def test_every_verb_explains_itself(verb: processes.Verb, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        processes.main([verb.name, "--help"])
    assert ended.value.code == 0
    assert f"usage: intramural {verb.name}" in capsys.readouterr().out


@pytest.mark.parametrize("words", [("upgrade",), ("operator", "olga@house.example")])
def test_a_database_that_does_not_answer_is_said_with_a_remedy(words: tuple[str, ...], tmp_path: Path) -> None:
    asked = intramural(*words, data=tmp_path, DATABASE_URL=f"postgresql://a:b@127.0.0.1:{cluster.free_port()}/c")
    assert asked.returncode == 1
    assert asked.stderr.startswith("The database does not answer. Check that it runs")
    assert "Traceback" not in asked.stderr


def test_a_database_of_another_application_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "intramural.sqlite3")) as database:
        database.execute("CREATE TABLE invoices (number)")
    asked = intramural("upgrade", data=tmp_path)
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "tables of another application" in asked.stderr
    with closing(sqlite3.connect(tmp_path / "intramural.sqlite3")) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("invoices",)]


def test_a_mail_is_to_be_brought_again_when_the_database_does_not_answer(tmp_path: Path) -> None:
    url = f"postgresql://a:b@127.0.0.1:{cluster.free_port()}/c"
    asked = intramural("mail", "take", "-", "--to", "a@b.example", data=tmp_path, said="From: a@b.example", DATABASE_URL=url)
    assert asked.returncode == os.EX_TEMPFAIL


def test_whoever_stops_reading_and_who_knows_no_arrows_gets_no_traceback(tmp_path: Path) -> None:
    told = intramural("doctor", data=tmp_path, PYTHONIOENCODING="ascii")
    assert "? Run: intramural upgrade" in told.stdout
    with subprocess.Popen(
        [sys.executable, "-m", "intramural.config.processes", "doctor"], env=environment(tmp_path), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None and process.stderr is not None  # noqa: PT018  # for the types
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == processes.ENDED_BY_A_PIPE


@pytest.mark.parametrize("words", [[], ["sevre"]])
def test_wrong_words_are_told_what_there_is(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        processes.main(words)
    assert ended.value.code == 2
    assert "usage: intramural" in capsys.readouterr().err


def test_a_wrong_setting_is_refused_by_its_name_with_a_remedy(tmp_path: Path) -> None:
    done = intramural("serve", data=tmp_path, INTRAMURAL_PORT="often")
    assert done.returncode == 2
    assert "INTRAMURAL_PORT cannot be 'often'" in done.stderr
    assert "INTRAMURAL_PORT=8000" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_demo_company_is_for_loopback(tmp_path: Path) -> None:
    template.begin(tmp_path)
    made = intramural("demo", data=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "ines@ostergate.example" in made.stdout
    refused = intramural("serve", data=tmp_path, INTRAMURAL_HOST="0.0.0.0")
    assert refused.returncode == 1
    assert "The demo company is for this machine alone" in refused.stderr


@pytest.mark.slow
def test_a_house_is_upgraded_by_decision_and_its_operator_made_from_a_script(tmp_path: Path) -> None:
    assert "would migrate people.0001_folded" in intramural("upgrade", "--check", data=tmp_path).stdout
    made = intramural("operator", "wera@house.example", "--name", "Wera Ost", data=tmp_path, said="a long enough word\n")
    assert made.returncode == 0, made.stderr
    assert "wera@house.example" in made.stdout
    with sqlite3.connect(tmp_path / "intramural.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'posts'")
    for verb in (("operator", "ben@house.example"), ("work", "--once"), ("serve",)):
        refused = intramural(*verb, data=tmp_path, INTRAMURAL_PORT="18999")
        assert refused.returncode == 1
        assert "Run: intramural upgrade" in refused.stderr


@pytest.mark.slow
def test_a_house_of_before_the_migrations_were_folded_is_upgraded(tmp_path: Path) -> None:
    template.begin(tmp_path)
    assert intramural("upgrade", data=tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "intramural.sqlite3")) as database, database:
        database.execute("DELETE FROM django_migrations WHERE name = '0001_folded'")
    assert intramural("upgrade", "--check", data=tmp_path).returncode == 1
    upgraded = intramural("upgrade", data=tmp_path)
    assert upgraded.returncode == 0, upgraded.stderr
    assert intramural("upgrade", "--check", data=tmp_path).returncode == 0

    with closing(sqlite3.connect(tmp_path / "intramural.sqlite3")) as database, database:
        database.execute("DELETE FROM django_migrations WHERE name IN ('0001_folded', '0007_translucent')")
    refused = intramural("upgrade", data=tmp_path)
    assert refused.returncode == 1
    assert "older than any that this version can bring up to date" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
def test_chores_can_be_done_once(tmp_path: Path) -> None:
    template.begin(tmp_path)
    assert intramural("upgrade", data=tmp_path).returncode == 0
    done = intramural("work", "--once", data=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "0 failed" in done.stderr


@pytest.mark.slow
def test_a_first_start_that_was_killed_goes_on(tmp_path: Path) -> None:
    data, staff = tmp_path / "house", tmp_path / "staff.csv"
    staff.write_text("id,name\n1,Ada Lind\n")
    words = [sys.executable, "-m", "intramural.config.processes", "import", "people", str(staff)]
    for wanted in (1, 12, 30):
        process = subprocess.Popen(words, env=environment(data), stdout=subprocess.DEVNULL)
        while process.poll() is None and applied(data) < wanted:
            time.sleep(0.005)
        process.kill()
        process.wait()
        assert (process.returncode, people(data)) == (-9, 0)
    done = intramural("import", "people", str(staff), data=data)
    assert (done.returncode, people(data)) == (0, 1), done.stderr
    assert intramural("upgrade", "--check", data=data).returncode == 0


def applied(data: Path) -> int:
    """How many migrations the database of this folder has seen."""
    return _count(data, "django_migrations")


def people(data: Path) -> int:
    return _count(data, "people_person")


def _count(data: Path, table: str) -> int:
    try:
        with closing(sqlite3.connect(f"file:{data / 'intramural.sqlite3'}?mode=ro", uri=True, timeout=10)) as database:
            return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_a_key_that_was_never_written_to_its_end_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    assert intramural("upgrade", "--check", data=tmp_path).returncode == 1
    assert len((tmp_path / "secret_key").read_text()) > 40
    assert sorted(path.name for path in tmp_path.glob("secret_key*")) == ["secret_key"]
