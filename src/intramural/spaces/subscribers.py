"""Who comes is in the official spaces; who is erased is in none."""

from __future__ import annotations

from intramural.people.events import PersonErased, PersonInvited, PersonJoined, PersonReactivated
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


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    actions.forget(event.person_id)


def _welcome(person_id: int) -> None:
    person = Person.objects.filter(pk=person_id).first()
    if person is not None:
        actions.welcome(person)
