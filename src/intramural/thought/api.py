"""The JSON surface: a program may ask for a thought. Sharing asks for none."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from intramural.kit.wire import Shown
from intramural.people import scopes
from intramural.people.api import PersonName, name_of
from intramural.people.entrance import PersonRequest
from intramural.people.programs import Surface
from intramural.posts.api import shapes
from intramural.posts.api.writing import composed_of
from intramural.stewards.api import StewardshipLine, line_of
from intramural.thought import drafting, queries

surface = Surface("Writing")


class NewDraft(shapes.NewPost):
    """What would be shared; `draft` names a kept draft of yours whose files count too."""

    draft: str = Field("", max_length=40, description="The id of a draft; its words are those given here.")


class Thought(Shown):
    """One sentence about a draft, and whom it names. You may share all the same."""

    signal: Literal[
        "credential",
        "not_before",
        "derived",
        "tag",
        "found",
        "voice",
        "phrase",
        "likeness",
        "personal",
        "embargo",
        "marking",
        "link",
        "wide",
    ]
    reason: str
    people: list[PersonName] = Field(description="Three at most.")
    stewardship: StewardshipLine | None
    stewardships: list[StewardshipLine] = Field(description="What each of these people looks after of it, in that order.")
    narrow_to: Literal["people", "space", "units"] = Field(description="An audience that would need no thought.")


class Thoughts(Shown):
    thought: Thought | None = Field(description="Null, as for most drafts.")


@surface.write("POST", "/second-thought", scope=scopes.POSTS_WRITE, gives=Thoughts, shown_at="")
def second_thought(request: PersonRequest, post: NewDraft) -> Any:
    """Ask whether anybody may have an issue with sharing this; nothing is kept, and nothing depends on it"""
    it = queries.think(drafting.of(composed_of(post), by=request.user, draft=post.draft))
    if it is None:
        return {"thought": None}
    return {
        "thought": {
            "signal": it.signal,
            "reason": it.reason,
            "people": [name_of(person) for person in it.people],
            "stewardship": line_of(it.stewardship) if it.stewardship is not None else None,
            "stewardships": [line_of(each.stewardship) for each in it.subjects],
            "narrow_to": it.narrow_to,
        }
    }
