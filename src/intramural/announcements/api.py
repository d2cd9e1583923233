"""The JSON surface of announcements."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from intramural.announcements import actions, policy, queries
from intramural.kit.wire import Shown
from intramural.people import scopes
from intramural.people.entrance import PersonRequest
from intramural.people.programs import Surface
from intramural.posts import queries as posts

surface = Surface("Announcements")
GONE = (410,)
AT = "/posts/{id}/acknowledgement"


class Acknowledgement(Shown):
    """What an official post asks its readers, and whether you have done it."""

    asked: bool = Field(description="Whether it asks its readers to say that they have read it.")
    given: bool = Field(description="Whether you have said so. Nobody else is told.")
    at_least: int | None = Field(
        description="For its author: how many have said so, in steps of five and from ten on; else null."
    )


@surface.read(AT, scope=scopes.POSTS_READ, gives=Acknowledgement, refuses=GONE)
def acknowledgement(request: PersonRequest, id: str) -> Any:
    """Whether a post asks you to say that you have read it"""
    return _shown(request, id)


@surface.write("POST", AT, scope=scopes.POSTS_WRITE, gives=Acknowledgement, refuses=GONE, shown_at=AT)
def acknowledge(request: PersonRequest, id: str) -> Any:
    """Say that you have read it

    Refused (403) where the post does not ask for it. Again changes nothing.
    """
    actions.acknowledge(posts.one(id, viewer=request.user), by=request.user)
    return _shown(request, id)


@surface.write("PUT", f"{AT}/asking", scope=scopes.POSTS_WRITE, gives=Acknowledgement, refuses=GONE, shown_at=AT)
def ask_for_acknowledgement(request: PersonRequest, id: str) -> Any:
    """Ask whoever reads your official post to say so"""
    actions.ask(posts.one(id, viewer=request.user), by=request.user)
    return _shown(request, id)


@surface.write("DELETE", f"{AT}/asking", scope=scopes.POSTS_WRITE, gives=Acknowledgement, refuses=GONE, shown_at=AT)
def ask_no_more(request: PersonRequest, id: str) -> Any:
    """Ask no more; what was said stays said"""
    actions.ask_no_more(posts.one(id, viewer=request.user), by=request.user)
    return _shown(request, id)


def _shown(request: PersonRequest, id: str) -> dict[str, Any]:
    post = posts.one(id, viewer=request.user)
    return {
        "asked": queries.asks(post),
        "given": queries.has_acknowledged(request.user, post),
        "at_least": queries.at_least(post) or None if policy.may_ask(request.user, post).allowed else None,
    }
