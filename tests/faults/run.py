"""`bin/faults`: kills the server at random while people write, and looks whether everything acknowledged is there once.

Writers send forms with idempotency keys and keep a journal of their own, synced to disk before they go on. What was not
acknowledged is sent again after the restart with the same key. Invariants (trust.md, B): I1 what was acknowledged
exists exactly once; I2 no halves; I6 serving again within 30 s without a hand.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil

from tests import cluster

ROOT = Path(__file__).resolve().parent.parent.parent
BOUNDARY = "intramuralfaults"


@dataclass
class Tally:
    """What one database went through and how it came out."""

    database: str
    cycles: int = 0
    acknowledged: int = 0
    sent_again: int = 0
    lost: int = 0
    doubled: int = 0
    halves: int = 0
    slowest_restart_s: float = 0.0
    acknowledged_by_kind: dict[str, int] = field(default_factory=dict)


@dataclass
class Request:
    """One unsafe request: its mark is a word that must be found exactly once afterwards."""

    kind: str
    path: str
    fields: dict[str, str]
    mark: str
    file: bytes = b""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/faults", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--cycles", type=int, default=0, help="how many kills (default: 200 on SQLite, 20 on PostgreSQL)")
    parser.add_argument("--short", action="store_true", help="4 kills on SQLite, 2 on PostgreSQL")
    parser.add_argument("--json", metavar="FILE")
    chosen = parser.parse_args()
    databases = ("sqlite", "postgresql") if chosen.database == "both" else (chosen.database,)
    usual = {"sqlite": 4, "postgresql": 2} if chosen.short else {"sqlite": 200, "postgresql": 20}
    tallies = [endure(database, chosen.cycles or usual[database]) for database in databases]
    for tally in tallies:
        print(
            f"{tally.database}: {tally.cycles} kills, {tally.acknowledged:,} acknowledged "
            f"({', '.join(f'{count:,} {kind}' for kind, count in sorted(tally.acknowledged_by_kind.items()))}), "
            f"{tally.sent_again} sent again, {tally.lost} lost, {tally.doubled} doubled, {tally.halves} halves, "
            f"slowest restart {tally.slowest_restart_s:.1f} s"
        )
    if chosen.json:
        Path(chosen.json).write_text(json.dumps([asdict(tally) for tally in tallies], indent=1))
    return 1 if any(tally.lost or tally.doubled or tally.halves for tally in tallies) else 0


def endure(database: str, cycles: int) -> Tally:
    """Runs `cycles` kills on a fresh house and counts what came out."""
    tally, draw = Tally(database), random.Random(7)
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="intramural-faults-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        url = stack.enter_context(cluster.running(durable=True)) if database == "postgresql" else ""
        port = cluster.free_port()
        env = {**os.environ, "INTRAMURAL_DATA_DIR": str(folder), "DATABASE_URL": url, "INTRAMURAL_PORT": str(port),
               "INTRAMURAL_SITE_URL": f"http://127.0.0.1:{port}", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
               "DJANGO_SETTINGS_MODULE": "intramural.config.settings", "INTRAMURAL_MAIL_URL": f"file:{folder}/mail"}  # fmt: skip
        _python(env, "-m", "intramural.config.processes", "upgrade")
        facts = json.loads(_python(env, "-m", "tests.faults.house", "found"))
        journal, unanswered = folder / "acknowledged.jsonl", list[Request]()
        for _ in range(cycles):
            with _server(env, port) as (process, waited):
                tally.slowest_restart_s = max(tally.slowest_restart_s, waited)
                tally.sent_again += len(unanswered)
                unanswered = _write(port, facts, journal, unanswered, process, draw)
            tally.cycles += 1
        with _server(env, port):
            tally.sent_again += len(unanswered)
            _write(port, facts, journal, unanswered, None, draw)
        kept = [json.loads(line) for line in journal.read_text().splitlines()]
        tally.acknowledged = len(kept)
        for one in kept:
            tally.acknowledged_by_kind[one["kind"]] = tally.acknowledged_by_kind.get(one["kind"], 0) + 1
        found = json.loads(_python(env, "-m", "tests.faults.house", "look", str(journal)))
        tally.lost, tally.doubled, tally.halves = found["lost"], found["doubled"], found["halves"]
    return tally


def _write(
    port: int, facts: dict[str, str], journal: Path, again: list[Request], process: subprocess.Popen[bytes] | None, draw: random.Random
) -> list[Request]:  # fmt: skip
    """Writers go on until the server is gone (with no process: until what is left is sent); returns the unanswered."""
    stop, unanswered, lock = threading.Event(), list[Request](), threading.Lock()
    waiting = list(again)

    def writer(number: int) -> None:
        mine = random.Random(draw.random() + number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        while not stop.is_set():
            with lock:
                request = waiting.pop() if waiting else None
            if request is None:
                if process is None:
                    return
                request = _some_request(mine, facts)
            try:
                status = _send(connection, facts, request)
            except (OSError, http.client.HTTPException):
                with lock:
                    unanswered.append(request)
                return
            assert status in (200, 302, 303), f"{request.kind} {request.path}: {status}"
            with lock, journal.open("a") as file:
                file.write(json.dumps({"kind": request.kind, "mark": request.mark}) + "\n")
                file.flush()
                os.fsync(file.fileno())

    writers = [threading.Thread(target=writer, args=(number,)) for number in range(4)]
    for one in writers:
        one.start()
    if process is not None:
        time.sleep(draw.uniform(0.05, 0.4))
        _kill(process)
        stop.set()
    for one in writers:
        one.join(60)
    return [*unanswered, *waiting]


def _some_request(draw: random.Random, facts: dict[str, str]) -> Request:
    mark = f"mark{secrets.token_hex(8)}"
    kind = draw.choice(("post", "post", "comment", "edit", "upload"))
    if kind == "comment":
        return Request(kind, f"{facts['post']}comments/", {"body": f"A reply {mark}"}, mark)
    if kind == "edit":
        return Request(kind, f"{facts['post']}editing/", {"body": f"Edited {mark}", "title": ""}, mark)
    fields = {"kind": "update", "voice": "role", "audience": "everyone", "body": f"Something {mark}"}
    if kind == "upload":
        return Request(kind, "/write/", fields, mark, file=f"bytes of {mark}\n".encode() * 50)
    return Request(kind, "/write/", fields, mark)


def _send(connection: http.client.HTTPConnection, facts: dict[str, str], request: Request) -> int:
    """The mark is the idempotency key too, so that the same request again is the same."""
    fields = {"csrfmiddlewaretoken": facts["csrf"], "idempotency_key": request.mark, **request.fields}
    headers = {"Cookie": facts["cookie"]}
    if request.file:
        headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        body = b"".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        )
        body += (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{request.mark}.txt"\r\n'
            "Content-Type: text/plain\r\n\r\n"
        ).encode() + request.file + f"\r\n--{BOUNDARY}--\r\n".encode()  # fmt: skip
    else:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(fields).encode()
    connection.request("POST", request.path, body=body, headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


@contextmanager
def _server(env: dict[str, str], port: int) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """The server, answering: its process, and how long it took to be there again."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "intramural.config.processes", "serve"], env=env, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    break
            except (OSError, http.client.HTTPException):
                if time.perf_counter() - begun > 30:
                    raise RuntimeError("the server is not back within 30 s") from None
                time.sleep(0.02)
        yield process, time.perf_counter() - begun
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the server and its workers at once; nobody gets to say goodbye."""
    try:
        family = [process.pid, *(one.pid for one in psutil.Process(process.pid).children(recursive=True))]
    except psutil.NoSuchProcess:
        family = []
    for pid in family:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


def _python(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], env=env, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
