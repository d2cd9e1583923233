"""Who may speak officially for a unit (D10)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.people import policy
from intramural.people.events import DelegationEnded, DelegationGiven
from intramural.people.models import Delegation, Person, Unit
from intramural.record import journal

LONGEST = timedelta(days=36525)


@transaction.atomic
def delegate(person: Person, *, unit: Unit, by: Person, until: datetime | None = None) -> Delegation:
    """Lets the person speak officially for the unit, from now until then (None: until it is ended).

    Again while it runs gives it the new end. Refuses (403) whoever neither operates the house nor heads the unit or
    one above it, and (422) somebody who is not a member, and an end that has passed or is more than a hundred years away.
    """
    policy.may_delegate(by, unit).required()
    now = clock.now()
    if not person.is_member:
        raise Unacceptable(f"{person} is not a member who can sign in.", remedy="Choose a member.", field="person")
    if until is not None and until <= now:
        raise Unacceptable("That end has passed.", remedy="Choose a day to come, or none.", field="until")
    if until is not None and until > now + LONGEST:
        raise Unacceptable(
            "That is more than a hundred years away.", remedy="Choose an earlier day, or none.", field="until"
        )
    running = Delegation.objects.filter(person=person, unit=unit, starts_at__lte=now).exclude(ends_at__lte=now).first()
    given = running or Delegation(person=person, unit=unit, starts_at=now)
    given.given_by, given.ends_at = by, until
    given.save()
    journal.note(DelegationGiven(person_id=person.pk, unit_id=unit.pk), by=by, about=given)
    return given


@transaction.atomic
def end_delegation(delegation: Delegation, *, by: Person) -> None:
    """Ends it now; what was said officially stays so. The delegate too may end it. Again changes nothing."""
    policy.may_end_delegation(by, delegation).required()
    end_delegations_of(Delegation.objects.filter(pk=delegation.pk), by=by)


def end_delegations_of(delegations: object, *, by: Person | None) -> None:
    """Ends those that still run, for whoever leaves."""
    now = clock.now()
    for running in delegations.exclude(ends_at__lte=now):  # type: ignore[attr-defined]
        if running.starts_at < now:
            running.ends_at = now
            running.save(update_fields=["ends_at"])
        else:
            running.delete()
        journal.note(DelegationEnded(person_id=running.person_id, unit_id=running.unit_id), by=by, about=running.unit)
