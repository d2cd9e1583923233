"""Runs the tests on SQLite and on PostgreSQL, and says by name what a machine lacks for some of them.

INTRAMURAL_REQUIRE_ALL=1 (bin/check sets it) makes anything lacking an error.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack

from tests import cluster, real_input, template

# They bring a house of their own, the same whichever database the tests are on.
ONCE = ("tests/journeys", "tests/test_wheel.py")
CORES = os.cpu_count() or 1
REQUIRE_ALL = os.environ.get("INTRAMURAL_REQUIRE_ALL") == "1"


def main(arguments: list[str]) -> int:
    wanted = os.environ.get("DATABASES", "sqlite postgresql").split()
    lacking = []
    if shutil.which("chromium") is None:
        lacking.append("chromium (browser journeys): apt install chromium")
    if "postgresql" in wanted and cluster.binaries() is None:
        lacking.append("PostgreSQL (the second run of all tests): apt install postgresql")
        wanted.remove("postgresql")
    for part in lacking:
        print(f"Left out, because this machine lacks it: {part}", file=sys.stderr)
    if lacking and REQUIRE_ALL:
        return 1
    if not real_input.is_here():
        print(f"Left out: tests of real input, which is no part of the project ({real_input.VARIABLE} names its folder)")
    failed = [database for database in wanted if not run(database, arguments, again=database != wanted[0])]
    if failed:
        print(f"Failed on: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run(database: str, arguments: list[str], *, again: bool = False) -> bool:
    """Runs what pytest is told on the database; without a word all of it, what is quick first. Returns whether all passed."""
    print(f"— Tests on {database} —", flush=True)
    phases = [arguments]
    if again:
        print(f"Run once, above: what asks no database, and what brings its own ({', '.join(ONCE)}).", flush=True)
        phases = [[*arguments, "--second-database", *(f"--ignore={path}" for path in ONCE)]]
    elif not arguments:
        phases = [["-m", "not slow and not browser"], ["-m", "slow or browser"]]
    with ExitStack() as stack:
        url = stack.enter_context(cluster.running()) if database == "postgresql" else ""
        env = {**os.environ, **template.prepare(url)}
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # tests start dozens of processes, and each would compile the whole house
        passed = [_pytest(phase, workers=CORES + (again or phase != phases[-1]), env=env) for phase in phases]
    return all(passed)


def _pytest(arguments: list[str], *, workers: int, env: dict[str, str]) -> bool:
    """Tests often wait, so that one more than the cores is quicker; beside a browser it takes the browser's time, until
    pages take ten seconds."""
    command = [sys.executable, "-m", "pytest", "-n", str(workers), "--dist", "loadscope", *arguments]
    return subprocess.run(command, env=env).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
