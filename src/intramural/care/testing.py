"""Builders of care for tests."""

from __future__ import annotations

from typing import Any

from intramural.care import actions
from intramural.care.models import Consult, Narrowing
from intramural.people.models import Person
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.models import Post


def a_narrowing(*, of: Post, by: Person, because: str = "The figures are not out yet.", **more: object) -> Narrowing:
    """A post narrowed, through the action."""
    return actions.narrow(of, by=by, because=because, **more)  # type: ignore[arg-type]


def a_draft(
    *, by: Person, body: str = "All will cost 12 % more from May. #pricing", title: str = "New prices", **more: Any
) -> Post:
    """A draft, through the action; `more` are fields of its composition."""
    return posts.draft(composing.read({"body": body, "title": title, **more}), by=by)


def a_consult(*, about: Post, asks: tuple[Person, ...], note: str = "") -> Consult:
    """Its author asks these people about a draft, through the action."""
    assert about.author is not None
    return actions.ask(about, by=about.author, people=asks, note=note)
