"""Open streams: what each costs, how soon all hear, and whether anybody misses something when the server is killed.

    python -m bench.streams [--database sqlite|postgresql|both] [--streams 2000] [--short] [--json FILE]

Every listener is another person in a connection of their own, and comes back as a browser does: after the time that the
stream named, with the last id that it heard.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import random
import resource
import secrets
import signal
import sys
import time
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from bench import run

HANDLE = "person7"
WORKERS = 2
WAITS = 60.0


@dataclass
class Figures:
    """Of one database. Delays in milliseconds: from sending the form to the last byte of the event, at each listener."""

    database: str
    streams: int
    opened_s: float = 0.0
    kb_each: float = 0.0
    published_p50: float = 0.0
    published_p95: float = 0.0
    published_p99: float = 0.0
    reacted_p50: float = 0.0
    reacted_p95: float = 0.0
    back_after_kill_s: float = 0.0
    lost: int = 0
    idle_cpu_percent: float = 0.0


@dataclass
class Listener:
    """One person's page."""

    port: int
    cookie: str
    is_open: bool = False
    last: str = ""
    retry: float = 2.0
    heard: dict[tuple[str, str], float] = field(default_factory=dict)

    async def listen(self, stop: asyncio.Event) -> None:
        """Until told to stop: opens the stream, hears, and comes back when it has ended."""
        while not stop.is_set():
            with contextlib.suppress(OSError):
                ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                line, _ = await asyncio.get_running_loop().create_connection(
                    partial(_Ear, self, ended), "127.0.0.1", self.port
                )
                try:
                    after = f"Last-Event-ID: {self.last}\r\n" if self.last else ""
                    line.write(
                        f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n{after}\r\n".encode()
                    )
                    await ended
                finally:
                    line.close()
            self.is_open = False
            await asyncio.sleep(self.retry if self.last else 0.05 + random.random())


class _Ear(asyncio.Protocol):
    """Hears at once and cheaply: thousands of them share the machine with the server that they measure."""

    def __init__(self, of: Listener, ended: asyncio.Future[None]) -> None:
        self.of, self.ended, self.rest, self.word = of, ended, "", ""

    def data_received(self, data: bytes) -> None:
        at = time.perf_counter()
        *lines, self.rest = (self.rest + data.decode()).split("\n")
        for text in lines:
            name, _, value = text.rstrip().partition(": ")
            if name == "data":
                self.of.heard.setdefault((self.word, value), at)
            elif name == "event":
                self.word = value
            elif name == "id":
                self.of.last = value
            elif name == "retry":
                self.of.is_open, self.of.retry = True, int(value) / 1000
            elif name.startswith("HTTP/") and " 200 " not in name:
                self.connection_lost(None)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_result(None)


class Writer:
    """Somebody who publishes and reacts, by the forms of the pages."""

    def __init__(self, port: int, cookie: str) -> None:
        self.form = run._form(port, {"Cookie": cookie, "Host": f"127.0.0.1:{port}"})
        self.port = port

    def publish(self) -> float:
        """The moment at which the form was sent."""
        body = self.form["body"].replace("{key}", secrets.token_hex(8))
        return self._send("/write/", body)

    def react(self, post: str, *, back: bool) -> float:
        token = self.form["body"].partition("&")[0]
        return self._send(f"/posts/{post}/reactions/", f"{token}&{'take_back' if back else 'kind'}=thank")

    def _send(self, path: str, body: str) -> float:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        begun = time.perf_counter()
        connection.request("POST", path, body=body, headers=self.form["headers"])
        status = connection.getresponse().status
        connection.close()
        assert status in (302, 303), f"{path}: {status}"
        return begun


def measure(database: str, streams: int, rounds: int) -> Figures:
    """All of it on one database. Every process it starts it ends."""
    with run._house(database) as (env, _):
        env = {**env, "INTRAMURAL_WORKERS": str(WORKERS), "INTRAMURAL_LOG_LEVEL": "warning"}
        run._python(env, "-m", "intramural.config.processes", "upgrade")
        run._python(env, "-m", "bench.prepare", str(streams + 1), "500")
        facts = json.loads(run._python(env, "-m", "bench.prepare", "listeners", HANDLE, str(streams)))
        return asyncio.run(_measured(Figures(database, streams), env, facts, rounds))


async def _measured(figures: Figures, env: dict[str, str], facts: dict[str, Any], rounds: int) -> Figures:
    stop = asyncio.Event()
    with run._server(env) as (port, server, _):
        cookies = [f"{facts['cookie_name']}={key}" for key in facts["sessions"]]
        writer = await asyncio.to_thread(Writer, port, f"{facts['cookie_name']}={facts['writer']}")
        await asyncio.sleep(2)  # what the seeding left to tell
        before = run._memory([server])
        listeners = [Listener(port, cookie) for cookie in cookies]
        begun = time.perf_counter()
        tasks = [asyncio.create_task(listener.listen(stop)) for listener in listeners]
        await _until(lambda: all(listener.is_open for listener in listeners))
        figures.opened_s = round(time.perf_counter() - begun, 2)
        await asyncio.sleep(3)
        figures.kb_each = round((run._memory([server]) - before) / len(listeners) / 1000, 1)
        idle = run._cpu([server])
        await asyncio.sleep(5)
        figures.idle_cpu_percent = round((run._cpu([server]) - idle) / 5 * 100, 1)
        published, post = await _delays(listeners, rounds, "post", lambda n, post: writer.publish())
        reacted, _ = await _delays(listeners, rounds, "changed", lambda n, post: writer.react(post, back=n % 2 == 1), post)
        figures.published_p50, figures.published_p95, figures.published_p99 = (
            run._at(published, part) for part in (0.5, 0.95, 0.99)
        )
        figures.reacted_p50, figures.reacted_p95 = run._at(reacted, 0.5), run._at(reacted, 0.95)
        heard = {one for listener in listeners for one in listener.heard if one[0] == "post"}
        await asyncio.to_thread(writer.publish)  # answered, and perhaps told to nobody yet
        _kill(server)
    begun = time.perf_counter()
    with run._server(env, port=port):
        writer = await asyncio.to_thread(Writer, port, f"{facts['cookie_name']}={facts['writer']}")
        await asyncio.to_thread(writer.publish)
        wanted = len(heard) + 2
        await _until(lambda: all(_posts(listener) == wanted for listener in listeners), patience=WAITS, or_go_on=True)
        figures.back_after_kill_s = round(time.perf_counter() - begun, 1)
        figures.lost = sum(wanted - _posts(listener) for listener in listeners)
        stop.set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return figures


async def _delays(listeners: list[Listener], rounds: int, word: str, do: Any, post: str = "") -> tuple[list[float], str]:
    """Seconds from doing to hearing, of each listener each time, sorted; and the last post that was heard of."""
    found: list[float] = []
    for n in range(rounds):
        known = set(listeners[0].heard)
        for listener in listeners:
            listener.heard.pop((word, post), None)
        begun = await asyncio.to_thread(do, n, post)
        await _until(lambda known=known: any(one[0] == word and (one not in known or post) for one in listeners[0].heard))
        fresh = (word, post) if post else next(one for one in listeners[0].heard if one[0] == word and one not in known)
        await _until(lambda fresh=fresh: all(fresh in listener.heard for listener in listeners))
        found += [listener.heard[fresh] - begun for listener in listeners]
        last = fresh[1]
        await asyncio.sleep(random.uniform(0.2, 0.5))
    return sorted(found), last


def _posts(listener: Listener) -> int:
    return sum(word == "post" for word, _ in listener.heard)


async def _until(holds: Any, *, patience: float = WAITS, or_go_on: bool = False) -> None:
    end = time.perf_counter() + patience
    while not holds():
        if time.perf_counter() > end:
            assert or_go_on, "it takes too long"
            return
        await asyncio.sleep(0.005)


def _kill(server: psutil.Process) -> None:
    family = [server, *server.children(recursive=True)]
    for one in family:
        one.send_signal(signal.SIGKILL)
    psutil.wait_procs(family, timeout=10)


def print_table(all_figures: list[Figures]) -> None:
    rows = [
        ("open streams, 2 workers", "streams", ""), ("all open after", "opened_s", " s"), ("memory of each", "kb_each", " kB"),
        ("all idle, of one core", "idle_cpu_percent", " %"), ("publish to screen, p50", "published_p50", " ms"),
        ("p95", "published_p95", " ms"), ("p99", "published_p99", " ms"), ("react to screen, p50", "reacted_p50", " ms"),
        ("p95", "reacted_p95", " ms"), ("all told after kill -9", "back_after_kill_s", " s"), ("lost over it", "lost", ""),
    ]  # fmt: skip
    print(f"{'':<26}" + "".join(f"{figures.database:>14}" for figures in all_figures))
    for name, key, unit in rows:
        print(f"{name:<26}" + "".join(f"{getattr(figures, key):>{14 - len(unit)},}{unit}" for figures in all_figures))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.streams", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--streams", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--short", action="store_true", help="50 streams: does it still run")
    parser.add_argument("--json", metavar="FILE")
    chosen = parser.parse_args()
    if chosen.short:
        chosen.streams, chosen.rounds = 50, 3
    wanted = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, wanted))
    databases = ("sqlite", "postgresql") if chosen.database == "both" else (chosen.database,)
    figures = [measure(database, chosen.streams, chosen.rounds) for database in databases]
    print_table(figures)
    if chosen.json:
        Path(chosen.json).write_text(json.dumps([asdict(one) for one in figures], indent=1))
    return 1 if any(one.lost for one in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
