"""`intramural operator`: the first account of a house, from the machine's own command line."""

from __future__ import annotations

import argparse
import getpass
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for; the password is never an argument, because others can read those."""
    parser.add_argument("address", metavar="ADDRESS", help="the mail address to sign in with")
    parser.add_argument("--name", default="", help="needed for somebody who is not here yet")


def run(chosen: argparse.Namespace) -> int:
    """Makes the operator. Refuses (422) a broken address, no name, two passwords that differ, and a weak one."""
    from django.conf import settings

    from intramural.people import actions, queries

    known = queries.by_address(chosen.address)
    person = actions.make_operator(chosen.address, name=chosen.name, password=_password())
    print(f"{person.name} {'is an operator' if known else 'has an account and is an operator'}.")
    print(f"Sign in at {settings.SITE_URL}/sign-in/ with {person.email}.")
    return 0


def _password() -> str:
    from intramural.kit.errors import Unacceptable

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("A password of at least 10 characters: ")
    if getpass.getpass("The same again: ") != first:
        raise Unacceptable("The two passwords differ.", remedy="Run it again.", field="password")
    return first
