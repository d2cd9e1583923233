"""What a domain says in `<domain>/tests/leaks.py` about each route, command and mail that it has.

    from tests.leaks.surfaces import Acts, Nothing, Reads, Shows

    SURFACES = {
        "posts:post": Shows("a post's page", at=lambda w: [w.post_id], tombstones=True),
        "posts:history": Shows("a post's history", at=lambda w: [w.post_id], history=True),
        "home:stream": Shows("the stream", queries=("", "?only=questions")),
        "posts:comment": Acts("answering", at=lambda w: [w.post_id], data={"body": "Thank you."}),
        "ui:gallery": Nothing("examples of components, and no content"),
        "mail:people/mail/invitation.txt": Nothing("a link for one person"),
        "command:backup": Nothing("a copy for the operator of the machine, with everything in it"),
    }

`w` is the world (world.py). Its post_id, comment_id, file_id, space_slug, topic_slug, author_handle and unit_id stand also in
the world without the secret, where they lead nowhere. A list of several surfaces may stand under one name.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intramural.config.processes import VERBS

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "intramural"


@dataclass(frozen=True)
class Shows:
    """A route that is read and can show content.

    `queries` are asked one by one. `tombstones`: it may say that something was here. `history`: it shows former words.
    `of_consult`: whoever is asked about a draft may read it there, and nowhere else. `of_people`: no word of a post or a space stands there, at most a number, so nobody ever sees the secret on it.
    An address that names the secret is also asked as one that leads nowhere: both answers must be the same.
    """

    name: str
    at: Callable[[Any], list[Any]] | None = None
    queries: tuple[str, ...] = ("",)
    query: Callable[[Any], str] | None = None
    tombstones: bool = False
    history: bool = False
    of_people: bool = False
    of_consult: bool = False
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Acts:
    """A route that changes something: what it answers about a hidden thing is what it answers about none at all."""

    name: str
    at: Callable[[Any], list[Any]] | None = None
    data: Callable[[Any], Any] | dict[str, Any] | None = None
    method: str = "POST"
    json: bool = False
    tombstones: bool = True
    of_consult: bool = False


@dataclass(frozen=True)
class Reads:
    """A surface that is no route: `do(world, person)` gives the bytes that this person would get."""

    name: str
    do: Callable[[Any, Any], bytes]
    of_consult: bool = False


@dataclass(frozen=True)
class Nothing:
    """A surface that shows nothing that somebody wrote, and why that is so."""

    because: str


Surface = Shows | Acts | Reads | Nothing


def registered() -> dict[str, list[Surface]]:
    """All surfaces of all domains, by the name of their route, command or mail."""
    modules = [
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts) for path in sorted(HOUSE.glob("*/tests/leaks*.py"))
    ]
    found: dict[str, list[Surface]] = {}
    for module in [*modules, "tests.leaks.config"]:
        for name, surface in importlib.import_module(module).SURFACES.items():
            assert name not in found, f"{name} is registered twice"
            found[name] = list(surface) if isinstance(surface, list | tuple) else [surface]
    return found


def others() -> set[str]:
    """The surfaces that are no routes, as the code has them: commands of the console script, mails, kept copies, and what is
    posted to other machines."""
    names = {f"command:{verb.name}" for verb in VERBS}
    for path in HOUSE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        text = path.read_text()
        if re.search(r"\bcache\.(set|get_or_set|add|set_many)\(|@cache_page", text):
            names.add(f"cache:{'.'.join(path.relative_to(HOUSE).with_suffix('').parts)}")
        if re.search(r"\boutgoing\.post\(", text) and "kit" not in path.parts:
            names.add(f"outgoing:{'.'.join(path.relative_to(HOUSE).with_suffix('').parts)}")
    for path in HOUSE.glob("*/templates/**/mail/*"):
        names.add(f"mail:{path.relative_to(path.parents[len(path.parts) - path.parts.index('templates') - 2])}")
    return names
