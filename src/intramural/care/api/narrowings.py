"""Making a post smaller for a time, agreeing, upholding, ending."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from intramural.care import actions, circles, queries
from intramural.kit import wire
from intramural.kit.wire import Given, Moment, Shown
from intramural.people import scopes
from intramural.people.api import PersonName, name_of
from intramural.people.entrance import PersonRequest
from intramural.people.programs import ADDRESS, Surface
from intramural.posts import queries as posts

surface = Surface("Care")
GONE = (410,)
AUDIENCE = Literal["matter", "members", "space", "units", "people", "nobody"]


class NewNarrowing(Given):
    """Why, and for whom it is to be from now on."""

    because: str = Field(
        max_length=4000, description="A sentence, which its author reads.", examples=["The prices are not out."]
    )
    audience: AUDIENCE = Field(
        default="matter",
        description="Its author and who looks after it; the members of its space; those of a space of yours, where it is for "
        "everyone now; units; people; or nobody else, which takes it down and is its author's.",
    )
    space: str = Field(default="", max_length=60, description="The slug of a space.")
    units: list[str] = Field(default_factory=list, max_length=100, description="The ids of units.")
    people: list[str] = Field(default_factory=list, max_length=200, description="Handles.")


class Narrowing(Shown):
    """A post that is for fewer people for a time, as those on the matter see it."""

    id: str
    url: str
    post: str = Field(description="The post's id.")
    by: PersonName | None
    because: str
    ground: str = Field(
        description="What of it is theirs who narrowed it; empty where its author did.", examples=["it is about #pricing"]
    )
    takedown: bool
    narrowed_at: Moment
    lapses_at: Moment | None = Field(description="When it ends by itself; null where it was agreed, or has ended.")
    agreed_at: Moment | None
    upheld_at: Moment | None
    upheld_by: PersonName | None
    ended_at: Moment | None
    end: Literal["", "lapsed", "steward", "author", "deleted", "unshared"]


@surface.write("POST", "/posts/{id}/narrowing", scope=scopes.CARE_WRITE, gives=Narrowing, status=201, refuses=GONE)
def narrow_post(request: PersonRequest, id: str, narrowing: NewNarrowing) -> Any:
    """Make a post smaller, at once and on every surface

    By its author, or by whoever looks after what it is about, the unit that it speaks for, or where it comes from; others are
    refused (403). By somebody who looks after it, it ends after seven days unless its author agrees or a second person upholds it.
    """
    typed = typed_in(narrowing, because=narrowing.because)
    made = actions.narrow(
        posts.one(id, viewer=request.user),
        by=request.user,
        because=typed.because,
        to=circles.circle(typed, by=request.user),
        takes_down=typed.audience == "nobody",
    )
    return wire.made(request, _shown(made), at=f"{ADDRESS}/narrowings/{made.public_id}")


@surface.read("/narrowings/{id}", scope=scopes.CARE_READ, gives=Narrowing)
def narrowing(request: PersonRequest, id: str) -> Any:
    """A narrowing, for those on the matter: its author, who narrowed it, and who looks after it"""
    return _shown(queries.narrowing(id, viewer=request.user))


@surface.write("POST", "/narrowings/{id}/agreement", scope=scopes.CARE_WRITE, gives=Narrowing, shown_at="/narrowings/{id}")
def agree_with_narrowing(request: PersonRequest, id: str) -> Any:
    """Agree, as the author of the post: it does not end by itself any more"""
    return _shown(actions.agree(queries.narrowing(id, viewer=request.user), by=request.user))


@surface.write("POST", "/narrowings/{id}/upholding", scope=scopes.CARE_WRITE, gives=Narrowing, shown_at="/narrowings/{id}")
def uphold_narrowing(request: PersonRequest, id: str) -> Any:
    """Uphold it, as a second person who looks after the post: it does not end by itself any more"""
    return _shown(actions.uphold(queries.narrowing(id, viewer=request.user), by=request.user))


@surface.write("POST", "/narrowings/{id}/end", scope=scopes.CARE_WRITE, gives=Narrowing, shown_at="/narrowings/{id}")
def end_narrowing(request: PersonRequest, id: str) -> Any:
    """End it: the post is for whom it was for before, with everything that hangs on it"""
    return _shown(actions.end(queries.narrowing(id, viewer=request.user), by=request.user))


def typed_in(body: Any, *, because: str = "") -> circles.Typed:
    """What a program says of the circle, as a form would."""
    said = {"because": because, "audience": body.audience, "space": body.space, "people": ", ".join(body.people)}
    return circles.read(said, units=body.units)


def _shown(it: Any) -> dict[str, Any]:
    return {
        "id": it.public_id,
        "url": it.url,
        "post": it.post.public_id,
        "by": name_of(it.by),
        "because": it.because,
        "ground": it.ground,
        "takedown": it.is_takedown,
        "narrowed_at": it.narrowed_at,
        "lapses_at": it.lapses_at if it.is_provisional else None,
        "agreed_at": it.agreed_at,
        "upheld_at": it.upheld_at,
        "upheld_by": name_of(it.upheld_by),
        "ended_at": it.ended_at,
        "end": it.end,
    }
