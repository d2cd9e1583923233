"""Going, coming back, and being forgotten."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from intramural.kit import clock, ids
from intramural.kit.errors import Conflict
from intramural.people import photos, policy, queries
from intramural.people.actions import keys
from intramural.people.actions.operating import refuse_the_last
from intramural.people.actions.speaking import end_delegations_of
from intramural.people.events import OperatorDismissed, PersonDeactivated, PersonErased, PersonMoved, PersonReactivated
from intramural.people.models import Delegation, Following, HandleOfTheErased, Invitation, Person, Unit
from intramural.record import journal, once

NAME_OF_THE_ERASED = "Somebody who has left"


@transaction.atomic
def deactivate(person: Person, *, by: Person | None) -> None:
    """Ends somebody's way in, at once: sessions, tokens, invitation, delegations, and the right to operate the house. What
    they wrote stays theirs.

    Refuses (403) anyone but an operator and nobody their own (`by` None: the house itself), (409) the last operator. Again
    changes nothing.
    """
    if by is not None:
        policy.may_deactivate(by, person).required()
    person.lock()
    if person.deactivated_at is not None or person.erased_at is not None:
        return
    _close_the_door(person, by=by)
    person.is_active, person.is_operator, person.deactivated_at = False, False, clock.now()
    person.save(update_fields=["is_active", "is_operator", "deactivated_at"])
    journal.note(PersonDeactivated(person_id=person.pk), by=by, about=person)


@transaction.atomic
def reactivate(person: Person, *, by: Person | None) -> None:
    """Lets somebody in again, with the password that they had; who never had one can be invited again.

    Refuses (403) anyone but an operator, (409) somebody who was erased. Again changes nothing.
    """
    if by is not None:
        policy.may_operate(by).required()
    if person.erased_at is not None:
        raise Conflict("This account was erased for good.", remedy="Invite the person anew.")
    if person.deactivated_at is None:
        return
    person.is_active = person.has_usable_password() and person.standing != Person.Standing.IMPORTED
    person.deactivated_at = None
    person.save(update_fields=["is_active", "deactivated_at"])
    journal.note(PersonReactivated(person_id=person.pk), by=by, about=person)


@transaction.atomic
def erase(person: Person, *, by: Person | None) -> None:
    """Forgets who it was: name, address, photo and profile go; what they wrote stays without author. For good.

    The number of the account stays, so that the record and what points to it hold, and nobody gets the handle again. Refuses
    as `deactivate` does.
    """
    if by is not None:
        policy.may_deactivate(by, person).required()
    person.lock()
    if person.erased_at is not None:
        return
    _close_the_door(person, by=by)
    photo, unit_id = person.photo_key, person.unit_id
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    Following.objects.filter(person=person).delete()
    Following.objects.filter(followed=person).delete()
    Delegation.objects.filter(person=person).delete()
    Unit.objects.filter(head=person).update(head=None)
    person.reports.update(manager=None)
    HandleOfTheErased.objects.get_or_create(digest=queries.hash_of(person.handle))
    once.forget(person.pk)
    for field in Person._meta.concrete_fields:
        if field.name not in ("id", "public_id", "standing", "password"):
            setattr(person, field.name, field.get_default())
    person.name, person.handle, person.email = NAME_OF_THE_ERASED, f"gone-{ids.new()}", None
    person.is_active, person.erased_at = False, clock.now()
    person.set_unusable_password()
    person.save()
    if unit_id is not None:
        journal.note(PersonMoved(person_id=person.pk, from_unit_id=unit_id, to_unit_id=None), by=by, about=person)
    journal.note(PersonErased(person_id=person.pk), by=by, about=person)
    transaction.on_commit(lambda: photos.remove(photo))


def _close_the_door(person: Person, *, by: Person | None) -> None:
    if person.is_operator:
        refuse_the_last(person)
        journal.note(OperatorDismissed(person_id=person.pk), by=by, about=person)
    keys.end_all(person, by=by)
    Invitation.objects.filter(person=person).delete()
    end_delegations_of(Delegation.objects.filter(person=person).select_related("unit"), by=by)
