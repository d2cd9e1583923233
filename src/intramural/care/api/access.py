"""Asking to read a translucent post, and answering who asks."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from intramural.care import actions, queries
from intramural.kit import wire
from intramural.kit.wire import Given, Moment, PageOf, Shown
from intramural.people import scopes
from intramural.people.api import PersonName, name_of
from intramural.people.entrance import PersonRequest
from intramural.people.programs import ADDRESS, Surface

surface = Surface("Access")
AT = "/access/{id}"


class NewRequest(Given):
    """One line, if you like, for whoever answers."""

    words: str = Field("", max_length=300)


class NewAnswer(Given):
    answer: Literal["yes", "no"]
    because: str = Field("", max_length=300, description="A sentence, which they read.")


class AccessRequest(Shown):
    """That somebody asks to read a translucent post, as they and whoever answers see it."""

    id: str
    post: str = Field(description="The post's id.")
    title: str
    by: PersonName | None
    words: str
    asked_at: Moment
    answer: Literal["", "yes", "no"] = Field(description="Empty while nobody has answered; nothing happens by itself.")
    because: str
    answered_at: Moment | None


@surface.write("POST", "/posts/{id}/access", scope=scopes.CARE_WRITE, gives=AccessRequest, status=201)
def ask_for_access(request: PersonRequest, id: str, asked: NewRequest) -> Any:
    """Ask to read a translucent post that you know of

    It goes to whoever looks after it, else to its author. Asked again, it is the same request.
    """
    post = queries.known_post(id, viewer=request.user)
    made = actions.ask_for_access(post, by=request.user, words=asked.words)
    return wire.made(request, _shown(made), at=f"{ADDRESS}/access/{made.public_id}")


@surface.read("/posts/{id}/access", scope=scopes.CARE_READ, gives=PageOf[AccessRequest])
def access_requests(request: PersonRequest, id: str) -> Any:
    """Who asks to read a translucent post, for whoever may answer; else your own request, if you made one"""
    post = queries.known_post(id, viewer=request.user)
    own = queries.request_of(request.user, post)
    may_answer = request.user.pk in {each.pk for each in queries.who_may_answer(post)}
    found = queries.requests_for(post) if may_answer else [own] if own is not None else []
    return {"items": [_shown(each) for each in found], "next": None}


@surface.read(AT, scope=scopes.CARE_READ, gives=AccessRequest)
def access_request(request: PersonRequest, id: str) -> Any:
    """One request for access, for whoever made it and whoever may answer"""
    return _shown(queries.access_request(id, viewer=request.user))


@surface.write("PUT", "/access/{id}/answer", scope=scopes.CARE_WRITE, gives=AccessRequest, shown_at=AT)
def answer_access(request: PersonRequest, id: str, answer: NewAnswer) -> Any:
    """Let somebody read a post, or not; another answer later is taken too

    Yes lets that person read that post and nothing else.
    """
    asked = queries.access_request(id, viewer=request.user)
    return _shown(actions.answer_access(asked, by=request.user, answer=answer.answer, because=answer.because))


def _shown(it: Any) -> dict[str, Any]:
    return {
        "id": it.public_id,
        "post": it.post.public_id,
        "title": it.post.title,
        "by": name_of(it.by),
        "words": it.words,
        "asked_at": it.asked_at,
        "answer": it.answer,
        "because": it.because,
        "answered_at": it.answered_at,
    }
