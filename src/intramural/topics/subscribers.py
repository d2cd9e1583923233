"""What somebody followed goes with them when they are erased, in the same transaction."""

from __future__ import annotations

from intramural.people.events import PersonErased
from intramural.record import journal
from intramural.topics.models import TopicFollow


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    TopicFollow.objects.filter(person_id=event.person_id).delete()
