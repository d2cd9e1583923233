"""Builders of posts that read like sentences: `a_post(by=ada, body="…")`."""

from __future__ import annotations

import base64
from typing import Any

from intramural.kit.files import taking
from intramural.kit.files.taking import Taken
from intramural.people.models import Person
from intramural.posts import actions, reach
from intramural.posts.files import store
from intramural.posts.models import Comment, Post


def a_post(*, by: Person, body: str = "Something worth saying", to: reach.Choice | None = None, **more: Any) -> Post:
    """A published post, through the action."""
    return actions.publish(by=by, body=body, choice=to, **more)


def a_comment(*, by: Person, on: Post, body: str = "An answer", **more: Any) -> Comment:
    """A comment, through the action."""
    return actions.comment(on, by=by, body=body, **more)


A_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKAQAAAAClSfIQAAAAEElEQVR4nGP8f5CJgQEXAgAzSQHUW1CW8QAAAABJRU5ErkJggg=="
)


def a_file(name: str = "ramp.png", content: bytes = A_PICTURE) -> Taken:
    """A file taken in, to be attached. The small picture is kept as if it had been drawn, which would take a second."""
    if content is not A_PICTURE:
        return taking.take([content], name, into=store, most=50_000_000)
    whole, small = (store.keep([content], most=1000) for _ in range(2))
    return Taken(
        name=name, media_type="image/png", size=whole.size, sha256=whole.sha256, key=whole.key, is_picture=True,
        thumbnail_key=small.key, width=10, height=10,
    )  # fmt: skip
