"""`intramural upgrade`: the database, the static files and the compiled pages of this version."""

from __future__ import annotations

import argparse
import sys
import time

SECONDS_TO_THINK = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for."""
    parser.add_argument(
        "--check", action="store_true", help="say what would change and change nothing; 1 when something would"
    )


def run(chosen: argparse.Namespace) -> int:
    """Migrates, collects and compiles; says what it does, and advises a backup before it changes what somebody keeps."""
    from intramural.config import preparing
    from intramural.config.telling import tell

    pending = preparing.pending()
    if chosen.check:
        print("\n".join(f"would migrate {name}" for name in pending) or "The database is up to date.")
        return 1 if pending else 0
    if pending and not preparing.holds_nobody():
        print(
            f"{len(pending)} changes to the database. It goes forward only: if you have not made a backup, "
            "stop here (Ctrl-C) and run: intramural backup",
            flush=True,
        )
        if sys.stdin.isatty():
            time.sleep(SECONDS_TO_THINK)
    preparing.database(tell)
    preparing.static_files(tell)
    preparing.pages()
    print("Database, static files and pages are up to date.")
    return 0
