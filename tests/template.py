"""A migrated SQLite file, kept between runs of the tests: migrating anew takes longer than most of them.

It is kept under a name made of all migrations and pinned libraries, so that a change of either migrates anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


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
