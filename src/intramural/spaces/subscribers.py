"""Who comes is in the official spaces; a guest, however they come, is in external ones alone; who is erased is in none."""

from __future__ import annotations

from intramural.people.events import (
    PersonBecameGuest,
    PersonBecameMember,
    PersonErased,
    PersonInvited,
    PersonJoined,
    PersonReactivated,
)
from intramural.people.models import Person
from intramural.record import journal
from intramural.spaces import actions


@journal.at_once(PersonInvited)
def person_invited(event: PersonInvited) -> None:
    _welcome(event.person_id)


@journal.at_once(PersonJoined)
def person_joined(event: PersonJoined) -> None:
    _welcome(event.person_id)


@journal.at_once(PersonReactivated)
def person_reactivated(event: PersonReactivated) -> None:
    _welcome(event.person_id)


@journal.at_once(PersonBecameMember)
def person_became_member(event: PersonBecameMember) -> None:
    _welcome(event.person_id)


@journal.at_once(PersonBecameGuest)
def person_became_guest(event: PersonBecameGuest) -> None:
    actions.close_to_guest(event.person_id)


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    actions.forget(event.person_id)


def _welcome(person_id: int) -> None:
    person = Person.objects.filter(pk=person_id).first()
    if person is not None:
        actions.welcome(person)
        if person.standing == Person.Standing.GUEST:  # whom an import had put among members before they were invited as one
            actions.close_to_guest(person_id)
