"""Runs the tests on SQLite and on PostgreSQL, and says by name what a machine lacks for some of them.

INTRAMURAL_REQUIRE_ALL=1 (bin/check sets it) makes anything lacking an error. `--quick`: on SQLite, what takes no more than a second
or two and no browser, while one works.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import IO

from tests import cluster, real_input, template

# They bring a house of their own, the same whichever database the tests are on.
JOURNEYS = "tests/journeys"
ONCE = (JOURNEYS, "tests/test_wheel.py")
PROCESSORS = os.cpu_count() or 1
WORKERS = PROCESSORS + 1  # tests often wait
SIDE_BY_SIDE = PROCESSORS  # and where others run beside them, those take the time
BEHIND = ["nice", "-n", "10"] if shutil.which("nice") else []
"""Journeys wait for pages and most of all for themselves; what runs beside them takes the time that they leave."""
LONGEST = 600
"""Seconds of one journey: the longest takes two minutes beside all other tests, more on a machine that does something else."""
ENDED = ["-o", f"faulthandler_timeout={LONGEST}", "-o", "faulthandler_exit_on_timeout=true"]
"""A browser that answers nothing any more is waited for without end: then the process says where, and ends."""
QUICK, LONG = ["-m", "not slow and not browser"], ["-m", "slow or browser", f"--ignore={JOURNEYS}"]
INTERRUPTED = 2
"""What pytest ends with when somebody stops it."""
REQUIRE_ALL = os.environ.get("INTRAMURAL_REQUIRE_ALL") == "1"


def main(arguments: list[str]) -> int:
    if "--quick" in arguments:
        rest = [each for each in arguments if each != "--quick"]
        return 0 if run("sqlite", [*QUICK, *rest], workers=PROCESSORS) else 1
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
    failed = _one_after_the_other(wanted, arguments) if arguments else _side_by_side(wanted)
    if failed:
        print(f"Failed on: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _one_after_the_other(wanted: list[str], arguments: list[str]) -> list[str]:
    """Runs what pytest is told on each database; returns on which it failed."""
    return [database for database in wanted if not run(database, arguments, again=database != wanted[0])]


def _side_by_side(wanted: list[str]) -> list[str]:
    """Runs everything: what is quick, and where that fails no more; then the rest on the first database, the journeys beside it, and from
    their end on the next database in their place, so that no processor waits. Only the first is heard as it goes. Returns what failed."""
    if not wanted:
        return []
    template.prepare("")  # before two ask for it
    rest = []
    if wanted[0] == "sqlite":
        began = time.monotonic()
        if not run("sqlite", QUICK, workers=PROCESSORS):
            return ["sqlite"]
        minutes, seconds = divmod(round(time.monotonic() - began), 60)
        print(f"So far in {minutes}:{seconds:02}. What takes long, a browser and the other databases come now.", flush=True)
        rest = LONG
    with ExitStack() as stack, ThreadPoolExecutor() as threads:
        heard = {name: stack.enter_context(tempfile.TemporaryFile("w+")) for name in ("journeys", *wanted[1:])}
        journeys = threads.submit(_journeys, heard["journeys"])

        def next_ones() -> dict[str, bool]:
            journeys.result()
            return {each: run(each, [], again=True, into=heard[each], workers=SIDE_BY_SIDE) for each in wanted[1:]}

        others = threads.submit(next_ones)
        passed = {wanted[0]: run(wanted[0], rest, workers=SIDE_BY_SIDE), **others.result(), "a browser": journeys.result()}
        for said in (*(heard[each] for each in wanted[1:]), heard["journeys"]):
            said.seek(0)
            print(said.read(), flush=True)
    return [name for name, is_fine in passed.items() if not is_fine]


def run(
    database: str, arguments: list[str], *, again: bool = False, into: IO[str] | None = None, workers: int = WORKERS
) -> bool:
    """Runs what pytest is told on the database; without a word all of it but the journeys. Returns whether all passed.

    What it says goes `into` a file, if one is given.
    """
    print(f"— Tests on {database} —", flush=True, file=into)
    asked = arguments or [f"--ignore={JOURNEYS}"]
    if again:
        print(f"Run once, above: what asks no database, and what brings its own ({', '.join(ONCE)}).", flush=True, file=into)
        asked = [*arguments, "--second-database", *(f"--ignore={path}" for path in ONCE)]
    with ExitStack() as stack:
        url = stack.enter_context(cluster.running()) if database == "postgresql" else ""
        env = _environment(**template.prepare(url))
        return _call([*BEHIND, *_pytest(workers, asked)], env, into)


def _journeys(into: IO[str]) -> bool:
    """Runs the journeys, in one process; returns whether all passed."""
    print("— Journeys in a browser, which began with what takes long —", flush=True, file=into)
    return _call(_pytest(0, [*ENDED, JOURNEYS]), _environment(**template.prepare("")), into)


def _call(command: list[str], env: dict[str, str], into: IO[str] | None) -> bool:
    done = subprocess.run(command, env=env, stdout=into, stderr=subprocess.STDOUT if into else None).returncode
    if done == INTERRUPTED:
        raise KeyboardInterrupt  # nothing is begun any more
    return done == 0


def _environment(**more: str) -> dict[str, str]:
    env = {**os.environ, **more}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # tests start dozens of processes, and each would compile the whole house
    return env


def _pytest(workers: int, arguments: list[str]) -> list[str]:
    spread = ["-n", str(workers), "--dist", "loadscope"] if workers else []
    return [sys.executable, "-m", "pytest", *spread, *arguments]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
