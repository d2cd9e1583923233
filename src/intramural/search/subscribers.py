"""The index follows what happens, a moment after it: each handler may be told twice, and makes the same of it."""

from __future__ import annotations

from typing import Any

from intramural.people.events import (
    PersonDeactivated,
    PersonErased,
    PersonInvited,
    PersonJoined,
    PersonMoved,
    PersonReactivated,
    ProfileChanged,
    UnitChanged,
)
from intramural.posts import queries as posts
from intramural.posts.events import (
    AnswerAccepted,
    AnswerUnaccepted,
    AudienceChanged,
    BroughtIn,
    CommentDeleted,
    CommentEdited,
    CommentReleased,
    FileAttached,
    FileDescribed,
    FileRemoved,
    PostDeleted,
    PostEdited,
    PostReleased,
)
from intramural.posts.models import Attachment
from intramural.record import journal
from intramural.search import actions
from intramural.spaces.events import SpaceChanged, SpaceFounded


def post_changed(event: Any) -> None:
    """Who may see it is asked when somebody searches; where it stands (`in:`) is a mark of the index."""
    actions.put_post(event.post_id)
    actions.put_topics(posts.topics_of([event.post_id]).get(event.post_id, ()))


for of_a_post in (PostReleased, PostEdited, PostDeleted, AudienceChanged, AnswerAccepted, AnswerUnaccepted):
    journal.on(of_a_post)(post_changed)


def comment_changed(event: Any) -> None:
    """A comment that was deleted is found no more."""
    actions.put_comment(event.comment_id)


for of_a_comment in (CommentReleased, CommentEdited, CommentDeleted):
    journal.on(of_a_comment)(comment_changed)


def file_changed(event: Any) -> None:
    """Whether a post has files is a mark of its own; what a file shows is among its words."""
    comment_id = Attachment.objects.filter(pk=event.attachment_id).values_list("comment_id", flat=True).first()
    if comment_id is None:
        actions.put_post(event.post_id)
    else:
        actions.put_comment(comment_id)


for of_a_file in (FileAttached, FileDescribed, FileRemoved):
    journal.on(of_a_file)(file_changed)


@journal.on(BroughtIn)
def brought_in(event: BroughtIn) -> None:
    """What an import has just written."""
    actions.catch_up(most=event.posts + event.comments)


def person_changed(event: Any) -> None:
    """Whoever was invited can be found: they have a profile."""
    actions.put_person(event.person_id)


for of_a_person in (PersonInvited, PersonJoined, ProfileChanged, PersonMoved, PersonDeactivated, PersonReactivated):
    journal.on(of_a_person)(person_changed)


@journal.on(PersonErased)
def person_erased(event: PersonErased) -> None:
    """Their name goes; what they wrote stays, by nobody."""
    actions.put_person(event.person_id)
    actions.forget_author(event.person_id)


@journal.on(UnitChanged)
def unit_changed(event: UnitChanged) -> None:
    """Its people are found by its name."""
    actions.put_people_of(event.unit_id)


def space_changed(event: Any) -> None:
    """An unlisted space is in the index too; who may know of it is asked."""
    actions.put_space(event.space_id)


for of_a_space in (SpaceFounded, SpaceChanged):
    journal.on(of_a_space)(space_changed)
