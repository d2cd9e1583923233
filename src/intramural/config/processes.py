"""The console script `intramural`: which verbs it has, and how each begins.

A verb is a module with `add_arguments(parser)` and `run(chosen) -> int`. Only the module of the verb that was asked for
is loaded, after the settings have been read and found good.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module, metadata
from types import ModuleType

from intramural.config.options import WrongSetting
from intramural.config.telling import of_an_outage, tell
from intramural.kit.errors import NotReady, Refusal

STOPPED, ENDED_BY_A_PIPE = 130, 141


@dataclass(frozen=True)
class Verb:
    """One word of the command: what it is for, in a line and in a sentence, and the module that does it."""

    name: str
    help: str
    description: str
    module: str
    needs_database: bool = False


VERBS = (
    Verb("serve", "answer requests", "Answers requests until it is told to stop, and does the house's chores.",
         "intramural.config.serving"),
    Verb("operator", "make the first account, invite many", "Makes the account of an operator, or makes an operator of whoever "
         "has the address; asks for the password, in scripts it is read from standard input. With --invite-… invites many as "
         "that operator, after showing whom.", "intramural.people.commands", needs_database=True),
    Verb("import", "bring in what another system held", "Brings in people, groups and messages with their dates, threads and "
         "reactions. It can be stopped and run again at any moment, and mails nobody.", "intramural.imports.commands",
         needs_database=True),
    Verb("reindex", "make the search index anew", "Goes through everything and mends the search index, while the house is in "
         "use. It can be stopped and run again at any moment.", "intramural.search.commands", needs_database=True),
    Verb("mail", "take mails that come in, and write examples", "Takes one mail from a file or a pipe, listens for mails, takes once "
         "more what was set aside, or writes one mail of each kind into a folder, to be looked at. `serve` and `work` listen by "
         "themselves where INTRAMURAL_MAIL_LISTEN is set.", "intramural.mail.commands", needs_database=True),
    Verb("demo", "put a believable company into an empty house",
         "Puts the demo company into an empty house and prints how to sign in as four of its people.", "intramural.demo.commands",
         needs_database=True),
    Verb("upgrade", "bring database, static files and pages up to date",
         "Brings the database, the static files and the compiled pages up to date. Again changes nothing.", "intramural.config.upgrading"),
    Verb("backup", "write everything that is kept into one archive", "Writes database, files and secret key, as they are at one "
         "moment, into one archive, and reads it back. The server may run.", "intramural.config.backups.taking"),
    Verb("restore", "put a house back from a backup", "Puts a house back as a backup holds it, brought up to this version. The "
         "server must not run, and nobody may live there unless you say --replace.", "intramural.config.backups.restoring"),
    Verb("doctor", "say what is set, reachable and out of date", "Looks at everything that can go wrong, and says what to do about "
         "each. 0 when nothing is bad.", "intramural.config.doctor"),
    Verb("work", "do the chores beside `serve`", "Does the house's chores until it is told to stop. Needed only where "
         "INTRAMURAL_KEEPER=no.", "intramural.config.keeper"),
)  # fmt: skip


def main(words: list[str] | None = None) -> int:
    """Does what the words ask. 0: done; 1: refused or failed, with the reason; 2: wrong words or a wrong setting."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intramural.config.settings")
    given = sys.argv[1:] if words is None else words
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no arrow is shown a question mark
    try:
        with _loading():
            verb = next((verb for verb in VERBS if given[:1] == [verb.name]), None)
            room = import_module(verb.module) if verb else None
            chosen = _parser(verb, room).parse_args(given)
            assert verb is not None  # whoever names none has been told which there are
            assert room is not None
            import django

            django.setup()
        if verb.needs_database:
            from intramural.config import preparing

            preparing.require(tell)
        return int(room.run(chosen))
    except WrongSetting as error:
        print(error, file=sys.stderr)
        return 2
    except Refusal as no:
        return _refused(no, given)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read it has gone; what was done is done
        return ENDED_BY_A_PIPE
    except Exception as error:
        lacking = of_an_outage(error)
        if lacking is None:
            raise
        return _refused(lacking, given)


def _refused(no: Refusal, given: list[str]) -> int:
    """Says it. What a mail server brings, it is to bring again where something is lacking just now."""
    print(f"{no.message} {no.remedy}".strip(), file=sys.stderr)
    return os.EX_TEMPFAIL if isinstance(no, NotReady) and given[:2] == ["mail", "take"] else 1


@contextmanager
def _loading() -> Iterator[None]:
    """What is loaded stays: looking through it for what could be freed took a sixth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _parser(asked: Verb | None, room: ModuleType | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="intramural",
        description="A social network behind the firewall.",
        epilog="Settings come from the environment and from the file that INTRAMURAL_SETTINGS_FILE names.",
    )
    parser.add_argument("--version", action="version", version=f"Intramural {version()}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb in VERBS:
        its = verbs.add_parser(verb.name, help=verb.help, description=verb.description)
        if verb is asked and room is not None:
            room.add_arguments(its)
    return parser


def version() -> str:
    """The version that is installed; "from a checkout" where nothing is."""
    try:
        return metadata.version("intramural")
    except metadata.PackageNotFoundError:
        return "from a checkout"


if __name__ == "__main__":
    sys.exit(main())
