"""What closes a way in, closed again in a house that is put back from a backup of before: see record/closings.py."""

from __future__ import annotations

from typing import Any

from intramural.kit import clock
from intramural.people.actions import leaving, operating, profiles, speaking, standing
from intramural.people.events import (
    DelegationEnded,
    DelegationGiven,
    OperatorAppointed,
    OperatorDismissed,
    PersonBecameGuest,
    PersonBecameMember,
    PersonDeactivated,
    PersonErased,
    PersonMoved,
    PersonReactivated,
    SessionEnded,
    TokenEnded,
)
from intramural.people.models import Delegation, Person, Session, Token, Unit
from intramural.record import closings
from intramural.record.closings import Facts


def _whose(event: Any) -> Facts | None:
    return closings.named(person=_person(event))


def _token(event: TokenEnded) -> Facts | None:
    """Its row is gone, and its number is nobody else's among the tokens of its person."""
    return closings.named(person=_person(event), token=str(event.token_id))


def _unit(event: PersonMoved) -> Facts | None:
    return closings.named(person=_person(event), unit=str(event.to_unit_id or ""))


def _delegation(event: DelegationEnded | DelegationGiven) -> Facts | None:
    return closings.named(person=_person(event), unit=str(event.unit_id))


def _person(event: Any) -> str | None:
    return closings.public_id(Person.objects, event.person_id)


def _found(facts: Facts) -> Person | None:
    return Person.objects.select_for_update(of=("self",)).filter(public_id=facts["person"], erased_at=None).first()


@closings.kept(PersonErased, _whose)
def person_erased(facts: Facts) -> bool:
    person = _found(facts)
    if person is not None:
        leaving.erase(person, by=None)
    return person is not None


@closings.kept(PersonDeactivated, _whose, until=PersonReactivated)
def person_deactivated(facts: Facts) -> bool:
    person = _found(facts)
    if person is None or person.deactivated_at is not None:
        return False
    leaving.deactivate(person, by=None)
    return True


@closings.kept(PersonBecameGuest, _whose, until=PersonBecameMember)
def person_became_guest(facts: Facts) -> bool:
    person = _found(facts)
    if person is None or person.standing != Person.Standing.MEMBER:
        return False
    standing.become_guest(person, by=None)
    return True


@closings.kept(PersonMoved, _unit, last_of="person")
def person_moved(facts: Facts) -> bool:
    """Out of the unit in which they were, into the one in which they were last, if the house knows it."""
    person, unit = _found(facts), Unit.objects.filter(pk=int(facts["unit"] or 0)).first()
    if person is None or person.unit == unit or person.arrives_as == Person.Standing.GUEST:
        return False
    profiles.place(person, by=None, unit=unit)
    return True


@closings.kept(OperatorDismissed, _whose, until=OperatorAppointed)
def operator_dismissed(facts: Facts) -> bool:
    person = _found(facts)
    if person is None or not person.is_operator:
        return False
    operating.dismiss(person, by=None)
    return True


@closings.kept(DelegationEnded, _delegation, until=DelegationGiven)
def delegation_ended(facts: Facts) -> bool:
    theirs = Delegation.objects.filter(person__public_id=facts["person"], unit_id=int(facts["unit"])).exclude(
        ends_at__lte=clock.now()
    )
    running = list(theirs)
    speaking.end_delegations_of(theirs.select_related("unit"), by=None)
    return bool(running)


@closings.kept(SessionEnded, _whose)
def session_ended(facts: Facts) -> bool:
    """Which of them is not written down: all that are older than this moment end."""
    return bool(Session.objects.filter(person__public_id=facts["person"]).delete()[0])


@closings.kept(TokenEnded, _token)
def token_ended(facts: Facts) -> bool:
    return bool(Token.objects.filter(pk=int(facts["token"]), person__public_id=facts["person"]).delete()[0])
