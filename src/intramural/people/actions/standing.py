"""From member to guest and back. A guest reads what is in the spaces they were asked into, and what names them."""

from __future__ import annotations

from django.db import transaction

from intramural.kit.errors import Conflict, Unacceptable
from intramural.people import policy
from intramural.people.actions import keys
from intramural.people.actions.speaking import end_delegations_of
from intramural.people.events import PersonBecameGuest, PersonBecameMember, PersonMoved, ProfileChanged, UnitChanged
from intramural.people.models import Delegation, Person, Unit
from intramural.record import journal


@transaction.atomic
def change_standing(person: Person, *, by: Person, standing: str) -> None:
    """Makes a member a guest, or a guest a member; whoever is not here yet comes in as that. Again changes nothing.

    A new guest is signed out, and out of their unit, of what they headed and spoke for, and (`spaces`) of every space that
    guests do not come into; their tokens end. What they wrote stays theirs.

    Refuses (403) anyone but an operator, (409) to make a guest of an operator, and whoever's account was ended, (422) any
    other standing.
    """
    policy.may_place(by).required()
    if standing not in (Person.Standing.MEMBER, Person.Standing.GUEST):
        raise Unacceptable("Nobody becomes that.", remedy="Choose member or guest.", field="standing")
    person.lock()
    if standing in (person.standing, person.comes_as):
        return
    if person.deactivated_at is not None or person.erased_at is not None:
        raise Conflict(f"{person.name} is not here.", remedy="Open the account again first.")
    if person.is_operator:
        raise Conflict(f"{person.name} is an operator.", remedy="End that first; then make them a guest.")
    if person.standing == Person.Standing.IMPORTED:
        person.comes_as = standing
        person.save(update_fields=["comes_as"])
        journal.note(ProfileChanged(person_id=person.pk), by=by, about=person)
    elif standing == Person.Standing.GUEST:
        become_guest(person, by=by)
    else:
        person.standing = Person.Standing.MEMBER
        person.save(update_fields=["standing"])
        journal.note(PersonBecameMember(person_id=person.pk), by=by, about=person)


def become_guest(person: Person, *, by: Person | None) -> None:
    """Takes from somebody what is for members alone, and makes them a guest."""
    keys.end_all(person, by=by)
    end_delegations_of(Delegation.objects.filter(person=person).select_related("unit"), by=by)
    for unit in Unit.objects.filter(head=person):
        Unit.objects.filter(pk=unit.pk).update(head=None)
        journal.note(UnitChanged(unit_id=unit.pk), by=by, about=unit)
    unit_id, person.unit, person.standing = person.unit_id, None, Person.Standing.GUEST
    person.save(update_fields=["unit", "standing"])
    if unit_id is not None:
        journal.note(PersonMoved(person_id=person.pk, from_unit_id=unit_id, to_unit_id=None), by=by, about=person)
    journal.note(PersonBecameGuest(person_id=person.pk), by=by, about=person)
