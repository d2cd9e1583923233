"""Builders of care for tests."""

from __future__ import annotations

from intramural.care import actions
from intramural.care.models import Narrowing
from intramural.people.models import Person
from intramural.posts.models import Post


def a_narrowing(*, of: Post, by: Person, because: str = "The figures are not out yet.", **more: object) -> Narrowing:
    """A post narrowed, through the action."""
    return actions.narrow(of, by=by, because=because, **more)  # type: ignore[arg-type]
