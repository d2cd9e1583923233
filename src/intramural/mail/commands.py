"""`intramural mail`: take a mail from a file or a pipe, listen, take once more what stands aside, write examples."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from pathlib import Path

TRY_LATER = os.EX_TEMPFAIL
"""What a mail server takes for "not now"; it keeps the mail and brings it again."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for. Nothing here needs a database yet."""
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    take = what.add_parser("take", help="take one mail, as from a pipe of a mail server")
    take.add_argument("file", metavar="FILE", help="the mail; - for standard input")
    take.add_argument("--to", required=True, action="append", metavar="ADDRESS", help="an address of ours that it is for")
    take.add_argument(
        "--from", dest="sender", default="?", metavar="ADDRESS", help="the sender on its envelope; <> for none"
    )
    what.add_parser("listen", help="listen for mails where INTRAMURAL_MAIL_LISTEN says, without doing chores")
    preview = what.add_parser("preview", help="write one mail of each kind into a folder, with words made up for it")
    preview.add_argument("folder", metavar="FOLDER", type=Path, help="where the .eml and .html files go")
    what.add_parser("again", help="take once more what was set aside because something failed here")


def run(options: argparse.Namespace) -> int:
    """Does it. `take` gives 75 when the mail is to be brought again; 1 for an address that is not ours."""
    if options.what == "take":
        return _take(options)
    if options.what == "preview":
        return _preview(options.folder)
    return _listen() if options.what == "listen" else _again()


def _preview(folder: Path) -> int:
    from intramural.mail.outgoing import examples

    for path in examples.write(folder):
        print(path)
    return 0


def _take(options: argparse.Namespace) -> int:
    from intramural.mail.incoming import delivering

    if not all(delivering.is_ours(address) for address in options.to):
        print(delivering.NOT_OURS, file=sys.stderr)
        return 1
    if options.file == "-":
        raw = sys.stdin.buffer.read()
    else:
        with open(options.file, "rb") as file:
            raw = file.read()
    said = delivering.deliver(raw, to=options.to, sender=options.sender)
    print(said)
    return 0 if said == delivering.TAKEN else TRY_LATER


def _listen() -> int:
    from django.conf import settings

    from intramural.mail.incoming import delivering, listening

    if settings.MAIL_LISTEN is None:
        print("INTRAMURAL_MAIL_LISTEN says nowhere. For example: INTRAMURAL_MAIL_LISTEN=127.0.0.1:2525", file=sys.stderr)
        return 1
    with listening.listening(delivering.deliver, delivering.is_ours) as listener:
        if listener is None:
            print("Somebody else listens there already.", file=sys.stderr)
            return 1
        print(f"Listening for mails at {listener.host}:{listener.port}. Ctrl-C ends it.")
        threading.Event().wait()
    return 0


def _again() -> int:
    from intramural.mail.incoming import taking

    taken, aside = taking.take_faults_again()
    print(f"{taken} taken, {aside} still aside.")
    return 0
