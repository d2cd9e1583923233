"""The console script `intramural`, and the processes that it starts."""

from __future__ import annotations

import argparse
import os
import sys

from intramural.config.options import WrongSetting


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intramural.config.settings")
    parser = argparse.ArgumentParser(prog="intramural", description="A social network behind the firewall.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("serve", help="answer requests")
    verbs.add_parser("upgrade", help="bring database and static files up to date")
    chosen = parser.parse_args()
    try:
        import django

        django.setup()
    except WrongSetting as error:
        print(error, file=sys.stderr)
        return 2
    return {"serve": serve, "upgrade": upgrade}[chosen.verb]()


def upgrade() -> int:
    """Brings the database and the static files up to date; again changes nothing."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    return 0


def serve() -> int:
    """Serves until it is told to stop."""
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces

    given = settings.OPTIONS
    workers = given["INTRAMURAL_WORKERS"] or min(os.cpu_count() or 1, 2)
    print(f"Intramural answers on http://{given['INTRAMURAL_HOST']}:{given['INTRAMURAL_PORT']}/", flush=True)
    Granian(
        "intramural.config.wsgi:application",
        address=given["INTRAMURAL_HOST"],
        port=given["INTRAMURAL_PORT"],
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        backlog=4096,
        backpressure=8192,
        log_access=False,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
