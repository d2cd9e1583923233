"""What care keeps follows its post and its people, in the same transaction or right after it."""

from __future__ import annotations

from django.db.models import QuerySet

from intramural.audiences.models import EVERYONE
from intramural.care import actions
from intramural.care.models import Asked, Consult, Narrowing
from intramural.kit import clock
from intramural.kit.prepared import Given, Prepared
from intramural.people.events import PersonBecameGuest, PersonErased
from intramural.people.models import Person
from intramural.posts.events import AudienceChanged, DraftDiscarded, PostDeleted, PostEdited, PostReleased, PostWithdrawn
from intramural.record import journal
from intramural.spaces.events import SpaceGated
from intramural.spaces.models import Space


@journal.at_once(PostDeleted)
def post_deleted(event: PostDeleted) -> None:
    """What its author deleted is not given back by the end of a narrowing, and nobody is asked about it any more."""
    _end(event.post_id, Narrowing.End.DELETED)
    _close(event.post_id, Consult.End.DISCARDED)


@journal.at_once(PostWithdrawn)
def post_withdrawn(event: PostWithdrawn) -> None:
    """What went with its source before anybody saw it is a draft again: whoever it is shared with next, nothing widens that."""
    _end(event.post_id, Narrowing.End.UNSHARED)


@journal.at_once(DraftDiscarded)
def draft_discarded(event: DraftDiscarded) -> None:
    """Those who were asked can read it no longer than its author."""
    _close(event.post_id, Consult.End.DISCARDED)


@journal.on(PostReleased)
def post_released(event: PostReleased) -> None:
    """What was asked about is shared, and cannot be taken back any more."""
    _close(event.post_id, Consult.End.SHARED)
    actions.seal_late(event.post_id)
    actions.note_wider(event.post_id)


@journal.at_once(AudienceChanged)
def circle_chosen(event: AudienceChanged) -> None:
    """Who was let in one by one stays only while the choice is the same."""
    actions.note_put_out(event.post_id)


@journal.on(AudienceChanged)
def audience_changed(event: AudienceChanged) -> None:
    """Who watches is told of what goes further than it did."""
    actions.note_wider(event.post_id, from_audience_id=event.from_audience_id)


@journal.on(PostEdited)
def post_edited(event: PostEdited) -> None:
    """With other words it may be about something that it was not about before."""
    actions.note_wider(event.post_id, from_version=event.version - 1)


@journal.at_once(SpaceGated)
def space_gated(event: SpaceGated) -> None:
    """What was narrowed there goes back to its members, so a matter of it is theirs alone too."""
    circle = Space.objects.values_list("circle_id", flat=True).get(pk=event.space_id)
    Narrowing.objects.filter(post__space=event.space_id, before=EVERYONE).update(before=circle)


@journal.at_once(PersonBecameGuest)
def person_became_guest(event: PersonBecameGuest) -> None:
    """What a member saw because they narrowed it, or was let into, a guest does not."""
    actions.close_to_guest(Person.objects.get(pk=event.person_id))


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    """The drafts of somebody erased go, and what they asked about them; who was asked is asked no more."""
    Consult.objects.filter(by=event.person_id).delete()
    Asked.objects.filter(person=event.person_id).delete()


def _end(post_id: int, end: str) -> None:
    in_force = Narrowing.objects.filter(post=post_id, ended_at=None)
    in_force.update(ended_at=clock.now(), lapses_at=None, end=end)


def _close(post_id: int, end: str) -> None:
    for consult in _open_consults.rows(post=post_id):
        actions.close_consult(consult.pk, end, by=consult.by)


@Prepared
def _open_consults(given: Given) -> QuerySet[Consult]:
    return Consult.objects.filter(post=given.number("post"), closed_at=None).select_related("by")
