"""What the ledger keeps of a person goes with them."""

from __future__ import annotations

from intramural.exposure import actions
from intramural.people.events import PersonErased
from intramural.record import journal


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    actions.forget_person(event.person_id)
