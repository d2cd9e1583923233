"""The demo company from the command line."""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `intramural demo` asks for: nothing."""


def run(chosen: argparse.Namespace) -> int:
    """Makes the demo company and says how to sign in. Refuses (409) a house in which somebody lives."""
    from django.conf import settings

    from intramural.demo import build

    build.make(lambda what: print(f"  {what} …", file=sys.stderr, flush=True))
    print(sign_ins(settings.SITE_URL))
    return 0


def sign_ins(address: str) -> str:
    """How to sign in as four different people."""
    from intramural.demo import build, passwords
    from intramural.people.models import Person

    people = {person.handle: person for person in Person.objects.filter(origin__startswith=build.ORIGIN)}
    lines = [f"Sign in at {address}/sign-in/ with the password  {passwords.shared()}"]
    for handle, part in build.SIGN_INS:
        if person := people.get(handle):
            lines.append(f"  {person.email:<26} {part:<13} {person.name}, {person.title.lower()}")
    return "\n".join(lines)
