"""What mail keeps of a person goes with them."""

from __future__ import annotations

from intramural.mail.models import Doubt, Left, Letter
from intramural.people.events import PersonErased
from intramural.record import journal


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    """What was to be mailed to them, or was, what they had left, and where mails came back from."""
    for kept in (Letter, Left, Doubt):
        kept.objects.filter(person_id=event.person_id).delete()
