"""The rows of the fault matrix (trust.md, B) that tests hold: which they are, and how they came out, for the table of `bin/faults`.

FAULTS=whole makes each as long as the matrix asks; an ordinary run of the tests goes through the short form.
"""

from __future__ import annotations

import os
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from defusedxml.ElementTree import parse

from tests.run import run

WHOLE = os.environ.get("FAULTS") == "whole"
TESTS = {
    "F5": ("an import is killed, and run again", ("test_killed_at_any_moment",)),
    "F6": ("there is no room for a while", ("test_f6_",)),
    "F9": ("the database's connections are cut", ("test_f9_",)),
    "F11": ("two processes hand over the same letters", ("test_each_letter_leaves_once",)),
    "F12": ("narrowed while it is told and shown", ("test_f12_",)),
    "F13": ("a way in is lost while a stream is open", ("test_f13_",)),
    "F14": ("mails twice, late and in any order", ("test_a_thread_is_the_same_whatever_order", "test_what_it_answers_never_comes")),
    "F18": (
        "the mail server is down, puts off, falls silent",
        ("test_a_server_that_", "test_what_is_put_off", "test_what_was_put_off", "test_what_was_leaving", "test_an_address_that_refuses"),
    ),
    "F21": (
        "a backup taken while people write, put back elsewhere",
        ("test_f21_", "test_an_empty_house_becomes_the_same", "test_what_was_closed_since"),
    ),
    "F22": ("a backup is cut off or changed", ("test_a_damaged_archive", "test_other_bytes_under_a_good_name")),
    "F25": ("everybody comes back at once", ("test_f25_",)),
}  # fmt: skip
OF_POSTGRESQL = {"F9"}
"""What there is on SQLite, which is no server, nothing of."""
FILES = (
    "tests/faults/test_outages.py", "tests/faults/test_streams.py", "tests/faults/test_restores.py", "src/intramural/config/tests/test_backups.py", "src/intramural/imports/tests/test_killed.py", "src/intramural/mail/tests/test_taking.py",
    "src/intramural/mail/tests/test_handing.py", "src/intramural/mail/tests/test_racing.py",
)  # fmt: skip


@dataclass
class Row:
    """One row on one database: what was done how often, and whether all of it held."""

    row: str
    what: str
    database: str
    tests: int = 0
    times: int = 0
    failed: int = 0


def lived_through(database: str, *, whole: bool) -> list[Row]:
    """Runs the tests of each row on the database; a row none of whose tests ran has failed."""
    tests = {row: told for row, told in TESTS.items() if database == "postgresql" or row not in OF_POSTGRESQL}
    found = {row: Row(row, what, database) for row, (what, _) in tests.items()}
    words = " or ".join(name for _, names in tests.values() for name in names)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        os.environ["FAULTS"] = "whole" if whole else ""
        run(
            database,
            [
                *FILES,
                "-k",
                words,
                "-n0",
                "-p",
                "no:randomly",
                f"--junitxml={report}",
                "-o",
                "junit_family=legacy",
                "--show-capture=no",
            ],
        )
        for case in parse(report).iter("testcase") if report.exists() else ():
            _count(found, case)
    for row in found.values():
        row.failed += row.tests == 0
    return list(found.values())


def _count(found: dict[str, Row], case: ElementTree.Element) -> None:
    for row in found:
        if case.get("name", "").startswith(TESTS[row][1]):
            found[row].tests += 1
            found[row].failed += any(case.find(what) is not None for what in ("failure", "error", "skipped"))
            found[row].times += sum(
                int(one.get("value", "0")) for one in case.iter("property") if one.get("name") == "times"
            )
