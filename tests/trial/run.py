"""`bin/trial`: the whole company lives through each pass line, on both databases; a table of what held, and what it took.

Exit status 0 when every line held on every database asked for.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.run import run

ONE_PROCESS = ["tests/trial", "-n0", "-p", "no:randomly", "--show-capture=no"]
"""The company is made once a process."""


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/trial", description=__doc__.splitlines()[0])
    parser.add_argument("--small", action="store_true", help="with the small company of the ordinary tests")
    parser.add_argument(
        "--database", choices=("sqlite", "postgresql"), action="append", help="one of them; both without this"
    )
    parser.add_argument("--json", metavar="FILE", help="where to write the same figures")
    asked = parser.parse_args(words)
    found = {each: _on(each, small=asked.small) for each in asked.database or ("sqlite", "postgresql")}
    for database, facts in found.items():
        _print(database, facts)
    if asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    return 0 if all(facts["passed"] for facts in found.values()) else 1


def _on(database: str, *, small: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(LEAKS_REPORT=folder, TRIAL="" if small else "whole")
        began = time.monotonic()
        passed = run(database, ONE_PROCESS)
        lines = [json.loads(path.read_text()) for path in Path(folder).glob("trial-*.json")]
    lines.sort(key=lambda each: (int(each["line"][1:]), each["what"]))
    return {"passed": passed and bool(lines), "seconds": round(time.monotonic() - began, 1), "lines": lines}


def _print(database: str, facts: dict[str, Any]) -> None:
    print(f"\n{database}, {facts['seconds']} s with making the company")
    for each in facts["lines"]:
        more = {name: value for name, value in each.items() if name not in ("line", "what", "passed", "seconds")}
        said = "; ".join(f"{name} {value}" for name, value in more.items())
        mark = "holds" if each["passed"] else "FAILS"
        print(f"{each['line']:4}{mark:7}{each['seconds']:>7} s  {each['what']}{f' ({said})' if said else ''}")


if __name__ == "__main__":
    sys.exit(main())
