"""What operators alone do with accounts: who operates the house, and with which address somebody signs in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from intramural.kit.errors import Conflict, Unacceptable
from intramural.kit.markup import clean_line
from intramural.people import policy, queries
from intramural.people.actions import keys
from intramural.people.actions.profiles import checked
from intramural.people.errors import AddressTaken, LastOperator
from intramural.people.events import AddressChanged, OperatorAppointed, OperatorDismissed, SecondStepsTaken
from intramural.people.models import Invitation, Person, Session
from intramural.record import journal


@transaction.atomic
def appoint(person: Person, *, by: Person) -> None:
    """Makes the person an operator: they place, end and erase accounts, and read no more than before.

    Refuses (403) anyone but an operator, (409) somebody who is not a member that can sign in. Again changes nothing.
    """
    policy.may_operate(by).required()
    if person.is_operator:
        return
    if not person.is_member:
        raise Conflict(f"{person} is not a member who can sign in.", remedy="Choose a member.")
    person.is_operator = True
    person.save(update_fields=["is_operator"])
    journal.note(OperatorAppointed(person_id=person.pk), by=by, about=person)


@transaction.atomic
def dismiss(person: Person, *, by: Person | None) -> None:
    """Ends that, and their sessions and tokens; an operator may dismiss themselves. Refuses (403) anyone else (`by` None: the
    house itself), (409) the last one."""
    if by is not None:
        policy.may_operate(by).required()
    person.lock()
    if not person.is_operator:
        return
    refuse_the_last(person)
    person.is_operator = False
    person.save(update_fields=["is_operator"])
    keys.end_all(person, by=by)
    journal.note(OperatorDismissed(person_id=person.pk), by=by, about=person)


@transaction.atomic
def change_address(person: Person, *, by: Person, address: str) -> None:
    """Gives the account another address; an open invitation, mailed to the old one, opens nothing any more.

    Refuses (403) anyone but an operator, and (422) a broken address and one that somebody here has.
    """
    policy.may_operate(by).required()
    email = checked("email", clean_line(address).lower())
    if not email:
        raise Unacceptable("An account needs an address.", remedy="Write their mail address.", field="email")
    if email == person.email:
        return
    known = queries.by_address(email)
    if known is not None and known.pk != person.pk:
        raise AddressTaken(f"{known.name} has this address.", remedy="Choose another.", field="email")
    person.email = email
    person.save(update_fields=["email"])
    Invitation.objects.filter(person=person).delete()
    journal.note(AddressChanged(person_id=person.pk), by=by, about=person)


@transaction.atomic
def take_second_steps(person: Person, *, by: Person) -> None:
    """Takes passkeys, authenticator app and recovery codes from an account, for who has lost them, and signs it out everywhere.

    The password stays; the person is mailed. Refuses (403) anyone but an operator. Where there are none, nothing changes.
    """
    policy.may_operate(by).required()
    gone, _ = Authenticator.objects.filter(user=person).delete()
    if gone:
        Session.objects.filter(person=person).delete()
        journal.note(SecondStepsTaken(person_id=person.pk), by=by, about=person)


def refuse_the_last(person: Person) -> None:
    """Refuses (409) to take the last operator away who can sign in."""
    others = Person.objects.select_for_update(no_key=True).filter(is_operator=True, is_active=True).exclude(pk=person.pk)
    if person.is_active and not others:
        raise LastOperator
