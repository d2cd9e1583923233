"""Whom a post reached, for its author and who looks after it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from intramural.care import exposures
from intramural.kit.wire import Day, Shown
from intramural.people import scopes
from intramural.people.api import PersonName, name_of
from intramural.people.entrance import PersonRequest
from intramural.people.programs import Surface

surface = Surface("Care")


class Reached(Shown):
    """Those to whom something of it was handed out in one way."""

    way: Literal["page", "mail", "push", "file", "api", "search"]
    words: str = Field(examples=["on a page"])
    count: int
    people: list[PersonName | None] = Field(description="By name; of very many the first.")


class NotReached(Shown):
    count: int
    people: list[PersonName | None] = Field(description="By name; of very many the first.")


class Opening(Shown):
    """That somebody opened the report, on a day."""

    name: str
    on: Day


class Exposure(Shown):
    """To whom something of a post was handed out, and who could have read it and was handed nothing; its author is in neither.

    Whether somebody read what they were given is not known.
    """

    post: str = Field(description="The post's id.")
    since: Day = Field(description="What was handed out before is not kept.")
    handed_out_to: int = Field(description="How many people, each once.")
    ways: list[Reached]
    could: NotReached
    openings: list[Opening] = Field(description="Who opened this report, each once a day, the latest first.")


@surface.read("/posts/{id}/exposure", scope=scopes.CARE_READ, gives=Exposure)
def exposure(request: PersonRequest, id: str) -> Any:
    """Whom a post reached, while there is a matter about it; for its author and who looks after it alone

    Each time that somebody asks is noted, and stands among the openings.
    """
    post = exposures.post(id, viewer=request.user)
    report = exposures.open_report(post, by=request.user)
    return {
        "post": post.public_id,
        "since": report.since,
        "handed_out_to": report.did,
        "ways": [{"way": each.way, "words": each.words, **_group(each)} for each in report.ways],
        "could": _group(report.could),
        "openings": [{"name": each.name, "on": each.on} for each in exposures.openings(post)],
    }


def _group(it: exposures.Group) -> dict[str, Any]:
    return {"count": it.count, "people": [name_of(each) for each in it.people]}
