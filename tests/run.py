"""Runs the tests on SQLite and on PostgreSQL, and says by name what a machine lacks for some of them.

INTRAMURAL_REQUIRE_ALL=1 (bin/check sets it) makes anything lacking an error.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from tests import cluster, real_input, template

# They bring a house of their own, the same whichever database the tests are on.
JOURNEYS = "tests/journeys"
ONCE = (JOURNEYS, "tests/test_wheel.py")
WORKERS = (os.cpu_count() or 1) + 1  # tests often wait
BEHIND = ["nice", "-n", "10"] if shutil.which("nice") else []
"""Journeys wait for pages and most of all for themselves; what runs beside them takes the time that they leave."""
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
    with ExitStack() as stack:
        journeys = None if arguments or not wanted else stack.enter_context(_beside([JOURNEYS]))
        failed = [database for database in wanted if not run(database, arguments, again=database != wanted[0])]
        if journeys is not None and not journeys():
            failed.append("a browser")
    if failed:
        print(f"Failed on: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run(database: str, arguments: list[str], *, again: bool = False) -> bool:
    """Runs what pytest is told on the database; without a word all of it but the journeys. Returns whether all passed."""
    print(f"— Tests on {database} —", flush=True)
    asked = arguments or [f"--ignore={JOURNEYS}"]
    if again:
        print(f"Run once, above: what asks no database, and what brings its own ({', '.join(ONCE)}).", flush=True)
        asked = [*arguments, "--second-database", *(f"--ignore={path}" for path in ONCE)]
    with ExitStack() as stack:
        url = stack.enter_context(cluster.running()) if database == "postgresql" else ""
        env = _environment(**template.prepare(url))
        return subprocess.run([*BEHIND, *_pytest(WORKERS, asked)], env=env).returncode == 0


@contextmanager
def _beside(arguments: list[str]) -> Iterator[Callable[[], bool]]:
    """Runs tests beside all others, in one process; the block gets what waits for their end, prints what they said, and
    returns whether all passed."""
    env = _environment(**template.prepare(""))
    with tempfile.TemporaryFile("w+") as said:
        running = subprocess.Popen(_pytest(0, arguments), env=env, stdout=said, stderr=subprocess.STDOUT)

        def passed() -> bool:
            running.wait()
            print("— Journeys in a browser, which began with the tests —", flush=True)
            said.seek(0)
            print(said.read(), flush=True)
            return running.returncode == 0

        try:
            yield passed
        finally:
            if running.poll() is None:
                running.terminate()
                running.wait()


def _environment(**more: str) -> dict[str, str]:
    env = {**os.environ, **more}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # tests start dozens of processes, and each would compile the whole house
    return env


def _pytest(workers: int, arguments: list[str]) -> list[str]:
    spread = ["-n", str(workers), "--dist", "loadscope"] if workers else []
    return [sys.executable, "-m", "pytest", *spread, *arguments]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
