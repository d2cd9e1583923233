"""Joining, inviting, leaving, and being taken out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from intramural.audiences import actions as audiences
from intramural.kit import clock, markup
from intramural.kit.errors import NotFound, Unacceptable
from intramural.people.models import Person
from intramural.record import journal
from intramural.spaces import policy, queries
from intramural.spaces.actions import doors, words
from intramural.spaces.events import (
    InvitedToSpace,
    RemovedFromSpace,
    SpaceInvitationDeclined,
    SpaceJoined,
    SpaceLeft,
)
from intramural.spaces.models import Membership, Removal, Space, SpaceInvitation

MOST_INVITED = 50


@transaction.atomic
def join(space: Space, *, by: Person) -> Membership:
    """Comes in: into an open space at will, into a gated one with an invitation. Again changes nothing (403 else)."""
    space = doors.locked(space)
    known = queries.membership(space, by)
    if known is not None:
        return known
    invited = queries.invitation(space, by)
    [by] = doors.as_they_are(Person.objects.filter(pk=by.pk))
    policy.may_join(by, space, invited=invited is not None).required()
    if invited is not None:
        invited.delete()
    doors.let_in(space, [by], invited=invited)
    journal.note(SpaceJoined(space_id=space.pk, person_id=by.pk), by=by, about=space)
    return Membership.objects.get(space=space, person=by)


@transaction.atomic
def leave(space: Space, *, by: Person) -> None:
    """Goes out, and what the circle holds is closed to them at once. Where they are not in it, nothing changes.

    Refuses (403) an official space, and (409) the last owner, who appoints another first.
    """
    space = doors.locked(space)
    membership = queries.membership(space, by)
    if membership is None:
        return
    policy.may_leave(space).required()
    if membership.role == Membership.Role.OWNER and space.archived_at is None:
        doors.require_another_owner(space, besides=by)
    doors.let_out(space, by)
    journal.note(SpaceLeft(space_id=space.pk, person_id=by.pk), by=by, about=space)


@transaction.atomic
def invite(space: Space, invited: Iterable[Person], *, by: Person) -> int:
    """Invites people; each decides. Returns how many new invitations there are: who is in, or invited, is passed over.

    Refuses (403) whoever may not invite; (422) who cannot sign in, and guests anywhere but in an external space.
    """
    space = doors.locked(space)
    policy.may_invite(space, queries.membership(space, by)).required()
    wanted = list(dict.fromkeys(invited))
    if not wanted:
        raise Unacceptable("Nobody was named.", remedy="Name at least one person.", field="people")
    if len(wanted) > MOST_INVITED:
        raise Unacceptable(f"Those are more than {MOST_INVITED} people.", remedy="Invite them in parts.", field="people")
    for person in wanted:
        decision = policy.may_be_invited(person, space)
        if not decision:
            raise Unacceptable(decision.because, remedy=decision.remedy, field="people")
    there = set(Membership.objects.filter(space=space, person__in=wanted).values_list("person_id", flat=True))
    there |= set(SpaceInvitation.objects.filter(space=space, person__in=wanted).values_list("person_id", flat=True))
    new = [person for person in wanted if person.pk not in there]
    SpaceInvitation.objects.bulk_create(
        [SpaceInvitation(space=space, person=person, invited_by=by) for person in new], ignore_conflicts=True
    )
    for person in new:
        journal.note(InvitedToSpace(space_id=space.pk, person_id=person.pk), by=by, about=space)
    return len(new)


@transaction.atomic
def accept(space: Space, *, by: Person) -> Membership:
    """Accepts an invitation. Refuses (404) where there is none."""
    if queries.membership(space, by) is None and queries.invitation(space, by) is None:
        raise NotFound("There is no such invitation.")
    return join(space, by=by)


@transaction.atomic
def decline(space: Space, *, by: Person) -> None:
    """Lets an invitation go. Nobody is told; where there is none, nothing changes."""
    gone, _ = SpaceInvitation.objects.filter(space=space, person=by).delete()
    if gone:
        journal.note(SpaceInvitationDeclined(space_id=space.pk, person_id=by.pk), by=by, about=space)


@transaction.atomic
def remove(space: Space, person: Person, *, by: Person, reason: str) -> None:
    """Takes somebody out, with a reason that they are told. It ends there: they may join or be invited again.

    Refuses (403) who does not look after the space, an owner, and an official space; (422) no reason.
    """
    space = doors.locked(space)
    policy.may_look_after(queries.membership(space, by)).required()
    membership = doors.membership_of(space, person)
    policy.may_remove(space, membership).required()
    reason = words.line_of(reason, "reason")
    if not reason:
        raise Unacceptable("A removal needs a reason.", remedy="Say it in a sentence; they will read it.", field="reason")
    doors.let_out(space, person)
    Removal.objects.create(space=space, person=person, removed_by=by, reason=reason)
    journal.note(RemovedFromSpace(space_id=space.pk, person_id=person.pk), by=by, about=space)


@transaction.atomic
def put_outside(member: Membership) -> None:
    """Closes the space to somebody who had gone out before the house was put back from a backup."""
    doors.let_out(doors.locked(member.space), member.person)
    journal.note(SpaceLeft(space_id=member.space_id, person_id=member.person_id), by=None, about=member.space)


def removal_read(slug: str, *, by: Person) -> bool:
    """The person who was removed has read why; False for whoever was not removed from a space at this address."""
    theirs = Removal.objects.filter(space__slug=markup.clean_line(slug), person=by)
    theirs.filter(read_at__isnull=True).update(read_at=clock.now())
    return theirs.exists()


def read_to(space: Space, *, by: Person, at: datetime) -> None:
    """Moves the person's own mark forward, never back. It is not noted anywhere: nobody else is ever told."""
    Membership.objects.filter(space=space, person=by, read_to__lt=at).update(read_to=at)


@transaction.atomic
def close_to_guest(person_id: int) -> None:
    """Takes a member who became a guest out of all spaces but external ones, at once; there they own nothing any more.

    A space that is left without an owner is taken on by whoever of its members wants to (`take_on`).
    """
    inside = Space.objects.exclude(kind=Space.Kind.EXTERNAL)
    audiences.revoke_where(Q(audience__space__in=inside), [person_id])
    for trace in (Membership, SpaceInvitation):
        trace.objects.filter(person_id=person_id, space__in=inside).delete()
    Membership.objects.filter(person_id=person_id, role=Membership.Role.OWNER).update(role=Membership.Role.MEMBER)


@transaction.atomic
def forget(person_id: int) -> None:
    """Takes somebody who was erased out of every space, as if they had never been in one."""
    audiences.revoke_where(Q(audience__space__isnull=False), [person_id])
    for trace in (Membership, SpaceInvitation, Removal):
        trace.objects.filter(person_id=person_id).delete()
