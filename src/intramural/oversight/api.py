"""The JSON surface of the openness meter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal

from pydantic import Field

from intramural.kit import clock
from intramural.kit.paging import read_key
from intramural.kit.wire import AFTER, Day, PageOf, Shown
from intramural.oversight import policy, queries
from intramural.people import scopes
from intramural.people.entrance import PersonRequest
from intramural.people.programs import Surface
from intramural.posts import reach
from intramural.posts.api import shapes

surface = Surface("Openness")
_SECONDS = "in seconds, as roughly as a person would say it"


class Shares(Shown):
    about: int = Field(description="How many there are, rounded to ten.")
    everyone: int = Field(description="Percent that everyone can read.")
    units: int = Field(description="Percent that is for units.")
    gated: int = Field(description="Percent that is for smaller circles.")


class OpenMonth(Shown):
    """One month that is over, counted once. Null is what is too little to be shown, or not known."""

    month: Day = Field(description="Its first day.")
    posts: Shares | None
    files: Shares | None
    hardly_reached: int | None = Field(description="Percent of gated posts that were handed out to fewer than three people.")
    undiscussed: int | None = Field(
        description="How many posts in gated spaces fewer than three people could read, rounded to ten; 0 are fewer than ten."
    )


class Ended(Shown):
    how: Literal[
        "agreed", "upheld", "lapsed", "ended", "own", "stands", "deleted", "settled", "open", "otherwise"
    ]  # fmt: skip
    about: int


class Incidents(Shown):
    """What happened of one kind, in as many whole months as it takes until enough people are behind it. No two of a kind overlap."""

    kind: Literal["concern", "recovery", "narrowing", "takedown"]
    first: Day = Field(description="The first day of the first month.")
    last: Day = Field(description="The first day of the last month.")
    about: int = Field(description="How often, in fives.")
    in_10_000: int = Field(description="In 10,000 posts that others could read for the first time in these months.")
    ends: list[Ended] = Field(
        description="How it stood two weeks after the last month; empty where that would tell how one ended."
    )
    noticed_within: int | None = Field(
        description=f"Median from when others could read it until somebody minded, {_SECONDS}."
    )
    contained_within: int | None = Field(description=f"Median from then until it was for fewer people, {_SECONDS}.")
    settled_within: int | None = Field(description=f"Of talks: median until both sides closed them, {_SECONDS}.")


class Speed(Shown):
    """What asking first costs, in as many whole months as it takes until enough people have asked, and have not."""

    first: Day = Field(description="The first day of the first month.")
    last: Day = Field(description="The first day of the last month.")
    asked_within: int = Field(description=f"Median from draft to shared where somebody was asked first, {_SECONDS}.")
    unasked_within: int = Field(description=f"The same of other drafts, {_SECONDS}.")
    asked_minded: int | None = Field(description="Concerns in 1,000 posts about which somebody was asked first.")
    unasked_minded: int | None = Field(description="The same of all other posts.")


@surface.read("/openness", scope=scopes.POSTS_READ, gives=PageOf[OpenMonth])
def openness(request: PersonRequest) -> Any:
    """How open the house is, by month, the latest first"""
    policy.may_see_meter(request.user).required()
    return {"items": [_month(row) for row in queries.meter()], "next": None}


@surface.read("/openness/incidents", scope=scopes.POSTS_READ, gives=PageOf[Incidents])
def incidents(request: PersonRequest) -> Any:
    """How often somebody minds, and what came of it, without a name: kind by kind, the latest first"""
    policy.may_see_meter(request.user).required()
    return {"items": [_incidents(row) for kind in queries.registers() for row in kind.rows], "next": None}


@surface.read("/openness/speed", scope=scopes.POSTS_READ, gives=PageOf[Speed])
def speed(request: PersonRequest) -> Any:
    """How long sharing takes with and without asking first, and how often somebody minds, the latest first"""
    policy.may_see_meter(request.user).required()
    return {"items": [_speed(row) for row in queries.speed()], "next": None}


@surface.read("/openness/undiscussed", scope=scopes.POSTS_READ, gives=PageOf[shapes.PostLine])
def undiscussed(request: PersonRequest, after: str = AFTER) -> Any:
    """What you can read in gated spaces and fewer than three people can, the newest first: nobody can discuss it"""
    policy.may_see_meter(request.user).required()
    page = queries.undiscussed(request.user, after=read_key(after))
    far, now = reach.of_cards(page.rows), clock.now()
    return {"items": [shapes.line_of(card, far, now) for card in page.rows], "next": page.next and str(page.next)}


def _month(row: queries.Row) -> dict[str, Any]:
    return {
        "month": row.first,
        "posts": _shares(row.posts),
        "files": _shares(row.files),
        "hardly_reached": row.hardly_reached,
        "undiscussed": row.undiscussed,
    }


def _shares(shares: queries.Shares | None) -> dict[str, int] | None:
    if shares is None:
        return None
    return {"about": shares.about, "everyone": shares.everyone, "units": shares.units, "gated": shares.gated}


def _incidents(row: Any) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "first": row.first,
        "last": row.last,
        "about": row.number,
        "in_10_000": queries.in_10_000(row),
        "ends": [{"how": how, "about": number} for how, number in queries.ended(row)],
        "noticed_within": _seconds(row.noticed_within),
        "contained_within": _seconds(row.contained_within),
        "settled_within": _seconds(row.settled_within),
    }


def _speed(row: Any) -> dict[str, Any]:
    return {
        "first": row.first,
        "last": row.last,
        "asked_within": _seconds(row.asked_within),
        "unasked_within": _seconds(row.unasked_within),
        "asked_minded": row.asked_minded,
        "unasked_minded": row.unasked_minded,
    }


def _seconds(took: timedelta | None) -> int | None:
    return None if took is None else round(took.total_seconds())
