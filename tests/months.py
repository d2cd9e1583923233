"""`bin/month`: a month of a company of 400, on both databases; a table of what left the house, and what was wrong with it.

Exit status 0 when nothing was wrong on every database asked for.
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

ROWS = ("people", "days", "mails", "letters in them", "pushes", "done by mail alone")


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/month", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--database", choices=("sqlite", "postgresql"), action="append", help="one of them; both without this"
    )
    parser.add_argument("--json", metavar="FILE", help="where to write the same figures")
    asked = parser.parse_args(words)
    found = {each: _on(each) for each in asked.database or ("sqlite", "postgresql")}
    print(f"{'':<20}" + "".join(f"{database:>14}" for database in found))
    for row in ROWS:
        print(f"{row:<20}" + "".join(f"{facts.get(row, 0):>14,}" for facts in found.values()))
    print(f"{'wrong':<20}" + "".join(f"{len(facts['wrong']):>14,}" for facts in found.values()))
    print("\n".join(line for facts in found.values() for line in facts["wrong"][:20]), file=sys.stderr)
    if asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    return 0 if all(facts["passed"] for facts in found.values()) else 1


def _on(database: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(LEAKS_REPORT=folder, MONTH="whole")
        passed = run(database, ["src/intramural/notifications/tests/test_month.py", "-n0", "--show-capture=no"])
        said = Path(folder, "month.json")
        facts = json.loads(said.read_text()) if said.exists() else {"wrong": ["It did not come to its end."]}
    return {"passed": passed and not facts["wrong"], **facts}


if __name__ == "__main__":
    sys.exit(main())
