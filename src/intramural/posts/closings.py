"""What was taken away or made smaller, closed again in a house that is put back from a backup of before: see record/closings.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from intramural.audiences import actions as audiences
from intramural.audiences import queries as reaches
from intramural.audiences.models import AUTHOR, Audience
from intramural.people.models import Person
from intramural.posts import actions
from intramural.posts.events import (
    AudienceChanged,
    CommentDeleted,
    EmbargoMoved,
    FileRemoved,
    PersonLetIn,
    PersonPutOut,
    PostDeleted,
    PostWithdrawn,
)
from intramural.posts.models import Attachment, Comment, Embargo, Post
from intramural.record import closings
from intramural.record.closings import Facts


def _post(event: Any) -> Facts | None:
    return closings.named(post=closings.public_id(Post.objects, event.post_id))


def _comment(event: CommentDeleted) -> Facts | None:
    return closings.named(comment=closings.public_id(Comment.objects, event.comment_id))


def _file(event: FileRemoved) -> Facts | None:
    return closings.named(file=closings.public_id(Attachment.objects, event.attachment_id))


def _audience(event: AudienceChanged) -> Facts | None:
    """Named people are written down themselves: the circle of those who can read it now is seldom one that was there before."""
    audience = Audience.objects.filter(pk=event.audience_id).first()
    named = audience.people.values_list("public_id", flat=True) if audience and audience.kind == Audience.Kind.PEOPLE else ()
    return closings.named(
        post=closings.public_id(Post.objects, event.post_id),
        audience=audience.key if audience else None,
        people=" ".join(named),
    )


def _day(event: EmbargoMoved) -> Facts | None:
    day = Embargo.objects.filter(pk=event.embargo_id).values_list("opens_at", flat=True).first()
    return closings.named(post=closings.public_id(Post.objects, event.post_id), day=day.isoformat() if day else None)


def _let_in(event: PersonPutOut | PersonLetIn) -> Facts | None:
    return closings.named(
        post=closings.public_id(Post.objects, event.post_id), person=closings.public_id(Person.objects, event.person_id)
    )


def _shared(facts: Facts) -> Post | None:
    """The post, unless it is a draft or was deleted."""
    return Post.objects.filter(public_id=facts["post"], state=Post.State.PUBLISHED).first()


def _its_authors() -> Audience:
    return Audience.objects.get(pk=AUTHOR)


@closings.kept(PostDeleted, _post)
def post_deleted(facts: Facts) -> bool:
    post = _shared(facts)
    if post is not None:
        actions.delete(post, by=None)
    return post is not None


@closings.kept(PostWithdrawn, _post)
def post_withdrawn(facts: Facts) -> bool:
    """It was about to be released when the backup was made, and was taken back before: its author has its words still."""
    post = _shared(facts)
    if post is None or post.audience_id == AUTHOR:
        return False
    actions.make_smaller(post, to=_its_authors())
    return True


@closings.kept(EmbargoMoved, _day, last_of="post")
def embargo_moved(facts: Facts) -> bool:
    """To a later day; not to an earlier one."""
    embargo = Embargo.objects.filter(post__public_id=facts["post"], ended_at=None).first()
    return embargo is not None and actions.put_off(embargo, until=datetime.fromisoformat(facts["day"]))


@closings.kept(CommentDeleted, _comment)
def comment_deleted(facts: Facts) -> bool:
    said = Comment.objects.filter(public_id=facts["comment"], deleted_at=None).first()
    if said is not None:
        actions.delete_comment(said, by=None)
    return said is not None


@closings.kept(FileRemoved, _file)
def file_removed(facts: Facts) -> bool:
    file = Attachment.objects.filter(public_id=facts["file"], removed_at=None).first()
    if file is not None:
        actions.remove(file, by=None)
    return file is not None


@closings.kept(AudienceChanged, _audience, last_of="post")
def audience_changed(facts: Facts) -> bool:
    """For those who could read it last, if the house knows them and they are fewer; wider it does not become. Where neither can be
    said, it is for its author alone."""
    post = _shared(facts)
    if post is None or post.audience is None:
        return False
    last = Audience.objects.filter(key=facts["audience"]).first() or _of_people(facts["people"].split())
    said = reaches.Spoken(post.released_at, post.author_id)
    if reaches.stays_within(post.audience, last, of=said):
        return False
    if not reaches.stays_within(last, post.audience, of=said):
        last = _its_authors()
    actions.make_smaller(post, to=last)
    return True


def _of_people(ids: list[str]) -> Audience:
    known = list(Person.objects.filter(public_id__in=ids, erased_at=None))
    return audiences.for_people(known) if known else _its_authors()


@closings.kept(PersonPutOut, _let_in, until=PersonLetIn)
def person_put_out(facts: Facts) -> bool:
    post = _shared(facts)
    person = Person.objects.filter(public_id=facts["person"]).first()
    if post is None or person is None or post.audience is None or not reaches.let_in(post.audience).contains(person):
        return False
    actions.put_out(post, person, by=None)
    return True
