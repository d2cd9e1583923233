"""Builders of posts that read like sentences: `a_post(by=ada, body="…")`."""

from __future__ import annotations

from typing import Any

from intramural.people.models import Person
from intramural.posts import actions, reach
from intramural.posts.models import Comment, Post


def a_post(*, by: Person, body: str = "Something worth saying", to: reach.Choice | None = None, **more: Any) -> Post:
    """A published post, through the action."""
    return actions.publish(by=by, body=body, choice=to, **more)


def a_comment(*, by: Person, on: Post, body: str = "An answer", **more: Any) -> Comment:
    """A comment, through the action."""
    return actions.comment(on, by=by, body=body, **more)
