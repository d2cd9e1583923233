"""When a steward is gone the deputy acts in the same transaction; a thing that nobody looks after is never so silently."""

from __future__ import annotations

from intramural.people.events import PersonBecameGuest, PersonDeactivated, PersonErased
from intramural.record import journal
from intramural.stewards import actions


@journal.at_once(PersonDeactivated)
def person_deactivated(event: PersonDeactivated) -> None:
    actions.step_in_for(event.person_id)


@journal.at_once(PersonBecameGuest)
def person_became_guest(event: PersonBecameGuest) -> None:
    actions.step_in_for(event.person_id)


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    actions.step_in_for(event.person_id, forget=True)
