"""`bin/leaks`: asks every surface, in every state, as the viewers; and takes posts away while something of them is on its way.

Without a choice: the short form of the matrix. Says how much was asked and what leaked. Exit status 0 when nothing leaked, every
gate that was taken away was noticed, and nothing was answered so much later that it tells.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.leaks import policy
from tests.run import run

ORACLES = ("canary", "two worlds", "absent id", "transition", "timing")
INTERLEAVINGS = 50_000
IN_A_STATE = "tests/leaks/test_matrix.py::test_nothing_shows_that_should_not"
AFTER_A_CHANGE = "tests/leaks/test_transitions.py::test_nothing_is_left_after_a_change"
MATRIX = ("test_gates", "test_ledger", "test_matrix", "test_registered", "test_transitions")


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/leaks", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--full", action="store_true", help="all viewers of every state, every address timed, and all interleavings"
    )
    parser.add_argument(
        "--interleavings", metavar="N", type=int, nargs="?", const=INTERLEAVINGS, default=0,
        help=f"take a post away so often while something of it is on its way ({INTERLEAVINGS:,}); with --full as many as are said",
    )  # fmt: skip
    parser.add_argument(
        "--timing", action="store_true", help="ask every address of something hidden and of nothing, 200 times"
    )
    parser.add_argument(
        "--strictly", action="store_true", help="fail on a gap of 3 ms; on a machine that does other things 15 ms are"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the interleavings, to have the same ones again")
    parser.add_argument(
        "--database", choices=("sqlite", "postgresql"), action="append", help="one of them; both without this"
    )
    parser.add_argument(
        "--state", choices=policy.STATES, action="append", metavar="STATE",
        help=f"this state of the matrix alone, as all viewers, before and after it came about; may be given again ({', '.join(policy.STATES)})",
    )  # fmt: skip
    parser.add_argument("--json", metavar="FILE", help="where to write the same figures")
    parser.add_argument(
        "--witnesses", action="store_true", help="try each gate everywhere, and write down where it was noticed"
    )
    asked = parser.parse_args(words)
    if asked.witnesses:
        os.environ.update(LEAKS="full", LEAKS_WITNESSES="1")
        return 0 if run("sqlite", ["tests/leaks/test_gates.py", "--show-capture=no"]) else 1
    found = {database: _on(database, asked) for database in asked.database or ("sqlite", "postgresql")}
    for database, facts in found.items():
        _print(database, facts)
    if asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=1) + "\n")
    return 0 if all(facts["passed"] for facts in found.values()) else 1


def _on(database: str, asked: argparse.Namespace) -> dict[str, Any]:
    wanted = asked.interleavings or (INTERLEAVINGS if asked.full else 0)
    is_timed = asked.full or asked.timing
    tests = [f"tests/leaks/{name}.py" for name in MATRIX] if asked.full or not (wanted or is_timed) else []
    if asked.state:
        wanted, is_timed = asked.interleavings, asked.timing
        tests = [f"{IN_A_STATE}[{state}]" for state in asked.state]
        tests += [f"{AFTER_A_CHANGE}[{state}]" for state in asked.state if state in policy.CHANGES]
    tests += ["tests/leaks/test_timing.py"] if is_timed else []
    tests += ["tests/leaks/test_interleavings.py"] if wanted else []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            LEAKS_REPORT=folder, LEAKS="full" if asked.full or asked.state else "", LEAKS_INTERLEAVINGS=str(wanted or ""),
            LEAKS_TIMING="strictly" if asked.strictly else "long" if is_timed else "", LEAKS_SEED=str(asked.seed or ""),
        )  # fmt: skip
        passed = run(database, [*tests, "--show-capture=no"])
        read = {path.stem: json.loads(path.read_text()) for path in sorted(Path(folder).glob("*.json"))}
    gates = read.pop("gates", None)
    shards = [read.pop(name) for name in sorted(read) if name.startswith("interleavings-")]
    return {
        "passed": passed, "seconds": round(time.monotonic() - began), "states": list(read.values()), "gates": gates,
        "interleavings": _together(shards) if shards else None,
    }  # fmt: skip


def _together(shards: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of all processes as one."""
    pairs: dict[tuple[str, str], Counter[str]] = {}
    for shard in shards:
        for pair in shard["pairs"]:
            figures = {name: count for name, count in pair.items() if isinstance(count, int)}
            pairs.setdefault((pair["verb"], pair["way"]), Counter()).update(figures)
    return {
        "interleavings": sum(shard["interleavings"] for shard in shards),
        "seconds": max(shard["seconds"] for shard in shards),
        "seeds": [shard["seed"] for shard in shards],
        "leaks": [leak for shard in shards for leak in shard["leaks"]],
        "pairs": [{"verb": verb, "way": way, **counts} for (verb, way), counts in sorted(pairs.items())],
    }


def _print(database: str, facts: dict[str, Any]) -> None:
    print(f"\n{database}, {facts['seconds']} s")
    if rows := facts["states"]:
        _print_matrix(rows)
    if gates := facts["gates"]:
        print(
            f"gates taken away: {gates['gates']}, noticed: {gates['noticed']}, behind another or tried elsewhere: ", end=""
        )
        print(", ".join(f"{name} ({why})" for name, why in gates["others"].items()) or "none")
    if raced := facts["interleavings"]:
        _print_interleavings(raced)


def _print_matrix(rows: list[dict[str, Any]]) -> None:
    print(f"{'state':34}{'cells':>8}" + "".join(f"{name:>12}" for name in ORACLES) + f"{'leaks':>8}")
    for row in rows:
        _line(row["name"], row["cells"], row["asked"], len(row["leaks"]))
    total = {name: sum(row["asked"].get(name, 0) for row in rows) for name in ORACLES}
    _line("together", sum(row["cells"] for row in rows), total, sum(len(row["leaks"]) for row in rows))
    for row in rows:
        for leak in row["leaks"]:
            print(f"  LEAK {leak}")
        for gap in row.get("widest", ()):
            print(f"  wide gap: {gap}")
        for gap in row.get("fine", ()):
            print(f"  more than 3 ms, to be looked at where nothing else runs: {gap}")


def _line(name: str, cells: int, asked: dict[str, int], leaks: int) -> None:
    print(f"{name:34}{cells:>8}" + "".join(f"{asked.get(oracle, 0):>12}" for oracle in ORACLES) + f"{leaks:>8}")


COLUMNS = ("interleavings", "before", "during", "after", "asked_again", "shown", "leaked")


def _print_interleavings(raced: dict[str, Any]) -> None:
    """A row for each pair: when the way asked (before, during, after the verb's commit), how often it showed something by then,
    and how often after, which is never."""
    heads = ("interleavings", "before", "during", "after", "asked again", "shown before", "bytes after")
    print(f"\n{'verb':20}{'way':28}" + "".join(f"{head:>14}" for head in heads))
    for pair in raced["pairs"]:
        print(f"{pair['verb']:20}{pair['way']:28}" + "".join(f"{pair.get(name, 0):>14}" for name in COLUMNS))
    total = {name: sum(pair.get(name, 0) for pair in raced["pairs"]) for name in COLUMNS}
    print(f"{'together':48}" + "".join(f"{total[name]:>14}" for name in COLUMNS))
    each = raced["seconds"] / max(1, raced["interleavings"]) * 1000
    print(f"{raced['seconds']} s, {each:.1f} ms each; seeds {', '.join(map(str, raced['seeds']))}")
    for leak in raced["leaks"]:
        print(f"  LEAK {leak}")


if __name__ == "__main__":
    sys.exit(main())
