"""Inviting many at once who were brought in from another system, or were invited before."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from intramural.kit import clock, ids, locks
from intramural.people import invitations, policy, queries
from intramural.people.actions.arriving import STANDS_FOR
from intramural.people.actions.standing import change_standing
from intramural.people.errors import PlanChanged
from intramural.people.events import PersonInvited
from intramural.people.models import Invitation, Person
from intramural.record import journal


@transaction.atomic
def invite_together(
    chosen: QuerySet[Person], *, by: Person, mark: str, again: bool = False, standing: str = ""
) -> list[Person]:
    """Invites those whom `queries.plan` names, with a mail for each, and returns them. Nobody is mailed twice: whoever
    has an invitation is left out, unless it is to be sent `again`. Each comes in as what they were brought in or invited
    as, or all with the `standing` that is given.

    Refuses (403) anyone but an operator, (409) when others would be invited than those whom `mark` stands for, or as
    something else, (422) any other standing.
    """
    policy.may_operate(by).required()
    seen = queries.plan(chosen, again=again, standing=standing)
    locks.hold(Person.objects.filter(pk__in=[person.pk for person in seen.invited]))
    plan = queries.plan(chosen, again=again, standing=standing)
    if plan.mark != mark:
        raise PlanChanged
    now = clock.now()
    rows = []
    for person in plan.invited:
        nonce = ids.new() + ids.new()
        rows.append(
            Invitation(
                person=person,
                nonce=nonce,
                token_hash=queries.hash_of(invitations.token_of(nonce)),
                invited_by=by,
                sent_at=now,
                expires_at=now + STANDS_FOR,
                mail_at=now,
            )
        )
    Invitation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=[
            "nonce", "token_hash", "invited_by", "sent_at", "expires_at", "mail", "mail_said", "mail_tries", "mail_at",
        ],
    )  # fmt: skip
    for person in plan.invited:
        if plan.comes_as(person) != person.arrives_as:
            change_standing(person, by=by, standing=standing)
        journal.note(PersonInvited(person_id=person.pk), by=by, about=person)
    return plan.invited
