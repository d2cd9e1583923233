"""Nothing is kept of whoever is erased, in the same transaction."""

from __future__ import annotations

from intramural.participation.models import Reader
from intramural.people.events import PersonErased
from intramural.record import journal


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    Reader.objects.filter(person_id=event.person_id).delete()
