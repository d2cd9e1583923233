"""The JSON surface of the openness meter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pydantic import Field

from intramural.kit.wire import Day, PageOf, Shown
from intramural.oversight import policy, queries
from intramural.people import scopes
from intramural.people.entrance import PersonRequest
from intramural.people.programs import Surface

surface = Surface("Openness")


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
    concerns: int | None = Field(description="Per 10,000 posts.")
    self_reports: int | None = Field(
        description="How often an author said that they had shared too widely: a credit to the house."
    )
    settled_within: int | None = Field(description="Median of these until both sides closed it, in seconds.")
    shared_within: int | None = Field(description="Median from the beginning of a draft until it was shared, in seconds.")
    hardly_reached: int | None = Field(description="Percent of gated posts that were handed out to fewer than three people.")


@surface.read("/openness", scope=scopes.POSTS_READ, gives=PageOf[OpenMonth])
def openness(request: PersonRequest) -> Any:
    """How open the house is, and how often somebody minds, by month, the latest first"""
    policy.may_see_meter(request.user).required()
    return {"items": [_month(row) for row in queries.meter()], "next": None}


def _month(row: queries.Row) -> dict[str, Any]:
    return {
        "month": row.first,
        "posts": _shares(row.posts),
        "files": _shares(row.files),
        "concerns": row.concerns,
        "self_reports": row.self_reports,
        "settled_within": _seconds(row.settled_within),
        "shared_within": _seconds(row.shared_within),
        "hardly_reached": row.hardly_reached,
    }


def _shares(shares: queries.Shares | None) -> dict[str, int] | None:
    if shares is None:
        return None
    return {"about": shares.about, "everyone": shares.everyone, "units": shares.units, "gated": shares.gated}


def _seconds(took: timedelta | None) -> int | None:
    return None if took is None else round(took.total_seconds())
