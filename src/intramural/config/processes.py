"""The console script `intramural`, and the processes that it starts."""

from __future__ import annotations

import argparse
import os
import sys

from intramural.config.options import WrongSetting
from intramural.imports import commands as imports
from intramural.kit.errors import Refusal


def main() -> int:
    """Does what the words ask. 0: done; 1: refused or failed, with the reason; 2: wrong words or a wrong setting."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intramural.config.settings")
    chosen = _words().parse_args()
    try:
        import django

        django.setup()
        return int({"serve": serve, "upgrade": upgrade, "demo": demo, "import": bring_in}[chosen.verb](chosen))
    except WrongSetting as error:
        print(error, file=sys.stderr)
        return 2
    except Refusal as no:
        print(f"{no.message} {no.remedy}".strip(), file=sys.stderr)
        return 1


def _words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="intramural", description="A social network behind the firewall.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    serving = verbs.add_parser("serve", help="answer requests", description="Answers requests until it is told to stop.")
    serving.add_argument("--upgrade", action="store_true", help="bring the database up to date first")
    serving.add_argument("--demo", action="store_true", help="put the demo company into an empty house")
    verbs.add_parser("demo", help="put a believable company into an empty house",
                     description="Puts the demo company into an empty house and prints how to sign in as four of its people.")  # fmt: skip
    verbs.add_parser("upgrade", help="bring database and static files up to date",
                     description="Brings the database and the static files up to date. Again changes nothing.")  # fmt: skip
    importing = verbs.add_parser("import", help="bring in what another system held",
                                 description="Brings in people, groups and messages with their dates, threads and reactions. It can be "
                                 "stopped and run again at any moment, and mails nobody.")  # fmt: skip
    imports.add_arguments(importing)
    return parser


def upgrade(chosen: argparse.Namespace) -> int:
    """Brings the database and the static files up to date; again changes nothing."""
    from intramural.config import preparing

    preparing.database(_tell)
    preparing.static_files(_tell)
    return 0


def demo(chosen: argparse.Namespace) -> int:
    """The demo company, in a house that is up to date."""
    from intramural.config import preparing
    from intramural.demo import commands

    preparing.database(_tell)
    return commands.make()


def bring_in(chosen: argparse.Namespace) -> int:
    """Brings in what another system held, into a house that is up to date."""
    from intramural.config import preparing

    preparing.database(_tell)
    return imports.run(chosen)


def serve(chosen: argparse.Namespace) -> int:
    """Serves until it is told to stop."""
    from django.conf import settings

    from intramural.config import preparing
    from intramural.demo import build, commands
    from intramural.people.models import Person

    given = settings.OPTIONS
    if chosen.upgrade or preparing.is_empty():
        preparing.database(_tell)
    elif preparing.pending():
        print("The database is older than this version. Run: intramural upgrade", file=sys.stderr)
        return 1
    preparing.static_files(_tell)
    if chosen.demo and not Person.objects.exists():
        _tell("the demo company")
        build.make()
    if build.is_here():
        if not _is_loopback(given["INTRAMURAL_HOST"]):
            print(
                f"The demo company is for this machine alone, and INTRAMURAL_HOST is {given['INTRAMURAL_HOST']}. "
                "Set INTRAMURAL_HOST=127.0.0.1, or begin with an empty INTRAMURAL_DATA_DIR.",
                file=sys.stderr,
            )
            return 1
        print(commands.sign_ins(f"http://{given['INTRAMURAL_HOST']}:{given['INTRAMURAL_PORT']}"))
    return _answer(given)


def _answer(given: dict[str, object]) -> int:
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    connections.close_all()  # the workers open their own
    print(f"Intramural answers on http://{given['INTRAMURAL_HOST']}:{given['INTRAMURAL_PORT']}/", flush=True)
    Granian(
        "intramural.config.wsgi:application",
        address=str(given["INTRAMURAL_HOST"]),
        port=int(str(given["INTRAMURAL_PORT"])),
        interface=Interfaces.WSGI,
        workers=int(str(given["INTRAMURAL_WORKERS"])) or min(os.cpu_count() or 1, 2),
        blocking_threads=2,
        backlog=4096,
        backpressure=8192,
        log_access=False,
    ).serve()
    return 0


def _is_loopback(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")


def _tell(what: str) -> None:
    print(f"Preparing {what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
