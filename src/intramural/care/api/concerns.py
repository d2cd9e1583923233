"""Private talks about a post: raising a concern, answering, closing; and saying that one overshared."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from intramural.care import actions, circles, exposures, queries, words
from intramural.care.api.narrowings import AUDIENCE, GONE, typed_in
from intramural.kit import wire
from intramural.kit.paging import read_key
from intramural.kit.wire import AFTER, HOW_MANY, Given, Moment, PageOf, Shown, asked
from intramural.people import queries as people
from intramural.people import scopes
from intramural.people.api import PersonName, name_of
from intramural.people.entrance import PersonRequest
from intramural.people.programs import ADDRESS, Surface
from intramural.posts import queries as posts

surface = Surface("Concerns")
KINDS = Literal["question", "narrow", "takedown", "unsure", "overshared", "narrowing"]
AT = "/concerns/{id}"
_ONLY = asked("", description="Only those that are open, or those that are settled; empty for all.")


class NewConcern(Given):
    """What would help: an answer, fewer people, taking it down, or a talk."""

    kind: Literal["question", "narrow", "takedown", "unsure"] = Field(examples=["narrow"])
    body: str = Field(
        default="",
        max_length=4000,
        description="Your words; a kind sentence is sent where there are none.",
        examples=["Could this stay in Sales until Friday?"],
    )


class NewMessage(Given):
    body: str = Field(max_length=4000, examples=["I see. It is for Sales alone now."])


class NewRecovery(Given):
    """The message of an author who overshared, in five parts, ready to be sent; and what becomes of the post."""

    apology: str = Field(default=words.RECOVERY["apology"], max_length=2000)
    offer: str = Field(default=words.RECOVERY["offer"], max_length=2000)
    acknowledgement: str = Field(default=words.RECOVERY["acknowledgement"], max_length=2000)
    intent: str = Field(default=words.RECOVERY["intent"], max_length=2000)
    again: str = Field(default=words.RECOVERY["again"], max_length=2000)
    audience: AUDIENCE = Field(default="nobody", description="For whom it is from now on; with nobody it is taken down.")
    space: str = Field(default="", max_length=60, description="The slug of a space.")
    units: list[str] = Field(default_factory=list, max_length=100, description="The ids of units.")
    people: list[str] = Field(default_factory=list, max_length=200, description="Handles.")
    tells: list[str] = Field(
        default_factory=list,
        max_length=20,
        description="Handles of who else should know, such as where nobody looks after its topics.",
        examples=[["dana"]],
    )
    lesson: str = Field(default="", max_length=300, description="What you would have others know.")


class NewLesson(Given):
    """What whoever overshared would have others know; empty for nothing any more."""

    lesson: str = Field(max_length=1000, examples=["Prices go out with the letter to customers, not before."])
    named: bool = Field(default=False, description="Whether your name stands with it.")


class Between(Shown):
    """One of those between whom it is: who raised it, who wrote the post, who looks after its topic."""

    person: PersonName | None
    part: Literal["raised", "author", "cares"]


class Message(Shown):
    by: PersonName | None
    body: str
    at: Moment


class ConcernLine(Shown):
    """A talk as a list names it."""

    id: str
    url: str
    post: str = Field(description="The post's id.")
    kind: KINDS
    mine: bool = Field(description="Whether you raised it.")
    raised_at: Moment
    closed_at: Moment | None


class Concern(Shown):
    """A private talk about a post, as those between whom it is see it. It closes when both sides say that it is settled."""

    id: str
    url: str
    post: str = Field(description="The post's id.")
    post_open: bool = Field(description="Whether you can read the post now.")
    kind: KINDS
    raised_by: PersonName | None
    raised_at: Moment
    between: list[Between]
    messages: list[Message]
    settled: bool = Field(description="Whether you have said that it is settled.")
    closed_at: Moment | None
    narrowing: str | None = Field(description="The id of what makes the post smaller now, where you are on that matter.")
    exposure: bool = Field(description="Whether you can ask whom the post reached.")
    lesson: str = Field(description="What you would have others know, where you raised it.")
    lesson_named: bool = Field(description="Whether your name stands with it.")


@surface.write("POST", "/posts/{id}/concerns", scope=scopes.CARE_WRITE, gives=Concern, status=201, refuses=GONE)
def raise_concern(request: PersonRequest, id: str, concern: NewConcern) -> Any:
    """Raise a concern about a post, in private: with its author and who looks after its topics

    Nobody else is told, and the post stays as it is. Whoever has one open about this post goes on with it.
    """
    post = posts.one(id, viewer=request.user)
    return _made(request, actions.raise_concern(post, by=request.user, kind=concern.kind, body=concern.body))


@surface.write("POST", "/posts/{id}/recovery", scope=scopes.CARE_WRITE, gives=Concern, status=201, refuses=GONE)
def recover(request: PersonRequest, id: str, recovery: NewRecovery) -> Any:
    """Say that you overshared, as the author: the post is taken down or made smaller now, and who looks after it gets your message

    What is smaller already stays as it is. Nothing is held against anybody.
    """
    circle = typed_in(recovery)
    made = actions.recover(
        posts.one(id, viewer=request.user),
        by=request.user,
        parts={name: getattr(recovery, name) for name in words.PARTS},
        to=circles.circle(circle, by=request.user),
        takes_down=circle.audience == "nobody",
        lesson=recovery.lesson,
        tells=people.all_named(", ".join(recovery.tells), viewer=request.user, field="tells") if recovery.tells else (),
    )
    return _made(request, made)


@surface.write("POST", "/narrowings/{id}/talk", scope=scopes.CARE_WRITE, gives=Concern, status=201)
def talk_about_narrowing(request: PersonRequest, id: str, message: NewMessage) -> Any:
    """Say something about a narrowing to its author and to who narrowed it, in the talk that you have, else in a new one"""
    found = queries.narrowing(id, viewer=request.user)
    return _made(request, actions.talk_about(found, by=request.user, body=message.body))


@surface.read("/concerns", scope=scopes.CARE_READ, gives=PageOf[ConcernLine])
def concerns(
    request: PersonRequest, only: Literal["", "open", "settled"] = _ONLY, after: str = AFTER, limit: int = HOW_MANY
) -> Any:
    """The talks that you take part in, the newest first"""
    page = queries.concerns_of(request.user, only=only, after=read_key(after), size=limit)
    return {"items": [_line(each, request.user) for each in page.rows], "next": page.next and str(page.next)}


@surface.read(AT, scope=scopes.CARE_READ, gives=Concern)
def concern(request: PersonRequest, id: str) -> Any:
    """A talk, for those between whom it is"""
    return _shown(queries.concern(id, viewer=request.user), request.user)


@surface.write("POST", "/concerns/{id}/messages", scope=scopes.CARE_WRITE, gives=Concern, shown_at=AT)
def answer_concern(request: PersonRequest, id: str, message: NewMessage) -> Any:
    """Say something to the others of a talk"""
    actions.answer(queries.concern(id, viewer=request.user), by=request.user, body=message.body)
    return _again(request, id)


@surface.write("POST", "/concerns/{id}/closing", scope=scopes.CARE_WRITE, gives=Concern, shown_at=AT)
def close_concern(request: PersonRequest, id: str) -> Any:
    """Say that it is settled for you; it closes when the other side says so too"""
    actions.close(queries.concern(id, viewer=request.user), by=request.user)
    return _again(request, id)


@surface.write("PUT", "/concerns/{id}/lesson", scope=scopes.CARE_WRITE, gives=Concern, shown_at=AT)
def keep_lesson(request: PersonRequest, id: str, kept: NewLesson) -> Any:
    """Say, as who overshared, what you would have others know; it stands on the pages of the post's topics"""
    found = queries.concern(id, viewer=request.user)
    actions.keep_lesson(found, by=request.user, lesson=kept.lesson, is_named=kept.named)
    return _again(request, id)


def _made(request: PersonRequest, made: Any) -> Any:
    return wire.made(request, _again(request, made.public_id), at=f"{ADDRESS}/concerns/{made.public_id}")


def _again(request: PersonRequest, id: str) -> dict[str, Any]:
    return _shown(queries.concern(id, viewer=request.user), request.user)


def _line(it: Any, viewer: Any) -> dict[str, Any]:
    return {
        "id": it.public_id,
        "url": it.url,
        "post": it.post.public_id,
        "kind": it.kind,
        "mine": it.raised_by_id == viewer.pk,
        "raised_at": it.raised_at,
        "closed_at": it.closed_at,
    }


def _shown(it: Any, viewer: Any) -> dict[str, Any]:
    is_mine, narrowing = it.raised_by_id == viewer.pk, queries.in_force(it.post.public_id, viewer=viewer)
    return {
        "id": it.public_id,
        "url": it.url,
        "post": it.post.public_id,
        "post_open": queries.is_open_to(viewer, it.post),
        "kind": it.kind,
        "raised_by": name_of(it.raised_by),
        "raised_at": it.raised_at,
        "between": [{"person": name_of(each.person), "part": each.part} for each in queries.between(it)],
        "messages": [{"by": name_of(each.by), "body": each.body, "at": each.at} for each in queries.messages(it)],
        "settled": queries.has_closed(viewer, it),
        "closed_at": it.closed_at,
        "narrowing": narrowing.public_id if narrowing is not None else None,
        "exposure": bool(exposures.may_open(viewer, it.post)),
        "lesson": it.lesson if is_mine else "",
        "lesson_named": is_mine and it.lesson_is_named,
    }
