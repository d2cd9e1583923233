"""A translucent post as a program gets it that may only know of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from intramural.audiences import queries as reaches
from intramural.kit.wire import Shown
from intramural.people.api import PersonName
from intramural.people.programs import ADDRESS
from intramural.posts import queries
from intramural.posts.api import shapes


class Shell(Shown):
    """A translucent post that you may know of and not read. There is nothing else of it for you, until you are let in."""

    kind: Literal["shell"]
    id: str
    url: str = Field(description="The address of its page.")
    title: str
    summary: str
    author: PersonName | None = Field(description="Null when they were erased.")
    voice: shapes.Voice
    released_at: datetime
    access: str = Field(description="Where a token asks for access.")


def shown_of(card: queries.Card | queries.Shell, far: Mapping[int, reaches.Reach], now: datetime) -> dict[str, Any]:
    """A PostLine, or a Shell."""
    return shell_of(card) if isinstance(card, queries.Shell) else shapes.line_of(card, far, now)


def shell_of(shell: queries.Shell) -> dict[str, Any]:
    """A Shell."""
    return {
        "kind": "shell",
        "id": shell.public_id,
        "url": shell.url,
        "title": shell.title,
        "summary": shell.summary,
        "author": shapes.author_of(shell),
        "voice": {"kind": shell.voice, "label": shell.voice_label, "unit": shell.voice_unit},
        "released_at": shell.released_at,
        "access": f"{ADDRESS}/posts/{shell.public_id}/access",
    }
