"""What programs get of a draft: what was begun, half done or wrong as it may be."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from intramural.kit.wire import Shown
from intramural.posts import composing, files
from intramural.posts.api import shapes


class DraftThen(Shown):
    kind: str
    space: str
    units: list[str]
    people: list[str]


class DraftAudience(DraftThen):
    known_to: str
    summary: str


class DraftSource(Shown):
    way: str
    url: str
    made_by: str
    owner: str


class Draft(Shown):
    """What was begun, half done or wrong as it may be."""

    id: str
    url: str = Field(description="The address of the composer with it.")
    begun_at: datetime
    version: int
    kind: str
    title: str
    body: str
    audience: DraftAudience
    opens_at: str | None
    audience_then: DraftThen | None
    voice: str
    voice_unit: str
    why_wide: str
    options: list[str]
    honours: list[str]
    source: DraftSource
    files: list[shapes.File]


def answer(kept: Any) -> dict[str, Any]:
    """A draft as a program gets it."""
    return drawn(kept, files.of_posts([kept.pk]).get(kept.pk, ()))


def drawn(kept: Any, attached: tuple[files.File, ...]) -> dict[str, Any]:
    """The same with its files, which were asked for with those of others."""
    it = composing.of(kept)
    return {
        "id": kept.public_id,
        "url": f"/write/?draft={kept.public_id}",
        "begun_at": kept.begun_at,
        "version": kept.version,
        "kind": it.kind,
        "title": it.title,
        "body": it.body,
        "audience": {
            "kind": it.audience,
            "space": it.space,
            "units": list(it.units),
            "people": composing.handles_in(it.people),
            "known_to": it.known_to,
            "summary": it.summary,
        },
        "opens_at": it.opens_at or None,
        "audience_then": {
            "kind": it.then,
            "space": it.then_space,
            "units": list(it.then_units),
            "people": composing.handles_in(it.then_people),
        }
        if it.opens_at
        else None,
        "voice": it.voice,
        "voice_unit": it.voice_unit,
        "why_wide": it.why_wide,
        "options": it.options.splitlines(),
        "honours": composing.handles_in(it.honours),
        "source": {"way": it.way, "url": it.url, "made_by": it.made_by, "owner": it.owner},
        "files": [shapes.file_of(each) for each in attached],
    }
