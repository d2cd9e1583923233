"""`intramural mail`: write example mails, to look at them."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for. Nothing here needs a database yet."""
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    preview = what.add_parser("preview", help="write one mail of each kind into a folder, with words made up for it")
    preview.add_argument("folder", metavar="FOLDER", type=Path, help="where the .eml and .html files go")


def run(options: argparse.Namespace) -> int:
    """Does it; 0 when it is done."""
    from intramural.mail.outgoing import examples

    for path in examples.write(options.folder):
        print(path)
    return 0
