"""Builders of news for tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from intramural.care.models import AccessRequest
from intramural.kit import clock
from intramural.notifications import queries, tasks
from intramural.notifications.models import News
from intramural.people.models import Person
from intramural.posts import tasks as posts
from intramural.posts.models import Comment, Post


def hear(capture: Any) -> None:
    """What the keeper does when undo windows end: tells, and decides. `capture` runs what waits for a commit."""
    with capture(execute=True):
        posts.tell_released()
    tasks.decide()


def heard(person: Person, *, only: str = "") -> list[str]:
    """What stands in the inbox: "ben replies to you: Title", the newest first, what asks before what is followed."""
    names = [only] if only else ["asks", "following"]
    lines = [line for name in names for line in queries.inbox(person, only=name).rows]
    return [f"{line.by.handle if line.by else 'nobody'} {line.said}: {line.title}" for line in lines]


def tell_everybody(people: Iterable[Person], post: Post, comment: Comment | None = None, *, public_id: str) -> None:
    """Everybody gets a line that says they are named there, also whoever could never have read it."""
    News.objects.bulk_create(
        News(person=person, public_id=public_id, key=f"post:{post.pk}", kind=News.Kind.MENTION, why=News.Why.YOU,
             by=(comment or post).author, post=post, comment=comment, at=clock.now(), is_decided=True, on_page=True)
        for person in people
    )  # fmt: skip


def tell_of_access(people: Iterable[Person], request: AccessRequest) -> None:
    """Everybody gets a line that says it was answered, also whoever neither asked nor may know of the post."""
    News.objects.bulk_create(
        News(person=person, key=f"answered:{request.pk}", kind=News.Kind.ANSWERED, why=News.Why.YOU, by=request.by,
             post=request.post, access=request, at=clock.now(), is_decided=True, on_page=True)
        for person in people
    )  # fmt: skip
