"""Coming in: by invitation, or as the first operator. Nobody signs up."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from intramural.kit import clock, ids
from intramural.kit.errors import Conflict, Unacceptable
from intramural.kit.markup import clean_line
from intramural.people import invitations, policy, queries
from intramural.people.actions.profiles import checked
from intramural.people.actions.standing import become_guest, change_standing
from intramural.people.errors import AddressTaken, TooManyInvitations
from intramural.people.events import OperatorAppointed, PersonInvited, PersonJoined, PersonReactivated
from intramural.people.models import Invitation, PasswordAsked, Person
from intramural.people.queries import handles
from intramural.record import journal

STANDS_FOR = timedelta(days=14)
MOST_A_DAY = 30
MOST_TRIES = 5


@transaction.atomic
def invite(address: str, *, by: Person, name: str = "", standing: str = "") -> Invitation:
    """Invites whoever reads mail at the address: the link to set a password waits to be mailed (`people.mailing`).

    Somebody who was brought in from another system, or was invited before, gets a new link and keeps who they are, and
    comes in as what they were brought in or invited as, unless an operator names another standing; anybody else comes in
    as a member.

    Refuses (403) whoever is not a member, and a standing that only an operator gives, (422) a broken address, no name, and
    an address that is here already, or that somebody else has invited and whose link still works, unless an operator does
    it again, (409) the address of somebody whose account was ended, (429) a thirty-first in a day by one member.
    """
    policy.may_invite(by, standing=standing or Person.Standing.MEMBER).required()
    person = queries.by_address(address) or _newcomer(address, name=name, standing=standing or Person.Standing.MEMBER)
    person.lock()
    if person.is_active:
        raise AddressTaken(f"{person.name} is here with this address.", remedy="There is nothing to do.", field="email")
    if person.deactivated_at is not None:
        raise Conflict(f"The account of {person.name} was ended.", remedy="Ask an operator to open it again.")
    if standing and standing != person.arrives_as:
        change_standing(person, by=by, standing=standing)
    now = clock.now()
    if not by.is_operator:
        _refuse_anothers(queries.invitation_of(person), by=by)
        today = Invitation.objects.filter(invited_by=by, sent_at__gt=now - timedelta(days=1)).count()
        if today >= MOST_A_DAY:
            raise TooManyInvitations(
                f"That is more than {MOST_A_DAY} invitations in a day.", remedy="Go on tomorrow, or ask an operator."
            )
    nonce = ids.new() + ids.new()
    invitation, _ = Invitation.objects.update_or_create(
        person=person,
        defaults={
            "nonce": nonce,
            "token_hash": queries.hash_of(invitations.token_of(nonce)),
            "invited_by": by,
            "sent_at": now,
            "expires_at": now + STANDS_FOR,
            "mail": Invitation.Mail.WAITING,
            "mail_said": "",
            "mail_tries": 0,
            "mail_at": now,
        },
    )
    journal.note(PersonInvited(person_id=person.pk), by=by, about=person)
    return invitation


def _refuse_anothers(sent: Invitation | None, *, by: Person) -> None:
    """Whoever sends a link anew ends the one before, and can withdraw it: a member does so with their own."""
    inviter = sent.invited_by if sent is not None and sent.expires_at > clock.now() else None
    if sent is None or inviter is None or inviter == by or not inviter.is_active:
        return
    raise Unacceptable(
        f"{inviter} has invited {sent.person} already.",
        remedy="Their link still works. Ask them, or an operator, to send it again.",
        field="email",
    )


@transaction.atomic
def withdraw_invitation(person: Person, *, by: Person) -> None:
    """Makes the link that was mailed worthless. By whoever sent it or an operator (403). Again changes nothing."""
    invitation = Invitation.objects.filter(person=person).first()
    if invitation is None:
        return
    if invitation.invited_by_id != by.pk:
        policy.may_operate(by).required()
    invitation.delete()


def ask_for_password(address: str) -> None:
    """Notes that somebody wants a new password. Whether the address is anybody's is looked at later, by `people.mailing`:
    a request takes as long for nobody's as for somebody's."""
    now = clock.now()
    PasswordAsked.objects.create(
        address=address if len(address) <= queries.LONGEST_ADDRESS else "", asked_at=now, mail_at=now
    )


@transaction.atomic
def accept(token: str, *, password: str, name: str = "") -> Person:
    """Whoever holds the link sets a password and is here, as the member or guest that they were brought in or invited as.

    Refuses (410) a link that was used, replaced or withdrawn, or has run out, (422) a weak password.
    """
    person = queries.invitation(token).person
    person.lock()
    invitation = queries.invitation(token)  # whoever ended the account, or the link, may have been waited for
    if name:
        person.name = _name(name)
    _set_password(person, password)
    if person.arrives_as == Person.Standing.GUEST and person.standing != Person.Standing.GUEST:
        become_guest(person, by=person)
    person.standing, person.comes_as = person.arrives_as, ""
    person.is_active, person.joined_at = True, person.joined_at or clock.now()
    person.save(update_fields=["name", "password", "standing", "comes_as", "is_active", "joined_at"])
    invitation.delete()
    journal.note(PersonJoined(person_id=person.pk), by=person, about=person)
    return person


@transaction.atomic
def make_operator(address: str, *, name: str, password: str) -> Person:
    """The account of an operator, from the machine's own command line: made, or opened to who has the address.

    Refuses (422) a broken address, no name, and a weak password.
    """
    person = queries.by_address(address) or _newcomer(address, name=name, standing=Person.Standing.MEMBER)
    _set_password(person, password)
    was_operator, was_ended = person.is_operator, person.deactivated_at is not None
    person.standing, person.comes_as, person.is_operator, person.is_active = Person.Standing.MEMBER, "", True, True
    person.deactivated_at, person.joined_at = None, person.joined_at or clock.now()
    person.save(
        update_fields=["password", "standing", "comes_as", "is_operator", "is_active", "deactivated_at", "joined_at"]
    )
    Invitation.objects.filter(person=person).delete()
    arrived = PersonReactivated if was_ended else PersonJoined
    journal.note(arrived(person_id=person.pk), by=None, about=person)
    if not was_operator:
        journal.note(OperatorAppointed(person_id=person.pk), by=None, about=person)
    return person


def free_handle(name: str) -> str:
    """A handle made of the name that nobody has or had: "ada.okonkwo", "ada.okonkwo2" …"""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return handles.free(".".join(re.findall(r"[a-z0-9]+", plain))[:32].strip(".") or "person")


def _newcomer(address: str, *, name: str, standing: str) -> Person:
    """A new person who cannot sign in yet; or whoever was made of the same address at the same moment."""
    if standing not in (Person.Standing.MEMBER, Person.Standing.GUEST):
        raise Unacceptable("Nobody is invited as that.", remedy="Choose member or guest.", field="standing")
    email = checked("email", clean_line(address).lower())
    if not email:
        raise Unacceptable("An invitation needs an address.", remedy="Write their mail address.", field="email")
    name = _name(name)
    for _ in range(MOST_TRIES):
        person = Person(handle=free_handle(name), email=email, name=name, standing=standing, is_active=False)
        person.set_unusable_password()
        try:
            with transaction.atomic():
                person.save()
        except IntegrityError:  # somebody else invited them, or somebody of their name, at this moment
            known = queries.by_address(email)
            if known is not None:
                return known
        else:
            return person
    raise Conflict("Others are being invited at this moment.", remedy="Send it again.")


def _name(name: str) -> str:
    cleaned: str = checked("name", clean_line(name))
    return cleaned


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as wrong:
        raise Unacceptable(" ".join(wrong.messages), remedy="Choose another password.", field="password") from None
    person.set_password(password)
