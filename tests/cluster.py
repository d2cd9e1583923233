"""A PostgreSQL server of one's own for as long as it is needed: made in a temporary folder, on loopback, thrown away."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server that is installed, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """The URL of a fresh server. Not durable by default: the tests throw it away. Ends it when the block ends."""
    folder = binaries()
    assert folder is not None, "PostgreSQL is not installed"
    home = Path(tempfile.mkdtemp(prefix="intramural-pg-"))
    home.chmod(0o755)
    as_owner: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(home, account.pw_uid, account.pw_gid)
        as_owner = ["runuser", "-u", "postgres", "--"]
    data, port = home / "data", free_port()
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={home}", "max_connections=120"]
    if not durable:
        settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off"]
        # Of tables with a few rows any order of joins is quick; to look for the best takes longer than to join them.
        settings += ["join_collapse_limit=1", "from_collapse_limit=1"]
    options = " ".join(f"-c {setting}" for setting in settings)
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run([*as_owner, folder / "initdb", "-D", data, "-U", "intramural", "-A", "trust", "-E", "UTF8",
                    "--no-sync", "--locale=C.UTF-8"], **quiet)  # type: ignore[call-overload]  # fmt: skip
    subprocess.run([*as_owner, folder / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start"],
                   **quiet)  # type: ignore[call-overload]  # fmt: skip
    try:
        yield f"postgres://intramural@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*as_owner, folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **{**quiet, "check": False})  # type: ignore[call-overload]
        shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
