"""`intramural operator`: the first account of a house, and inviting many, from the machine's own command line."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for; the password is never an argument, because others can read those."""
    parser.add_argument("address", metavar="ADDRESS", help="the mail address to sign in with")
    parser.add_argument("--name", default="", help="needed for somebody who is not here yet")
    whom = parser.add_mutually_exclusive_group()
    whom.add_argument("--invite-unit", metavar="NAME", default="", help="as this operator, invite all of a unit")
    whom.add_argument("--invite-import", metavar="SYSTEM", default="", help="… all who came from a system, such as slack")
    whom.add_argument("--invite-list", metavar="FILE", type=Path, help="… the addresses in a file, a line for each")
    parser.add_argument("--again", action="store_true", help="also who was invited before and has not come")
    parser.add_argument(
        "--as-guests", action="store_true", help="they all come in as guests, not as what they were brought in as"
    )
    parser.add_argument("--yes", action="store_true", help="send without asking")


def run(chosen: argparse.Namespace) -> int:
    """Makes the operator, or invites as one. Refuses (422) a broken address, no name, two passwords that differ, and a weak
    one; (403) inviting by whoever is no operator."""
    if chosen.invite_unit or chosen.invite_import or chosen.invite_list:
        return _invite(chosen)
    from django.conf import settings

    from intramural.people import actions, queries

    known = queries.by_address(chosen.address)
    person = actions.make_operator(chosen.address, name=chosen.name, password=_password())
    print(f"{person.name} {'is an operator' if known else 'has an account and is an operator'}.")
    print(f"Sign in at {settings.SITE_URL}/sign-in/ with {person.email}.")
    return 0


def _invite(chosen: argparse.Namespace) -> int:
    """Shows whom, asks, sends, and names whom no mail has reached. 0 when every mail was taken, 1 otherwise."""
    from intramural.kit.errors import NotAllowed
    from intramural.people import actions, mailing, policy, queries

    by = queries.by_address(chosen.address)
    if by is None:
        raise NotAllowed(f"Nobody has the address {chosen.address}.", remedy="Name the address of an operator.")
    policy.may_operate(by).required()
    whom, unknown = _whom(chosen)
    standing = "guest" if chosen.as_guests else ""
    plan = queries.plan(whom, again=chosen.again, standing=standing, unknown=unknown)
    _show(plan)
    if not plan.invited:
        return 0
    if not chosen.yes and not _agreed(len(plan.invited)):
        print("Nothing was sent.")
        return 0
    invited = actions.invite_together(whom, by=by, mark=plan.mark, again=chosen.again, standing=standing)
    while mailing.send_invitations():
        pass
    return _report(queries.outcome(of=invited), len(invited))


def _whom(chosen: argparse.Namespace) -> tuple[Any, list[str]]:
    from intramural.kit.errors import Unacceptable
    from intramural.people import queries

    if chosen.invite_unit:
        return queries.of_unit(queries.unit_named(chosen.invite_unit)), []
    if chosen.invite_import:
        return queries.of_source(chosen.invite_import), []
    try:
        text = chosen.invite_list.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise Unacceptable(f"{chosen.invite_list} cannot be read: {type(error).__name__}.", remedy="Check it.") from None
    return queries.of_addresses(text)


def _show(plan: Any) -> None:
    for person in plan.invited:
        print(f"  {person.name} <{person.email}>{', as a guest' if plan.comes_as(person) == 'guest' else ''}")
    print(f"{len(plan.invited):,} to be invited, {plan.guests:,} of them as guests.")
    if plan.left:
        print(f"{plan.left:,} more are left for the next time.")
    for people, words in ((plan.before, "invited before, and left out"), (plan.without_address, "without an address")):
        if people:
            print(f"{len(people):,} {words}: {', '.join(person.name for person in people)}")
    if plan.unknown:
        print(f"{len(plan.unknown):,} that nobody here has: {', '.join(plan.unknown)}")
    print(f"{plan.here:,} are here already, the accounts of {plan.ended:,} were ended.")


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        print("Say --yes to send.")
        return False
    return input(f"Send {count:,}? Write yes: ").strip().lower() == "yes"


def _report(outcome: Any, count: int) -> int:
    troubled = (
        ("refused by the mail server", outcome.refused),
        ("perhaps not arrived", outcome.unsure),
        ("tried, and tried again later", outcome.troubled),
    )
    for words, invitations in troubled:
        for each in invitations:
            print(f"  {each.person.name} <{each.person.email}>: {words}: {each.mail_said}")
    sent = count - outcome.waiting - len(outcome.refused) - len(outcome.unsure)
    print(f"{sent:,} of {count:,} mails were taken by the mail server; {outcome.waiting:,} wait for the keeper.")
    return 0 if sent == count else 1


def _password() -> str:
    from intramural.kit.errors import Unacceptable

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("A password of at least 10 characters: ")
    if getpass.getpass("The same again: ") != first:
        raise Unacceptable("The two passwords differ.", remedy="Run it again.", field="password")
    return first
