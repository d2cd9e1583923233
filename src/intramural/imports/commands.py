"""`intramural import`: bring in what another system held, with a progress bar and a closing report."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

FORMATS = {
    "maildir": "a mailbox with a mail a file: the folder, or a .tar of it",
    "mattermost": "a bulk export: the .jsonl, the .zip, or the folder that it unpacks to",
    "mbox": "an archive of mails in one file, compressed or not, or a folder of such files",
    "people": "a staff list: a table with a line of column names (CSV and the like), or an LDIF",
    "slack": "an export: the .zip, or the folder that it unpacks to",
}
STOPPED = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for. Nothing here needs a database yet."""
    parser.add_argument(
        "format", choices=sorted(FORMATS), help="; ".join(f"{name}: {what}" for name, what in FORMATS.items())
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="a file, an archive or a folder")
    parser.add_argument(
        "--server", default="", metavar="NAME", help="mattermost: tells servers apart, where you bring in several"
    )
    parser.add_argument(
        "--everyone",
        action="store_true",
        help="mbox and maildir: everyone here may read these mails; else each is for whom it names",
    )
    parser.add_argument(
        "--owner", default="", metavar="ADDRESS", help="mbox and maildir: whose mailbox it is; they may read all of it"
    )
    parser.add_argument(
        "--columns",
        default="",
        metavar="NAMES",
        help="people: the names of the columns where no line on top says them; - is left out",
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the closing report here as JSON too")


def run(options: argparse.Namespace) -> int:
    """Imports; 0 when all of the source was gone through, 130 when it was stopped. Refuses (422) what it cannot read."""
    from intramural.imports import actions, sources
    from intramural.imports.report import Report
    from intramural.imports.staff.roll import Roll

    report, began = Report(), time.monotonic()
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]:>7,.0f} a second"),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    source = sources.open_source(options.format, options.path, options)
    if options.report:
        options.report.open("a").close()  # refused before anything is brought in
    try:
        with bar, _looking_seldom_for_rings():
            task = bar.add_task(f"Importing {source.name}", total=None, rate=0.0)
            done = 0

            def step(size: int, messages: int) -> None:
                nonlocal done
                done += messages
                rate = done / max(time.monotonic() - began, 0.001)
                bar.update(task, advance=size, total=source.total or None, rate=rate)

            if isinstance(source, Roll):
                actions.bring_in_staff(source, report=report, step=step)
            else:
                actions.bring_in(source, report=report, step=step)
            bar.update(task, completed=source.total, total=source.total)
    except KeyboardInterrupt:
        print("Stopped. What was brought in stays; run the same again to go on.", file=sys.stderr)
    except BaseException:
        print(f"{report.words()}\nIt ended there. What was brought in stays; the same again goes on.", file=sys.stderr)
        raise
    seconds = time.monotonic() - began
    through = report.taken + report.unchanged + report.named
    print(report.words())
    print(f"{through:,} in {seconds:,.1f} s, {through / max(seconds, 0.001):,.0f} a second.")
    if options.report:
        report.write(options.report, seconds=round(seconds, 3))
    return 0 if report.finished else STOPPED


@contextmanager
def _looking_seldom_for_rings() -> Iterator[None]:
    """A batch is thousands of things that live as long as it does, and hardly any of them holds another in a ring: looking for what could
    be freed of such took a tenth of an import."""
    from intramural.imports import beside

    before = gc.get_threshold()
    gc.set_threshold(*beside.SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
