"""`bin/bench`: seeds a house, serves it as operators do, asks it, and prints what it cost.

Every figure is printed as it is and as a ratio to two others of the same run: the page's bare SQL, and a constant
answer of the same size from the same kind of server. Machines are shared and noisy; the ratios are what to compare.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from bench import thinking
from bench.load import Workload
from tests import cluster, template

ROOT = Path(__file__).resolve().parent.parent
HANDLE = "person7"
SEARCHES = {
    "a common word": "/search/?q=rate",
    "its newest": "/search/?q=rate&order=newest",
    "a rare word": "/search/?q=zeppelin",
    "two words": "/search/?q=rate+carrier",
    "a phrase": "/search/?q=%22night+crew%22",
    "with operators": "/search/?q=rate+from:person9+after:2025",
    "a person": "/search/?q=petrov",
    "a slip": "/search/?q=carirer",
    "while one types": "/search/suggestions/?q=petr",
}
SEARCHING = "searching, ten a second"
"""How long people wait who search: more than would search at once in a company of thousands, and fewer than fill the machine.
The lines above fill it, to tell what a search costs."""
IN_TURN = (
    "two words", "a common word", "a person", "a rare word", "two words", "while one types", "a slip", "two words", "a rare word",
    "a common word", "two words", "its newest", "a phrase", "two words", "while one types", "a person", "a common word", "two words",
    "with operators", "a rare word",
)  # fmt: skip
"""What they look for: as many phrases, operators and single words as among the judged questions."""
IDLE = 10.0
"""Seconds after which an idle server is weighed: every chore has been done once."""


@dataclass
class Figure:
    """One line of the table. Times in milliseconds; `cpu` includes the database server's."""

    database: str
    posts: int
    work: str
    rate: float
    p50: float
    p95: float
    p99: float
    cpu: float
    queries: int
    sql_cpu: float
    to_sql: float
    to_constant: float
    bytes: int


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--growth", action="store_true", help="again with ten times the posts, and the ratio of p50")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each workload runs")
    parser.add_argument("--short", action="store_true", help="a small house, a second each at most: does it still run")
    parser.add_argument("--only", metavar="WORK", action="append", help="one work of those in the table; may be given again")
    parser.add_argument("--json", metavar="FILE")
    chosen = parser.parse_args()
    if chosen.short:
        chosen.posts, chosen.people, chosen.seconds = 500, 60, min(chosen.seconds, 1.0)
    databases = ("sqlite", "postgresql") if chosen.database == "both" else (chosen.database,)
    figures: list[Figure] = []
    houses: list[dict[str, Any]] = []
    sentences: list[str] = []
    thinks = not chosen.only or thinking.WORK in chosen.only
    others = not chosen.only or set(chosen.only) - {thinking.WORK}
    print_head()
    for database in databases:
        if thinks:
            found, said = thinking.measure(database, smaller=20 if chosen.short else 1)
            figures += found
            sentences += said
            print_lines(found)
            _keep(chosen.json, figures, houses)
        for posts in _sizes(chosen) if others else ():
            found, house = measure(
                database, posts=posts, people=chosen.people, seconds=chosen.seconds, only=chosen.only, short=chosen.short
            )
            figures += found
            houses.append(house)
            print_lines(found, house)
            _keep(chosen.json, figures, houses)
    if figures:
        print(f"Median CPU to a constant answer: × {statistics.median(f.to_constant for f in figures):.1f}")
    for line in (*sentences, *map(_grown, growths(figures))):
        print(line)
    return 0


def _keep(path: str | None, figures: list[Figure], houses: list[dict[str, Any]]) -> None:
    """Keeps what is known so far: a million posts take an hour, and somebody may stop it."""
    if path is not None:
        kept = {"figures": [asdict(one) for one in figures], "houses": houses, "growth": growths(figures)}
        Path(path).write_text(json.dumps(kept, indent=1))


def _grown(line: dict[str, Any]) -> str:
    return f"Ten times the posts on {line['database']}: {line['work']} p50 × {line['ratio']:.2f}"


def _sizes(chosen: argparse.Namespace) -> tuple[int, ...]:
    return (chosen.posts, chosen.posts * 10) if chosen.growth else (chosen.posts,)


def measure(
    database: str, *, posts: int, people: int, seconds: float, only: list[str] | None = None, short: bool = False
) -> tuple[list[Figure], dict[str, Any]]:
    """All workloads, or `only` some, on one database. Every process it starts it ends."""
    with _house(database) as (env, database_processes):
        if short:
            template.begin(Path(env["INTRAMURAL_DATA_DIR"]), url=env["DATABASE_URL"])
        _python(env, "-m", "intramural.config.processes", "upgrade")
        begun = time.perf_counter()
        _python(env, "-m", "bench.prepare", str(people), str(posts))
        seeded = time.perf_counter() - begun
        facts = json.loads(_python(env, "-m", "bench.prepare", "facts", HANDLE))
        figures = []
        with _server(env) as (port, server, cold):
            time.sleep(min(IDLE, 10 * seconds))
            idle = _memory([server])
            jobs = [job for job in _workloads(port, facts, seconds) if not only or job[0] in only]
            for name, work, path in jobs:
                _load(Workload(**{**asdict(work), "seconds": min(1.0, seconds), "rate": 0.0}))  # warm
                figures.append(_figure(env, database, posts, name, work, path, [server], database_processes))
            memory = _memory([server]) + _memory(database_processes)
        with _server(env, target="intramural.config.wsgi:application", pure=True) as (port, server, _):
            name, work, path = next(_workloads(port, facts, seconds))
            _load(Workload(**{**asdict(work), "seconds": min(1.0, seconds)}))
            figures.append(_figure(env, database, posts, f"{name}, WSGI", work, path, [server], database_processes))
        return figures, {
            "database": database, "posts": posts, "seeded_s": round(seeded, 1), "cold_start_s": round(cold, 2),
            "idle_mb": round(idle / 1e6, 1), "memory_mb": round(memory / 1e6, 1),
        }  # fmt: skip


def _workloads(port: int, facts: dict[str, str], seconds: float) -> Iterator[tuple[str, Workload, str]]:
    """Name, workload, and the path whose bare SQL it is compared with ("" for none)."""
    cookie = {"Cookie": f"{facts['cookie_name']}={facts['session']}", "Host": f"127.0.0.1:{port}"}
    form = _form(port, cookie)
    cookie["Cookie"] = form["headers"]["Cookie"]  # a browser sends what it was given with its first page
    token = {"Authorization": f"Bearer {facts['token']}", "Host": f"127.0.0.1:{port}"}
    yield "home page", Workload(port, "/", cookie, seconds=seconds), "/"
    yield "stream JSON", Workload(port, "/api/v1/stream", token, seconds=seconds), "/"
    yield "one post", Workload(port, facts["post"], cookie, seconds=seconds), facts["post"]
    yield "search of people", Workload(port, "/people/?q=petrov", cookie, seconds=seconds), "/people/?q=petrov"
    for name, path in SEARCHES.items():
        yield name, Workload(port, path, cookie, seconds=seconds), path
    yield (
        SEARCHING,
        Workload(port, "", cookie, seconds=4 * seconds, paths=tuple(SEARCHES[it] for it in IN_TURN), rate=10.0),
        "",
    )
    yield (
        "publishing",
        Workload(port, "/write/", form["headers"], "POST", form["body"], seconds=seconds),
        "",
    )


def _form(port: int, cookie: dict[str, str]) -> dict[str, Any]:
    """The composer's form as a browser would send it."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/write/", headers=cookie)
    with urllib.request.urlopen(request, timeout=10) as answer:
        page = answer.read().decode()
        crumbs = [one.split(";")[0] for one in answer.headers.get_all("Set-Cookie", [])]
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found is not None, "the composer has no CSRF field"
    body = f"csrfmiddlewaretoken={found[1]}&idempotency_key={{key}}&kind=update&voice=role&audience=everyone&body=Rates+for+{{key}}"
    return {
        "body": body,
        "headers": {
            **cookie,
            "Cookie": "; ".join([cookie["Cookie"], *crumbs]),
            "Content-Type": "application/x-www-form-urlencoded",
        },
    }


def _figure(
    env: dict[str, str], database: str, posts: int, name: str, work: Workload, path: str,
    server: list[psutil.Process], databases: list[psutil.Process],
) -> Figure:  # fmt: skip
    before = _cpu(server) + _cpu(databases)
    found = _load(work)
    spent = _cpu(server) + _cpu(databases) - before
    times = sorted(found["times"])
    wrong = {status: count for status, count in found["statuses"].items() if int(status) >= 400}
    assert times, f"{name}: nothing was answered"
    assert not wrong, f"{name}: {wrong}"
    cpu = spent * 1000 / len(times)
    bare, queries = _bare_sql(env, path, databases) if path else (0.0, 0)
    constant = _constant(env, found["bytes"], work.connections)
    return Figure(
        database=database, posts=posts, work=name, rate=round(len(times) / found["wall"], 1),
        p50=_at(times, 0.50), p95=_at(times, 0.95), p99=_at(times, 0.99), cpu=round(cpu, 3), queries=queries,
        sql_cpu=round(bare, 3), to_sql=round(cpu / bare, 1) if bare else 0.0,
        to_constant=round(cpu / constant, 1), bytes=found["bytes"],
    )  # fmt: skip


def _bare_sql(env: dict[str, str], path: str, databases: list[psutil.Process]) -> tuple[float, int]:
    before, times = _cpu(databases), 300
    found = json.loads(_python(env, "-m", "bench.sql", HANDLE, path, str(times)))
    return found["ms"] + (_cpu(databases) - before) * 1000 / times, found["queries"]


def _constant(env: dict[str, str], size: int, connections: int) -> float:
    """CPU milliseconds of a constant answer of this size, from the same server with the same number of workers."""
    with _server({**env, "BENCH_BYTES": str(size)}, target="bench.constant:application", ready="/") as (port, server, _):
        work = Workload(port, "/", {}, seconds=1.0, connections=connections)
        before = _cpu([server])
        found = _load(work)
        return max((_cpu([server]) - before) * 1000 / len(found["times"]), 0.001)


@contextmanager
def _house(database: str) -> Iterator[tuple[dict[str, str], list[psutil.Process]]]:
    folder = tempfile.mkdtemp(prefix="intramural-bench-")
    env = {**os.environ, "INTRAMURAL_DATA_DIR": folder, "INTRAMURAL_API_CALLS": "1000000", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "DATABASE_URL": "",
           "DJANGO_SETTINGS_MODULE": "intramural.config.settings", "INTRAMURAL_MAIL_URL": f"file:{folder}/mail",
           "INTRAMURAL_MAIL_DOMAIN": "inside.example", "INTRAMURAL_MAIL_LISTEN": f"127.0.0.1:{cluster.free_port()}"}  # fmt: skip
    try:
        if database == "sqlite":
            yield env, []
            return
        with cluster.running(durable=True) as url:
            port = url.rsplit(":", 1)[1].split("/")[0]
            servers = [
                one for one in psutil.process_iter(["cmdline"]) if f"port={port}" in " ".join(one.info["cmdline"] or [])
            ]
            yield {**env, "DATABASE_URL": url}, servers
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(
    env: dict[str, str], *, target: str = "", ready: str = "/healthz", pure: bool = False, port: int = 0
) -> Iterator[tuple[int, psutil.Process, float]]:
    """A server on a free port of loopback: its port, its process, and the seconds to its first answer."""
    port = port or cluster.free_port()
    settings = {**env, "INTRAMURAL_PORT": str(port), "INTRAMURAL_SITE_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "intramural.config.processes", "serve"]
    if target:
        command = [sys.executable, "-m", "bench.serve", target, str(port), *(["pure"] if pure else [])]
    begun = time.perf_counter()
    started = subprocess.Popen(command, env=settings, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{ready}", timeout=5):
                    break
            except OSError:
                if started.poll() is not None or time.perf_counter() - begun > 60:
                    raise RuntimeError("the server did not start") from None
                time.sleep(0.01)
        yield port, psutil.Process(started.pid), time.perf_counter() - begun
    finally:
        started.terminate()
        try:
            started.wait(15)
        except subprocess.TimeoutExpired:
            started.kill()


def _family(roots: list[psutil.Process]) -> list[psutil.Process]:
    return [one for root in roots for one in (root, *root.children(recursive=True))]


def _cpu(roots: list[psutil.Process]) -> float:
    total = 0.0
    for one in _family(roots):
        try:
            spent = one.cpu_times()
            # Backends that ended meanwhile are in their parent's account of children.
            total += spent.user + spent.system + (spent.children_user + spent.children_system if one in roots else 0)
        except psutil.NoSuchProcess:
            continue
    return total


def _memory(roots: list[psutil.Process]) -> float:
    """Bytes, shared pages counted once (proportional set size)."""
    total = 0
    for one in _family(roots):
        try:
            total += one.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return float(total)


def _load(work: Workload) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(asdict(work)), cwd=ROOT, capture_output=True, text=True,
        check=True, timeout=work.seconds + 90,
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def _python(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], env=env, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def _at(times: list[float], part: float) -> float:
    return round(times[min(len(times) - 1, int(len(times) * part))] * 1000, 2)


def growths(figures: list[Figure]) -> list[dict[str, Any]]:
    """For each workload and database: p50 with ten times the posts over p50 without."""
    found = []
    for small in figures:
        big = next(
            (f for f in figures if (f.database, f.work, f.posts) == (small.database, small.work, small.posts * 10)), None
        )
        if big is not None:
            found.append({"database": small.database, "work": small.work, "ratio": round(big.p50 / small.p50, 3)})
    return found


def print_head() -> None:
    print(f"{'database':<11}{'posts':>9}  {'work':<28}{'req/s':>8}{'p50 ms':>8}{'p95':>8}{'p99':>8}{'CPU ms':>8}"
          f"{'queries':>8}{'SQL ms':>8}{'× SQL':>7}{'× const':>8}{'bytes':>8}", flush=True)  # fmt: skip


def print_lines(figures: list[Figure], house: dict[str, Any] | None = None) -> None:
    for f in figures:
        print(f"{f.database:<11}{f.posts:>9,}  {f.work:<28}{f.rate:>8}{f.p50:>8}{f.p95:>8}{f.p99:>8}{f.cpu:>8}"
              f"{f.queries:>8}{f.sql_cpu:>8}{f.to_sql:>7}{f.to_constant:>8}{f.bytes:>8}", flush=True)  # fmt: skip
    if house is not None:
        print(f"{house['database']}, {house['posts']:,} posts: cold start {house['cold_start_s']} s, "
              f"server, keeper and listener {house['idle_mb']} MB before anybody came; all processes, the database's too, "
              f"{house['memory_mb']} MB at the end; seeded in {house['seeded_s']} s", flush=True)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
