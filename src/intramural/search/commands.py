"""`intramural reindex`: make the search index anew, with a progress bar."""

from __future__ import annotations

import argparse
import sys
import time

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

STOPPED = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for. Nothing here needs a database yet."""
    parser.add_argument(
        "--empty", action="store_true", help="take everything out of the index first; nothing is found until it is in again"
    )


def run(options: argparse.Namespace) -> int:
    """Goes through the whole house; 0 when it came to the end, 130 when it was stopped."""
    from intramural.search import actions

    console, began = Console(stderr=True), time.monotonic()
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]:>7,.0f} a second"),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    if options.empty:
        actions.empty()
    try:
        with bar:
            task = bar.add_task("Reading what was said", total=actions.size(), rate=0.0)
            done = 0

            def step(more: int) -> None:
                nonlocal done
                done += more
                bar.update(task, advance=more, rate=done / max(time.monotonic() - began, 0.001))

            changed = actions.reindex(step=step)
    except KeyboardInterrupt:
        print("Stopped. What is in the index stays; run the same again to go on.", file=sys.stderr)
        return STOPPED
    print(f"{done:,} gone through in {time.monotonic() - began:,.1f} s, {changed:,} entries changed.")
    return 0
