"""The load: a few keep-alive connections that ask as fast as they are answered, or so many times a second, for a bounded time.

It runs as a process of its own (`python -m bench.load`), takes a workload as JSON on standard input and writes the times
of all requests as JSON. It asks loopback only.
"""

from __future__ import annotations

import http.client
import json
import secrets
import sys
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Workload:
    """One kind of request, or several paths in turn. `body` may hold {key}, which is another idempotency key each time.

    With `rate`, so many are asked a second by all connections together, whether answered or not, and the time of each runs
    from the moment at which it was to be asked.
    """

    port: int
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: str = ""
    seconds: float = 5.0
    connections: int = 8
    most: int = 200_000
    paths: tuple[str, ...] = ()
    rate: float = 0.0


def run(work: Workload) -> dict[str, object]:
    """{"times": seconds a request, "statuses": {status: how many}, "bytes": length of the last answer, "wall": seconds}."""
    results: list[tuple[list[float], dict[int, int], int]] = []
    begun = time.perf_counter()
    threads = [
        threading.Thread(target=lambda turn: results.append(_ask(work, begun, turn)), args=(turn,))
        for turn in range(work.connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses: dict[int, int] = {}
    for _, seen, _ in results:
        for status, count in seen.items():
            statuses[status] = statuses.get(status, 0) + count
    times = [moment for found, _, _ in results for moment in found]
    return {
        "times": times,
        "statuses": statuses,
        "bytes": max((size for _, _, size in results), default=0),
        "wall": time.perf_counter() - begun,
    }


def _ask(work: Workload, start: float, turn: int) -> tuple[list[float], dict[int, int], int]:
    connection = http.client.HTTPConnection("127.0.0.1", work.port, timeout=30)
    paths = work.paths or (work.path,)
    times: list[float] = []
    statuses: dict[int, int] = {}
    size, number = 0, turn
    while len(times) < work.most // work.connections:
        begun = time.perf_counter()
        if work.rate:
            due = start + number / work.rate
            time.sleep(max(0.0, due - begun))
            begun = due
        if begun >= start + work.seconds:
            break
        body = work.body.replace("{key}", secrets.token_hex(8)) if work.body else None
        connection.request(work.method, paths[number % len(paths)], body=body, headers=work.headers)
        answer = connection.getresponse()
        size = max(size, len(answer.read()))
        times.append(time.perf_counter() - begun)
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
        number += work.connections
    connection.close()
    return times, statuses, size


if __name__ == "__main__":
    json.dump(run(Workload(**json.load(sys.stdin))), sys.stdout)
