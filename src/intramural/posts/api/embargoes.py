"""A post that is not before a day, and the verbs on that day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from intramural.kit.errors import NotFound
from intramural.kit.wire import Given, Moment, Shown
from intramural.people import scopes
from intramural.people.entrance import PersonRequest
from intramural.people.programs import Surface
from intramural.posts import actions, composing, opening
from intramural.posts.api import shapes
from intramural.posts.api.posts import GONE, shared, whole
from intramural.posts.api.writing import then_of

surface = Surface("Posts")


class NewEmbargo(Given):
    """Not before when, and for whom then. Of a post that waits already: another day, and what else is to change."""

    opens_at: Moment
    audience_then: shapes.Audience | None = Field(None, description="Its author's to say. Left out: everyone, or as it was.")
    names: list[str] | None = Field(
        None, max_length=20, description="Code names: whoever writes one before that day is told who may have a view."
    )
    because: str = Field("", max_length=4000, description="Why another day: needed of whoever did not write it.")


class Reason(Given):
    because: str = Field("", max_length=4000, description="Needed of whoever did not write it; its author reads it.")


class Embargo(Shown):
    """The day before which a post is for a circle, as whoever is in that circle is told."""

    opens_at: datetime
    then: shapes.Reach = Field(description="How far it goes then.")
    agreed: list[str] = Field(description="The names of those who agreed with the day.")
    because: str = Field(description="Why the day was moved, if somebody else than its author did so.")


@surface.read("/posts/{id}/embargo", scope=scopes.POSTS_READ, gives=Embargo, refuses=GONE)
def embargo(request: PersonRequest, id: str) -> Any:
    """Until when a post is for those who can read it now, and for whom it is then (404 where it waits for no day)"""
    return _shown(request, shared(request, id))


@surface.write("PUT", "/posts/{id}/embargo", scope=scopes.POSTS_WRITE, gives=Embargo, refuses=GONE)
def set_embargo(request: PersonRequest, id: str, embargo: NewEmbargo) -> Any:
    """Have your post open at a moment by itself; or move that moment, as its author or whoever looks after its topic"""
    shown = shared(request, id)
    waiting = opening.of(shown, viewer=request.user)
    then = None
    if waiting is None or embargo.audience_then is not None:
        typed = {"opens_at": embargo.opens_at.isoformat(), **then_of(embargo.audience_then)}
        chosen = composing.not_before(composing.Composition(**typed), by=request.user)
        then = chosen.then if chosen is not None else None
    names = "\n".join(embargo.names) if embargo.names is not None else None
    if waiting is not None:
        actions.move(
            waiting.embargo, by=request.user, opens_at=embargo.opens_at, because=embargo.because, then=then, names=names
        )
    elif then is not None:
        actions.embargo(shown, by=request.user, opens_at=embargo.opens_at, then=then, names=names or "")
    return _shown(request, shown)


@surface.write(
    "POST", "/posts/{id}/embargo/agreement", scope=scopes.POSTS_WRITE, gives=Embargo, refuses=GONE, shown_at="/posts/{id}"
)
def agree_with_day(request: PersonRequest, id: str) -> Any:
    """Agree with the day, as its author or whoever looks after its topic"""
    shown = shared(request, id)
    actions.agree(_waiting(request, shown).embargo, by=request.user)
    return _shown(request, shown)


@surface.write(
    "POST", "/posts/{id}/opening", scope=scopes.POSTS_WRITE, gives=shapes.Post, refuses=GONE, shown_at="/posts/{id}"
)
def open_now(request: PersonRequest, id: str, reason: Reason) -> Any:
    """Open it now, before its day"""
    shown = shared(request, id)
    actions.lift(_waiting(request, shown).embargo, by=request.user, because=reason.because)
    return whole(shared(request, id), request)


@surface.write(
    "POST", "/posts/{id}/embargo/end", scope=scopes.POSTS_WRITE, gives=shapes.Post, refuses=GONE, shown_at="/posts/{id}"
)
def call_embargo_off(request: PersonRequest, id: str, reason: Reason) -> Any:
    """Call it off: the post stays with those who can read it now, and opens no more by itself"""
    shown = shared(request, id)
    actions.call_off(_waiting(request, shown).embargo, by=request.user, because=reason.because)
    return whole(shared(request, id), request)


def _shown(request: PersonRequest, shown: Any) -> dict[str, Any]:
    waiting = _waiting(request, shown)
    return {
        "opens_at": waiting.opens_at,
        "then": shapes.reach_of(waiting.then),
        "agreed": list(waiting.agreed),
        "because": waiting.because,
    }


def _waiting(request: PersonRequest, shown: Any) -> opening.Waits:
    waiting = opening.of(shown, viewer=request.user)
    if waiting is None:
        raise NotFound("It does not wait for a day.")
    return waiting
