"""`bin/leaks`: asks every surface, in every state, as the viewers, and says how much was asked and what leaked.

Exit status 0 when nothing leaked and every gate that was taken away was noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.run import run

ORACLES = ("canary", "two worlds", "absent id", "transition")


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/leaks", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--full", action="store_true", help="all viewers of every state, and every page also as a script asks"
    )
    parser.add_argument(
        "--database", choices=("sqlite", "postgresql"), action="append", help="one of them; both without this"
    )
    parser.add_argument("--json", metavar="FILE", help="where to write the same figures")
    parser.add_argument(
        "--witnesses", action="store_true", help="try each gate everywhere, and write down where it was noticed"
    )
    asked = parser.parse_args(words)
    if asked.witnesses:
        os.environ.update(LEAKS="full", LEAKS_WITNESSES="1")
        return 0 if run("sqlite", ["tests/leaks/test_gates.py", "--show-capture=no"]) else 1
    found = {database: _on(database, full=asked.full) for database in asked.database or ("sqlite", "postgresql")}
    for database, facts in found.items():
        _print(database, facts)
    if asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=1) + "\n")
    return 0 if all(facts["passed"] for facts in found.values()) else 1


def _on(database: str, *, full: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(LEAKS_REPORT=folder, LEAKS="full" if full else "")
        passed = run(database, ["tests/leaks", "--show-capture=no"])
        read = {path.stem: json.loads(path.read_text()) for path in sorted(Path(folder).glob("*.json"))}
    gates = read.pop("gates", {"gates": 0, "noticed": 0, "others": {}})
    return {"passed": passed, "states": list(read.values()), "gates": gates}


def _print(database: str, facts: dict[str, Any]) -> None:
    print(f"\n{database}\n{'state':34}{'cells':>8}" + "".join(f"{name:>12}" for name in ORACLES) + f"{'leaks':>8}")
    rows = facts["states"]
    for row in rows:
        _line(row["name"], row["cells"], row["asked"], len(row["leaks"]))
    total = {name: sum(row["asked"].get(name, 0) for row in rows) for name in ORACLES}
    _line("together", sum(row["cells"] for row in rows), total, sum(len(row["leaks"]) for row in rows))
    gates = facts["gates"]
    print(f"gates taken away: {gates['gates']}, noticed: {gates['noticed']}, behind another or tried elsewhere: ", end="")
    print(", ".join(f"{name} ({why})" for name, why in gates["others"].items()) or "none")


def _line(name: str, cells: int, asked: dict[str, int], leaks: int) -> None:
    print(f"{name:34}{cells:>8}" + "".join(f"{asked.get(oracle, 0):>12}" for oracle in ORACLES) + f"{leaks:>8}")


if __name__ == "__main__":
    sys.exit(main())
