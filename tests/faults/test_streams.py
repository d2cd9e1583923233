"""The short forms of F12 (a post is narrowed while others are told of it and shown it), F13 (a way in is lost while a stream
is open) and F25 (everybody comes back at once)."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests import cluster, template
from tests.faults import rows, run

Noting = Callable[[str, object], None]
pytestmark = [pytest.mark.slow, pytest.mark.databases]

CROWD = 1_000 if rows.WHOLE else 40
ROUNDS = 2_000 if rows.WHOLE else 60
WITHIN = 1.0 if rows.WHOLE else 3.0  # seconds; the tests of every day share their machine
BACK_WITHIN = 30.0


@dataclass
class Listener:
    """Somebody's page: hears, with the moment, and comes back as a browser does when told to."""

    port: int
    cookie: str
    comes_back: bool = False
    heard: list[tuple[float, str, str]] = field(default_factory=list)
    ended: float = 0.0
    last: str = ""
    begun: int = field(default_factory=lambda: int(time.time() * 1_000_000))
    opened: int = 0
    is_over: bool = False

    def start(self) -> Listener:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def _listen(self) -> None:
        while not self.is_over:
            retry = 2.0
            with suppress(OSError, http.client.HTTPException):
                retry = self._hear(retry)
            self.ended = time.time()
            if not self.comes_back:
                return
            time.sleep(retry)

    def _hear(self, retry: float) -> float:
        headers = {"Cookie": self.cookie, **({"Last-Event-ID": self.last} if self.last else {})}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", f"/events?after={self.begun}", headers=headers)
            with connection.getresponse() as answer:
                return self._read(answer) if answer.status == 200 else retry

    def _read(self, answer: http.client.HTTPResponse) -> float:
        self.opened += 1
        word, retry = "", 2.0
        while text := answer.readline().decode():
            name, _, value = text.rstrip("\n").partition(": ")
            if name == "retry":
                retry = int(value) / 1000
            elif name == "id":
                self.last = value
            elif name == "event":
                word = value
            elif name == "data":
                self.heard.append((time.time(), word, value))
        return retry

    def words(self, post: str, *, after: float = 0.0) -> list[str]:
        return [word for at, word, its in self.heard if its == post and at > after]


@contextmanager
def a_house() -> Iterator[dict[str, str]]:
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="intramural-streams-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        url = stack.enter_context(template.a_database()) if os.environ.get("TEST_DATABASE_URL") else ""
        port = cluster.free_port()
        env = {**os.environ, "INTRAMURAL_DATA_DIR": str(folder), "DATABASE_URL": url, "INTRAMURAL_PORT": str(port),
               "INTRAMURAL_SITE_URL": f"http://127.0.0.1:{port}", "PYTHONPATH": f"{run.ROOT / 'src'}{os.pathsep}{run.ROOT}",
               "INTRAMURAL_LOG_LEVEL": "warning", "TEST_DATABASE_URL": "",
               "DJANGO_SETTINGS_MODULE": "intramural.config.settings", "INTRAMURAL_MAIL_URL": f"file:{folder}/mail"}  # fmt: skip
        template.begin(folder, url=url)
        run.python(env, "-m", "intramural.config.processes", "upgrade")
        yield env


def do(env: dict[str, str], *words: str) -> Any:
    return json.loads(run.python(env, "-m", "tests.faults.streams_house", *words))


def until(holds: Any, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


def test_f12_after_a_narrowing_nobody_else_is_told_and_nothing_is_shown(record_property: Noting) -> None:
    record_property("times", ROUNDS)
    with a_house() as env:
        do(env, "found", "0")
        done = do(env, "narrow", str(ROUNDS))
        assert done["wrong"] == []
        assert done["told"] > 0
        assert done["shown"] > 0


@pytest.mark.once
def test_f13_whoever_loses_their_way_in_loses_the_stream(record_property: Noting) -> None:
    record_property("times", 4)
    with a_house() as env:
        facts, port = do(env, "found", "0"), int(env["INTRAMURAL_PORT"])
        with run.server(env, port, 120):
            listeners = {who: Listener(port, cookie).start() for who, cookie in facts["sessions"].items()}
            until(lambda: all(one.opened for one in listeners.values()), 60)
            done = do(env, "lose")
            until(lambda: all(listeners[who].ended for who in ("cara", "dan", "eve")), 10)
            for who in ("cara", "dan", "eve"):
                assert listeners[who].ended - done[who] < WITHIN, who
            ben = listeners["ben"]
            assert not ben.ended
            assert ben.words("", after=done["ben"] - 1) == ["again"]
            assert ben.words(facts["inside"], after=done["ben"]) == []
            assert "changed" in ben.words(facts["outside"], after=done["ben"])
            assert "changed" in listeners["ada"].words(facts["inside"], after=done["ben"])
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as asked:
                asked.request("GET", "/events", headers={"Cookie": facts["sessions"]["cara"]})
                assert asked.getresponse().status == 401
            assert not ben.ended


@pytest.mark.once
def test_f25_everybody_comes_back_and_is_told_what_may_still_be_told(record_property: Noting) -> None:
    record_property("times", CROWD)
    with a_house() as env:
        facts, port = do(env, "found", str(CROWD)), int(env["INTRAMURAL_PORT"])
        crowd = [Listener(port, facts["sessions"][f"listener{n}"], comes_back=True) for n in range(CROWD)]
        with run.server(env, port, 120) as (process, _):
            for one in crowd:
                one.start()
            until(lambda: all(one.opened for one in crowd), 60)
            _kill(process.pid)
        written = do(env, "write")
        with run.server(env, port, 120):
            begun = time.monotonic()
            until(lambda: all(one.opened > 1 for one in crowd), BACK_WITHIN)
            until(lambda: all("post" in one.words(post) for one in crowd for post in written["kept"]), BACK_WITHIN)
            assert time.monotonic() - begun < BACK_WITHIN
            # Who might have seen it before it was hidden is told to put it away, and nobody more than that.
            assert {word for one in crowd for word in one.words(written["hidden"])} <= {"gone"}
            for one in crowd:
                one.comes_back, one.is_over = False, True


def _kill(pid: int) -> None:
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    for one in family:
        one.send_signal(signal.SIGKILL)
    psutil.wait_procs(family, timeout=20)
