"""An import that is really killed, at 1, 50 and 99 % and before its first message, ends as if it never had been."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from intramural.imports.testing import a_slack_export, a_slack_message, a_slack_user
from tests import template
from tests.faults import rows

pytestmark = [pytest.mark.slow, pytest.mark.databases]

SOURCE = Path(__file__).resolve().parents[3]
SERVER = os.environ.get("TEST_DATABASE_URL", "")
MESSAGES = 3_000
WHAT_IS_THERE = {
    "people": "SELECT origin, handle, email, standing FROM people_person ORDER BY origin",
    "known": "SELECT origin, count(*) FROM imports_knownas GROUP BY origin ORDER BY origin",
    "spaces": "SELECT s.origin, s.name, count(m.id) FROM spaces_space s LEFT JOIN spaces_membership m ON m.space_id = s.id"
    " GROUP BY s.origin, s.name ORDER BY s.origin",
    "posts": "SELECT p.origin, p.body, a.origin, g.kind, s.origin, count(r.id) FROM posts_post p"
    " LEFT JOIN people_person a ON a.id = p.author_id JOIN audiences_audience g ON g.id = p.audience_id"
    " LEFT JOIN spaces_space s ON s.id = p.space_id LEFT JOIN posts_reaction r ON r.post_id = p.id AND r.comment_id IS NULL"
    " GROUP BY p.origin, p.body, a.origin, g.kind, s.origin ORDER BY p.origin",
    "comments": "SELECT c.origin, c.body, p.origin, a.origin, t.origin FROM posts_comment c JOIN posts_post p ON p.id = c.post_id"
    " LEFT JOIN people_person a ON a.id = c.author_id LEFT JOIN posts_comment t ON t.id = c.parent_id ORDER BY c.origin",
    "mentions": "SELECT count(*) FROM posts_mention",
    "files": "SELECT name, count(*) FROM posts_attachment GROUP BY name ORDER BY name",
}


class House:
    """A house of its own, in a folder or in a database of the tests' server."""

    def __init__(self, folder: Path, *, like: House | None = None) -> None:
        self._folder, self.report = folder, folder / "report.json"
        self._name = f"killed_{secrets.token_hex(6)}" if SERVER else ""
        if self._name:
            self._ask(f'CREATE DATABASE "{self._name}"' + (f' TEMPLATE "{like._name}"' if like else template.like()), SERVER)
        template.begin(folder, url=SERVER) if like is None else shutil.copytree(like._folder, folder)
        self._env = {
            **os.environ, "PYTHONPATH": str(SOURCE), "INTRAMURAL_DATA_DIR": str(folder), "DATABASE_URL": self._url,
            "DJANGO_SETTINGS_MODULE": "intramural.config.settings",
        }  # fmt: skip

    @property
    def _url(self) -> str:
        return f"{SERVER.rpartition('/')[0]}/{self._name}" if self._name else ""

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "intramural.config.processes", *arguments]
        return subprocess.Popen(command, env=self._env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def bring_in(self, export: Path) -> dict[str, Any]:
        assert self.start("import", "slack", str(export), "--report", str(self.report)).wait(120) == 0
        return json.loads(self.report.read_text())

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        if self._name:
            return self._ask(query, self._url)
        (file,) = self._folder.glob("*.sqlite3")
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as database:
            return database.execute(query).fetchall()

    def _ask(self, query: str, url: str) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(url, autocommit=True) as database:
            cursor = database.execute(query.encode())
            return cursor.fetchall() if cursor.description else []

    def said(self) -> int:
        return int(self.ask("SELECT (SELECT count(*) FROM posts_post) + (SELECT count(*) FROM posts_comment)")[0][0])

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        return {name: self.ask(query) for name, query in WHAT_IS_THERE.items()}

    def end(self) -> None:
        if self._name:
            self._ask(f'DROP DATABASE "{self._name}" WITH (FORCE)', SERVER)


@contextmanager
def two_houses(folder: Path) -> Iterator[tuple[House, House]]:
    """Two that are empty and equal."""
    with ExitStack() as ending:
        one = House(folder / "one")
        ending.callback(one.end)
        assert one.start("upgrade").wait(120) == 0
        other = House(folder / "other", like=one)
        ending.callback(other.end)
        yield one, other


def an_export(path: Path) -> Path:
    """Sixty people, ten channels, threads, reactions, mentions and files; and what has to be named."""
    users = [a_slack_user(f"U{n}", f"P{n} Person") for n in range(60)]
    channels = [{"id": f"C{n}", "name": f"channel-{n}", "created": 1, "members": [f"U{n}", f"U{n + 1}"]} for n in range(10)]
    files: dict[str, Any] = {"users.json": users, "channels.json": channels[:8], "groups.json": channels[8:]}
    for n in range(10):
        files[f"channel-{n}/day.json"] = [_message(n, at) for at in range(MESSAGES // 10)]
    return a_slack_export(path, files)


def _message(channel: int, at: int) -> dict[str, Any]:
    more: dict[str, Any] = {"subtype": "channel_join"} if at % 50 == 7 else {}
    if at % 5:
        more["thread_ts"] = a_slack_message(at - at % 5, "", "")["ts"]
    if at % 3 == 0:
        more["reactions"] = [{"name": "tada", "users": ["U1", "U2"]}]
    if at % 20 == 0:
        more["files"] = [{"name": f"{at}.pdf", "permalink": "https://x.example/f"}]
    return a_slack_message(at, f"U{(channel * 7 + at) % 60}", f"Message {at} to <@U{at % 60}>", **more)


def test_killed_at_any_moment_and_run_again_gives_the_same_once(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    export = an_export(tmp_path / "export.zip")
    with two_houses(tmp_path) as (whole, killed):
        report = whole.bring_in(export)
        assert (report["taken"] + report["named"], report["finished"]) == (MESSAGES, True)
        # In the middle alone on the second database, where only the commits are others; at many moments for bin/faults.
        shares = [n / 20 for n in range(20)] if rows.WHOLE else [0.5] if SERVER else [0, 0.01, 0.5, 0.99]
        moments = [int(report["taken"] * share) for share in (*shares, *((0.01, 0.99) if rows.WHOLE else ()))]
        record_property("times", len(moments))
        for moment in moments:
            process = killed.start("import", "slack", str(export))
            wait_for(
                lambda wanted=moment: (
                    killed.said() >= wanted if wanted else bool(killed.ask("SELECT 1 FROM imports_knownas LIMIT 1"))
                ),
                process,
            )
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL or moment > 0.9 * report["taken"]
        before = killed.said()
        last = killed.bring_in(export)
        assert (last["unchanged"], last["taken"]) == (before, report["taken"] - before)
        assert killed.everything() == whole.everything()


def wait_for(is_so: Any, process: subprocess.Popen[bytes]) -> None:
    for _ in range(6000):
        if is_so() or process.poll() is not None:
            return
        time.sleep(0.01)
    raise AssertionError("it never came so far")
