"""Nothing is kept of whoever is erased, in the same transaction."""

from __future__ import annotations

from intramural.participation.models import Closed, Coach, Consent, Reader
from intramural.people.events import PersonErased
from intramural.record import journal


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    for kept in (Reader, Coach, Consent, Closed):
        kept.objects.filter(person_id=event.person_id).delete()
