"""What somebody said of themselves goes with them."""

from __future__ import annotations

from intramural.announcements.models import Acknowledgement
from intramural.people.events import PersonErased
from intramural.record import journal


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    Acknowledgement.objects.filter(person=event.person_id).delete()
