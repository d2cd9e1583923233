"""`bin/faults`: kills the server at random while people write, and looks whether everything acknowledged is there once. Then it kills the keeper before every statement of its chores (points.py), and lives through the other rows
of the matrix (rows.py).

Writers send forms with idempotency keys and keep a journal of their own, synced to disk before they go on. What was not
acknowledged is sent again after the restart with the same key, a mail with the same Message-ID. Invariants (trust.md, B): I1 what was acknowledged
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
import smtplib
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import psutil

from tests import cluster, template
from tests.faults import rows
from tests.faults.points import Points

ROOT = Path(__file__).resolve().parent.parent.parent
BOUNDARY = "intramuralfaults"
MAIL_OPENS_WITHIN = 20.0
NOT_NOW = 503
KINDS = ("post", "comment", "edit", "upload", "mail")
PARTS = ("kills", "points", "rows")


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
    points: Points = field(default_factory=lambda: Points(""))


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
    parser.add_argument(
        "--short",
        action="store_true",
        help="4 kills on SQLite, 2 on PostgreSQL, and before every 40th statement of the keeper",
    )
    parser.add_argument(
        "--patience", type=float, default=30, metavar="SECONDS", help="how long a restart may take (default: 30)"
    )
    parser.add_argument("--only", choices=PARTS, action="append", help="a part of it; may be given again")
    parser.add_argument("--json", metavar="FILE")
    chosen = parser.parse_args()
    parts = chosen.only or PARTS
    databases: tuple[str, ...] = ("sqlite", "postgresql") if chosen.database == "both" else (chosen.database,)
    usual = {"sqlite": 4, "postgresql": 2} if chosen.short else {"sqlite": 200, "postgresql": 20}
    if "postgresql" in databases and cluster.binaries() is None:
        print("Left out, because this machine lacks it: PostgreSQL: apt install postgresql", file=sys.stderr)
        databases = tuple(database for database in databases if database != "postgresql")
    tallies, others = [Tally(database) for database in databases], []
    for at, database in enumerate(databases):
        if "kills" in parts:
            tallies[at] = endure(database, chosen.cycles or usual[database], patience=chosen.patience)
            print(table(tallies[at : at + 1]), flush=True)
        if "points" in parts:
            tallies[at].points = points(database, every=40 if chosen.short else 1)
            print(table(tallies[at : at + 1]), flush=True)
        if "rows" in parts:
            others += rows.lived_through(database, whole=not chosen.short)
            print(table_of_rows(others), flush=True)
    if len(databases) > 1:
        print(table(tallies))
    print("\n".join(wrong for tally in tallies for wrong in tally.points.wrong[:20]), file=sys.stderr)
    if chosen.json:
        kept = {"kills": [asdict(tally) for tally in tallies], "rows": [asdict(row) for row in others]}
        Path(chosen.json).write_text(json.dumps(kept, indent=1))
    if any(row.failed for row in others):
        return 1
    return 1 if any(tally.lost or tally.doubled or tally.halves or tally.points.wrong for tally in tallies) else 0


def table(tallies: list[Tally]) -> str:
    """The tallies side by side, a line for each figure."""
    rows = [
        ("", [tally.database for tally in tallies]),
        ("kills", [f"{tally.cycles:,}" for tally in tallies]),
        ("acknowledged", [f"{tally.acknowledged:,}" for tally in tallies]),
        *((f"  {kind}", [f"{tally.acknowledged_by_kind.get(kind, 0):,}" for tally in tallies]) for kind in KINDS),
        ("sent again", [f"{tally.sent_again:,}" for tally in tallies]),
        ("lost", [f"{tally.lost:,}" for tally in tallies]),
        ("doubled", [f"{tally.doubled:,}" for tally in tallies]),
        ("halves", [f"{tally.halves:,}" for tally in tallies]),
        ("slowest restart", [f"{tally.slowest_restart_s:.1f} s" for tally in tallies]),
        ("keeper's deaths", [f"{tally.points.deaths:,}" for tally in tallies]),
        ("  lost", [f"{tally.points.lost:,}" for tally in tallies]),
        ("  doubled", [f"{tally.points.doubled:,}" for tally in tallies]),
        ("  ended unlike", [f"{tally.points.different:,}" for tally in tallies]),
    ]
    return "\n".join(f"{name:<16}" + "".join(f"{figure:>14}" for figure in figures) for name, figures in rows)


def table_of_rows(found: list[rows.Row]) -> str:
    """A line for each row on each database."""
    lines = [f"\n{'row':<5}{'what':<52}{'database':<12}{'tests':>6}{'times':>8}  outcome"]
    for row in found:
        outcome = "FAILED" if row.failed else "held"
        lines.append(f"{row.row:<5}{row.what:<52}{row.database:<12}{row.tests:>6}{row.times or '':>8}  {outcome}")
    return "\n".join(lines)


def endure(database: str, cycles: int, *, patience: float = 30) -> Tally:
    """Runs `cycles` kills on a fresh house and counts what came out. Fails when a restart takes longer than `patience` s."""
    tally, draw = Tally(database), random.Random(7)
    with ExitStack() as stack:
        env = stack.enter_context(empty_house(database))
        folder, port, facts = with_people(env)
        journal, unanswered = folder / "acknowledged.jsonl", list[Request]()
        stopped = threading.Event()
        before = signal.signal(signal.SIGINT, lambda *_: stopped.set())  # Ctrl-C: count what was done so far
        stack.callback(signal.signal, signal.SIGINT, before)
        while tally.cycles < cycles and not stopped.is_set():
            with server(env, port, patience) as (process, waited):
                tally.slowest_restart_s = max(tally.slowest_restart_s, waited)
                tally.sent_again += len(unanswered)
                unanswered = write(port, facts, journal, unanswered, partial(_kill, process), draw)
            tally.cycles += 1
        with server(env, port, patience):
            tally.sent_again += len(unanswered)
            write(port, facts, journal, unanswered, None, draw)
        kept = [json.loads(line) for line in journal.read_text().splitlines()]
        tally.acknowledged = len(kept)
        for one in kept:
            tally.acknowledged_by_kind[one["kind"]] = tally.acknowledged_by_kind.get(one["kind"], 0) + 1
        found = json.loads(python(env, "-m", "tests.faults.house", "look", str(journal)))
        tally.lost, tally.doubled, tally.halves = found["lost"], found["doubled"], found["halves"]
    return tally


def with_people(env: dict[str, str]) -> tuple[Path, int, dict[str, str]]:
    """Has people in the house who write, by mail too: its folder, its port, and what they write with."""
    folder, port, mail_port = Path(env["INTRAMURAL_DATA_DIR"]), int(env["INTRAMURAL_PORT"]), cluster.free_port()
    env |= {"INTRAMURAL_MAIL_LISTEN": f"127.0.0.1:{mail_port}", "INTRAMURAL_MAIL_URL": f"file:{folder}/mail"}
    return folder, port, json.loads(python(env, "-m", "tests.faults.house", "found")) | {"mail_port": str(mail_port)}


def points(database: str, *, every: int) -> Points:
    """Kills the keeper before every so-many-th statement of its chores on a fresh house and says what came out."""
    with empty_house(database) as env:
        return Points(**json.loads(python(env, "-m", "tests.faults.points", str(every))))


@contextmanager
def empty_house(database: str, *, is_made: bool = True) -> Iterator[dict[str, str]]:
    """The environment of a house in a folder of its own that is made (else: is to be), and empty."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="intramural-faults-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        url = stack.enter_context(template.a_database()) if database == "postgresql" else ""
        port = cluster.free_port()
        env = {**os.environ, "INTRAMURAL_DATA_DIR": str(folder), "DATABASE_URL": url, "INTRAMURAL_PORT": str(port),
               "INTRAMURAL_SITE_URL": f"http://127.0.0.1:{port}", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
               "INTRAMURAL_LOG_LEVEL": "warning", "INTRAMURAL_MAIL_DOMAIN": "inside.faults.example",
               "INTRAMURAL_MAIL_URL": "smtp://127.0.0.1:1", "DJANGO_SETTINGS_MODULE": "intramural.config.settings"}  # fmt: skip
        if is_made:
            template.begin(folder, url=url)
            python(env, "-m", "intramural.config.processes", "upgrade")
        yield env


def write(
    port: int, facts: dict[str, str], journal: Path, again: list[Request], amid: Callable[[], None] | None, draw: random.Random,
    *, is_out: bool = False,
) -> list[Request]:  # fmt: skip
    """Writers go on until what is done `amid` them is done (with None: until what is left is sent); returns the unanswered.

    Where something `is_out`, a "not just now" (503) is none either, and they try something else.
    """
    stop, begun, unanswered, lock = threading.Event(), threading.Event(), list[Request](), threading.Lock()
    waiting, wrong = list(again), list[str]()

    def writer(number: int) -> None:
        mine = random.Random(draw.random() + number)
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            go_on(mine, connection)

    def go_on(mine: random.Random, connection: http.client.HTTPConnection) -> None:
        while not stop.is_set():
            with lock:
                request = waiting.pop() if waiting else None
            if request is None:
                if amid is None:
                    return
                request = _some_request(mine, facts)
            try:
                is_done, status = (
                    _mail(facts, request, stop) if request.kind == "mail" else _send(connection, facts, request)
                )
            except (OSError, http.client.HTTPException):
                is_done, status = False, NOT_NOW
                if not is_out:
                    with lock:
                        unanswered.append(request)
                    return
                connection.close()
            if is_out and status == NOT_NOW:
                with lock:
                    unanswered.append(request)
                time.sleep(0.02)
                continue
            if not is_done:  # an answer that is neither yes nor silence is a fault of the test or of the house
                wrong.append(f"{request.kind} {request.path}: {status}")
                return
            with lock, journal.open("a") as file:
                file.write(json.dumps({"kind": request.kind, "mark": request.mark}) + "\n")
                file.flush()
                os.fsync(file.fileno())
            begun.set()

    writers = [threading.Thread(target=writer, args=(number,)) for number in range(4)]
    for one in writers:
        one.start()
    if amid is not None:
        if draw.random() < 0.8:  # amid the work; else amid the first requests after a start
            begun.wait(10)
        time.sleep(draw.uniform(0.02, 0.5))
        amid()
        stop.set()
    for one in writers:
        one.join(60)
    if wrong:
        raise RuntimeError(f"refused: {wrong[0]}")
    return [*unanswered, *waiting]


def _some_request(draw: random.Random, facts: dict[str, str]) -> Request:
    mark = f"mark{secrets.token_hex(8)}"
    kind = draw.choice((*KINDS, "mail"))
    if kind == "comment":
        return Request(kind, f"{facts['post']}comments/", {"body": f"A reply {mark}"}, mark)
    if kind == "edit":
        return Request(kind, f"{facts['post']}editing/", {"body": f"Edited {mark}", "title": ""}, mark)
    if kind == "mail":
        sender, to = draw.choice(facts["replies"].splitlines()).split()
        return Request(kind, to, {"From": sender, "Subject": "Re: It", "Message-ID": f"<{mark}@faults.example>"}, mark)
    fields = {"kind": "update", "voice": "role", "audience": "everyone", "title": "", "body": f"Something {mark}"}
    if kind == "upload":
        return Request(
            kind, "/write/", fields, mark, file=f"bytes of {mark}\n".encode() * draw.choice((50, 40_000))
        )  # or 1.2 MB
    return Request(kind, "/write/", fields, mark)


def _send(connection: http.client.HTTPConnection, facts: dict[str, str], request: Request) -> tuple[bool, int]:
    """Whether it was done: what is done leads onward, and not to the sign-in. The mark is the idempotency key too, so
    that the same request again is the same."""
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
    is_onward = answer.status in (302, 303) and not (answer.getheader("Location") or "").startswith("/sign-in")
    return is_onward, answer.status


def _mail(facts: dict[str, str], request: Request, stop: threading.Event) -> tuple[bool, int]:
    """Whether it was taken: 250 to the end of the mail. Waits for the door to be open, which the keeper opens."""
    raw = "".join(f"{name}: {value}\r\n" for name, value in request.fields.items()) + f"\r\nA mail {request.mark}\r\n"
    tried_until = time.monotonic() + MAIL_OPENS_WITHIN
    while True:
        try:
            with smtplib.SMTP("127.0.0.1", int(facts["mail_port"]), timeout=20) as line:
                line.sendmail(request.fields["From"], request.path, raw)
                return True, 250
        except ConnectionRefusedError:
            if stop.is_set() or time.monotonic() > tried_until:
                raise
            time.sleep(0.05)


@contextmanager
def server(env: dict[str, str], port: int, patience: float) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """The server, answering: its process, and how long it took to be there again."""
    begun = time.perf_counter()
    said = Path(env["INTRAMURAL_DATA_DIR"], "server.log")
    with said.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "intramural.config.processes", "serve"], env=env, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=log,
        )  # fmt: skip
    try:
        while True:
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                    connection.request("GET", "/healthz")
                    if connection.getresponse().status == 200:
                        break
            except (OSError, http.client.HTTPException):
                if process.poll() is not None:
                    raise RuntimeError(f"the server does not start: {said.read_text()}") from None
                if time.perf_counter() - begun > patience:
                    raise RuntimeError(f"the server is not back within {patience:.0f} s") from None
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


def python(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], env=env, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
