"""F21: a backup that is taken while people write is put back elsewhere."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from tests.faults import rows, run
from tests.faults.test_streams import Noting

HOUSE = ("-m", "intramural.config.processes")


@pytest.mark.slow
@pytest.mark.databases
@pytest.mark.once
def test_f21_what_was_acknowledged_before_a_backup_is_in_it_once(record_property: Noting, tmp_path: Path) -> None:
    """Four people write, by forms and mails, while it is taken; what they were told before it began is there, and no halves."""
    database = "postgresql" if os.environ.get("TEST_DATABASE_URL") else "sqlite"
    times = 50 if rows.WHOLE else 1
    acknowledged = 0
    with run.empty_house(database) as env:
        folder, port, facts = run.with_people(env)
        journal, draw = folder / "acknowledged.jsonl", random.Random(7)
        journal.touch()
        with run.server(env, port, 60) as (_, _):
            for number in range(times):
                archive, before = tmp_path / f"{number}.tar.gz", tmp_path / f"{number}.jsonl"

                def take(archive: Path = archive, before: Path = before) -> None:
                    before.write_text(journal.read_text())
                    run.python(env, *HOUSE, "backup", str(archive))

                assert run.write(port, facts, journal, [], take, draw) == []
                acknowledged = len(before.read_text().splitlines())
                with run.empty_house(database, is_made=False) as new:
                    run.python(new, *HOUSE, "restore", str(archive), "--replace")
                    found = json.loads(run.python(new, "-m", "tests.faults.house", "look", str(before)))
                assert found == {"lost": 0, "doubled": 0, "halves": 0}, f"{archive.name}: {found}"
                archive.unlink()
    assert acknowledged > 0
    record_property("times", times)
