from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from intramural.config import serving
from intramural.config.tests.test_processes import environment, intramural
from intramural.kit.errors import Conflict
from tests import template


@contextmanager
def somebody_listening() -> Iterator[int]:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as the server does
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_taken_port_is_refused_with_one_that_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "MOMENT", 0)
    with somebody_listening() as port:
        with pytest.raises(Conflict) as refused:
            serving.require_free_port("127.0.0.1", port)
        assert f"127.0.0.1:{port} already" in refused.value.message
        free = int(refused.value.remedy.rpartition("=")[2])
        serving.require_free_port("127.0.0.1", free)
    serving.require_free_port("127.0.0.1", port)


def test_a_port_that_its_last_server_is_about_to_leave_is_waited_for() -> None:
    with socket.socket() as leaving:
        leaving.bind(("127.0.0.1", 0))
        leaving.listen()
        port = leaving.getsockname()[1]
        threading.Timer(0.3, leaving.close).start()
        serving.require_free_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Conflict, match=r"Nobody can listen on 192\.0\.2\.1:8000 here"):
        serving.require_free_port("192.0.2.1", 8000)


def test_what_is_loopback() -> None:
    assert all(map(serving.is_loopback, ("127.0.0.1", "127.1.2.3", "localhost", "::1")))
    assert not any(map(serving.is_loopback, ("0.0.0.0", "::", "192.0.2.1", "intramural.example")))


def test_a_taken_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with somebody_listening() as port:
        done = intramural("serve", data=tmp_path / "new", INTRAMURAL_PORT=str(port))
    assert done.returncode == 1
    assert f"Something answers on 127.0.0.1:{port} already." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new" / "intramural.sqlite3").exists()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_server_answers_keeps_house_and_ends_with_all_its_processes(tmp_path: Path, how: signal.Signals) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    template.begin(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "intramural.config.processes", "serve"],
        env=environment(tmp_path, INTRAMURAL_PORT=str(port), DATABASE_URL="", INTRAMURAL_MAIL_URL="file:"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        _until(lambda: _get(port, "/readyz").get("chores") == "ok")
        assert _get(port, "/readyz") == {"status": "ok", "database": "ok", "disk": "ok", "chores": "ok"}
        family = psutil.Process(process.pid).children(recursive=True)
        assert len(family) >= 2  # a worker and the keeper
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
        if how is not signal.SIGKILL:
            assert process.returncode == 0, err
            assert "Intramural has ended." in err
            assert "Traceback" not in err
        _until(lambda: not any(one.is_running() for one in family))
        assert "Nobody has an account yet" in err
        assert f"What is mailed is written into {tmp_path / 'mail'}/\nIntramural answers on http://127.0.0.1:{port}/" in out
    finally:
        for one in [*(family if "family" in locals() else []), process]:
            if one.is_running() if isinstance(one, psutil.Process) else one.poll() is None:
                one.kill()


def _get(port: int, path: str) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return dict(json.loads(connection.getresponse().read()))
    except OSError:
        return {}
    finally:
        connection.close()


def _until(holds: object, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_answers_requests_plans_a_statement_once():
    def how() -> str:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SHOW plan_cache_mode")
            return str(cursor.fetchone()[0])

    assert how() == "auto"
    serving.plan_once()
    try:
        assert how() == "force_generic_plan"
    finally:
        connection_created.disconnect(serving._plan_for_any_value)
    assert how() == "auto"
