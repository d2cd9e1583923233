"""Nothing is kept of what another system called whoever is erased, in the same transaction."""

from __future__ import annotations

from intramural.imports.models import KnownAs
from intramural.imports.queries import digest_of
from intramural.people.events import PersonErased
from intramural.record import journal


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    """A later run still knows that somebody was here and brings back neither them nor what they wrote."""
    known = list(KnownAs.objects.filter(person_id=event.person_id))
    for each in known:
        each.origin = digest_of(each.origin)
    KnownAs.objects.bulk_update(known, ["origin"])
