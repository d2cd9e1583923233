"""A migrated database that each process of the tests begins with a copy of: migrating takes longer than most of them.

On SQLite it is a file, kept between runs under a name made of all migrations and pinned libraries, so that a change of
either migrates anew. On PostgreSQL it is a database of the run's own cluster.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import cluster

ROOT = Path(__file__).resolve().parent.parent
ON_POSTGRESQL = "intramural_template"
KEPT_IN = Path(".pytest_cache") / "intramural"


def prepare(url: str) -> dict[str, str]:
    """Makes the migrated database of the cluster with this URL, or the file where there is none; what the environment
    of the tests is to say of it."""
    if url:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {ON_POSTGRESQL}")
        _migrate(url.rpartition("/")[0] + f"/{ON_POSTGRESQL}")
        return {"TEST_DATABASE_URL": url, "TEST_DATABASE_TEMPLATE": ON_POSTGRESQL}
    if not (template := kept(ROOT / KEPT_IN)).exists():
        with tempfile.TemporaryDirectory(prefix="intramural-tests-") as folder:
            database = Path(folder) / "migrated.sqlite3"
            _migrate(f"sqlite:///{database}")
            keep(database, template)
    return {"TEST_DATABASE_URL": ""}


def begin(data: Path, *, url: str = "") -> None:
    """Makes the folder of a house, with the templates that others have compiled, and with a migrated database if its own is no
    other and there is one to lend."""
    data.mkdir(parents=True, exist_ok=True)
    (data / "templates").symlink_to(compiled())
    if not url:
        lend(kept(ROOT / KEPT_IN), data / "intramural.sqlite3")


def compiled() -> Path:
    """The folder where all processes of the tests keep the templates that one of them has compiled."""
    folder = ROOT / KEPT_IN / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def like() -> str:
    """What follows CREATE DATABASE on the tests' server for a house that begins migrated, if there is such a database."""
    name = os.environ.get("TEST_DATABASE_TEMPLATE", "")
    return f" TEMPLATE {name}" if name else ""


@contextmanager
def a_database() -> Iterator[str]:
    """The URL of a migrated database of one's own: on the tests' server if there is one, else on a fresh one that is durable."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not like():
        with cluster.running(durable=True) as url:
            yield url
        return
    name = f"house_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}{like()}".encode())
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _migrate(url: str) -> None:
    env = {**os.environ, "TEST_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings",
           "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}  # fmt: skip
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=env, check=True)


def kept(folder: Path) -> Path:
    """Where the migrated file of this very state of the house is, or is to be."""
    state = hashlib.sha256()
    for path in sorted([*ROOT.glob("src/intramural/*/migrations/*.py"), *ROOT.glob("requirements/*.txt")]):
        state.update(path.read_bytes())
    return folder / f"migrated-{state.hexdigest()[:16]}.sqlite3"


def lend(template: Path, to: Path) -> None:
    """A copy of the migrated file, if there is one yet."""
    if template.exists():
        shutil.copyfile(template, to)


def keep(database: Path, template: Path) -> None:
    """Keeps the database as it is after migrating, whole or not at all, and lets go of what older states left."""
    if template.exists():
        return
    template.parent.mkdir(parents=True, exist_ok=True)
    making = template.with_name(f"{template.name}.{os.getpid()}")
    connection = sqlite3.connect(database)
    connection.execute("VACUUM INTO ?", (str(making),))
    connection.close()
    os.replace(making, template)
    for old in template.parent.glob("migrated-*.sqlite3"):
        if old != template:
            old.unlink(missing_ok=True)
