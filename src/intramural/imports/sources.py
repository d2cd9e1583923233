"""The formats that can be imported, by name."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from intramural.imports.errors import CannotBeRead
from intramural.imports.mail.archive import Archive
from intramural.imports.mail.maildir import Maildir
from intramural.imports.mail.mbox import Mbox
from intramural.imports.material import Source
from intramural.imports.mattermost.export import MattermostExport
from intramural.imports.slack.export import SlackExport
from intramural.imports.staff.roll import Roll

FORMATS: dict[str, Callable[[Path, argparse.Namespace], Source | Roll]] = {
    "maildir": lambda path, options: Archive(Maildir(path), is_open=options.everyone, owner=options.owner),
    "mattermost": lambda path, options: MattermostExport(path, server=options.server),
    "mbox": lambda path, options: Archive(Mbox(path), is_open=options.everyone, owner=options.owner),
    "people": lambda path, options: Roll(path, names=_names(options.columns)),
    "slack": lambda path, options: SlackExport(path),
}


def open_source(format: str, path: Path, options: argparse.Namespace) -> Source | Roll:
    """The source at this path. Refuses (422) what is not there, and what is not of this format."""
    if not path.exists():
        raise CannotBeRead(f"There is nothing at {path}.", remedy="Check the path.")
    return FORMATS[format](path, options)


def _names(columns: str) -> list[str]:
    return [name.strip() for name in columns.split(",")] if columns else []
