"""The JSON surface of news: the inbox, and one's own marks in it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from intramural.kit.paging import read_key
from intramural.kit.wire import AFTER, HOW_MANY, Given, Moment, PageOf, Shown, asked
from intramural.notifications import actions, queries
from intramural.people import scopes
from intramural.people.api import PersonName, name_of
from intramural.people.entrance import PersonRequest
from intramural.people.programs import Surface

surface = Surface("For you")

ONLY = Literal["asks", "following", "done", "quiet"]
_ONLY = asked("asks", description="What asks something of you, what you follow, what you have done, or what you made quiet.")


class News(Shown):
    """A line of the inbox: what happened, why you are told, and where it stands."""

    id: str
    kind: str
    at: Moment
    by: PersonName | None
    said: str
    title: str
    words: str
    reason: str
    read: bool
    done: bool
    url: str


class Silencing(Given):
    """What is to be quiet: the post of the line, its space, its topic, who did it, or all of its kind."""

    about: Literal["post", "space", "topic", "person", "kind"] = Field(examples=["space"])


@surface.read("/for-you", scope=scopes.POSTS_READ, gives=PageOf[News])
def for_you(request: PersonRequest, only: ONLY = _ONLY, after: str = AFTER, limit: int = HOW_MANY) -> Any:
    """What you are told, the newest first"""
    page = queries.inbox(request.user, only=only, after=read_key(after), size=limit)
    return {"items": [_news(line) for line in page.rows], "next": page.next and str(page.next)}


@surface.write("PUT", "/for-you/{id}/reading", scope=scopes.POSTS_WRITE)
def news_read(request: PersonRequest, id: str) -> Any:
    """Mark a line as read; nobody else is told"""
    actions.read(queries.one(id, viewer=request.user).news, by=request.user)


@surface.write("PUT", "/for-you/{id}/done", scope=scopes.POSTS_WRITE)
def news_done(request: PersonRequest, id: str) -> Any:
    """Be done with what a line asks"""
    actions.finish(queries.one(id, viewer=request.user).news, by=request.user)


@surface.write("DELETE", "/for-you/{id}/done", scope=scopes.POSTS_WRITE)
def news_taken_up(request: PersonRequest, id: str) -> Any:
    """Take up again what a line asks"""
    actions.take_up(queries.one(id, viewer=request.user).news, by=request.user)


@surface.write("POST", "/for-you/{id}/quiet", scope=scopes.POSTS_WRITE)
def news_silenced(request: PersonRequest, id: str, given: Silencing) -> Any:
    """Hear no more of what a line comes from; who names you in a silenced space or topic is still heard"""
    actions.silence(queries.one(id, viewer=request.user).news, given.about, by=request.user)


def _news(line: queries.Line) -> dict[str, Any]:
    return {
        "id": line.public_id,
        "kind": line.news.kind,
        "at": line.at,
        "by": name_of(line.by),
        "said": line.said,
        "title": line.title,
        "words": line.words,
        "reason": line.reason,
        "read": line.news.read_at is not None,
        "done": line.news.done_at is not None,
        "url": line.url,
    }
