"""Who becomes a guest is let into nothing any more; audiences of units follow the people and the tree, in the transaction that moves them."""

from __future__ import annotations

from intramural.audiences import actions
from intramural.people.events import PersonBecameGuest, PersonMoved, UnitMoved
from intramural.people.models import Person, Unit
from intramural.record import journal


@journal.at_once(PersonMoved)
def person_moved(event: PersonMoved) -> None:
    moved = [pk for pk in (event.from_unit_id, event.to_unit_id) if pk is not None]
    actions.units_changed(Unit.objects.filter(pk__in=moved))


@journal.at_once(PersonBecameGuest)
def person_became_guest(event: PersonBecameGuest) -> None:
    actions.put_out_everywhere(Person.objects.get(pk=event.person_id))


@journal.at_once(UnitMoved)
def unit_moved(event: UnitMoved) -> None:
    """The unit's new line is in its path; its old line is that of its former parent."""
    moved = [pk for pk in (event.unit_id, event.from_parent_id) if pk is not None]
    actions.units_changed(Unit.objects.filter(pk__in=moved))
