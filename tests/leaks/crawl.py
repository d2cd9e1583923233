"""Asks every surface as one viewer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse

from tests.leaks.reading import body_of
from tests.leaks.surfaces import Acts, Reads, Shows, Surface
from tests.leaks.world import frozen

_NEXT = re.compile(r"(?:[?&;]|&amp;)after=([\w-]+)|\"next\": ?\"([\w-]+)\"")
MOST_PAGES = 3
PROGRAM = "bot_read_scope"
PART = {"HX-Request": "true"}
"""How a script asks for a part of a page."""


Call = tuple[str, str, dict[str, Any]]
"""A question: method, path, and what else the test client is given."""


@dataclass(frozen=True)
class Answer:
    """One answer: of which surface, to which question."""

    key: str
    surface: Surface
    asked: str
    response: Any
    call: Call = ("", "", {})


def read(
    world: Any,
    viewer: str,
    surfaces: dict[str, list[Surface]],
    *,
    parts: str = "",
    method: str = "GET",
    kept: bool = False,
) -> Iterator[Answer]:
    """The answers of all that shows content, page after page; with `parts` "refusals" those that are refused also as a script
    asks, which is told so in a part of a page; with "all" every page.

    Whatever asking changes is taken back, unless it is to be `kept`.
    """
    for key, surface in _each(surfaces, Shows):
        for query in (*surface.queries, *([surface.query(world)] if surface.query else [])):
            path = _path(key, surface, world) + query
            first = None
            for answer in _pages(world, viewer, key, surface, method, path, surface.headers, kept):
                first = first or answer
                yield answer
            is_refused = first is not None and first.response.status_code >= 400
            if not key.startswith("api:") and (parts == "all" or (parts == "refusals" and is_refused)):
                yield from _pages(world, viewer, key, surface, method, path, {**surface.headers, **PART}, kept)


def _pages(
    world: Any, viewer: str, key: str, surface: Shows, method: str, path: str, headers: dict[str, str], kept: bool
) -> Iterator[Answer]:
    asked, seen = path, set()
    for _ in range(MOST_PAGES):
        call: Call = (method, asked, {"headers": headers})
        response = ask(world, viewer, call, kept=kept)
        yield Answer(key, surface, f"{method} {asked} {headers or ''}".strip(), response, call)
        if response.status_code != 200:
            return
        found = _NEXT.search(body_of(response).decode("utf-8", "replace"))
        after = found and (found[1] or found[2])
        if not after or after in seen:
            return
        seen.add(after)
        asked = f"{path}{'&' if '?' in path else '?'}after={after}"


def act(
    world: Any, viewer: str, surfaces: dict[str, list[Surface]], *, key: str = "", kept: bool = False
) -> Iterator[Answer]:
    """The answers of all that changes something; the change is taken back, unless it is to be `kept`."""
    for name, surface in _each(surfaces, Acts):
        call = question(world, name, surface, key=key)
        response = ask(world, viewer, call, kept=kept)
        yield Answer(name, surface, f"{surface.method} {call[1]} {call[2]['data'] or ''}".strip(), response, call)


def question(world: Any, name: str, surface: Shows | Acts, *, key: str = "") -> Call:
    """What is sent to do it, or, first of all, to read it."""
    path = _path(name, surface, world)
    if isinstance(surface, Shows):
        return "GET", path + (surface.query(world) if surface.query else surface.queries[0]), {"headers": surface.headers}
    data = surface.data(world) if callable(surface.data) else dict(surface.data or {})
    more: dict[str, Any] = {"content_type": "application/json"} if surface.json else {}
    if key:
        more["headers"] = {"Idempotency-Key": key}
    return surface.method, path, {"data": data, **more}


def is_about(world: Any, other: Any, key: str, surface: Surface) -> bool:
    """Whether the surface names something that stands elsewhere in the other world."""
    if not isinstance(surface, Shows | Acts):
        return False
    if _path(key, surface, world) != _path(key, surface, other):
        return True
    return isinstance(surface, Acts) and callable(surface.data) and surface.data(world) != surface.data(other)


def ask_again(world: Any, viewer: str, answer: Answer, headers: dict[str, str]) -> Any:
    """The answer to the same question now, with more headers."""
    method, path, more = answer.call
    return ask(world, viewer, (method, path, {**more, "headers": {**more.get("headers", {}), **headers}}))


def _each(surfaces: dict[str, list[Surface]], kind: Any) -> Iterator[tuple[str, Any]]:
    for key in sorted(surfaces):
        for surface in surfaces[key]:
            if isinstance(surface, kind):
                yield key, surface


def others(world: Any, viewer: str, surfaces: dict[str, list[Surface]]) -> Iterator[tuple[str, bytes]]:
    """What the surfaces that are no routes give this viewer, when they look. A program has its token and nothing else."""
    person = None if viewer == PROGRAM else world.people.get(viewer)
    for key, surface in _each(surfaces, Reads):
        with frozen(f"{world.state}/{viewer}/{key}", world.now), transaction.atomic():
            yield key, surface.do(world, person)
            transaction.set_rollback(True)


def _path(key: str, surface: Any, world: Any) -> str:
    return reverse(key, args=surface.at(world) if surface.at else [])


def ask(world: Any, viewer: str, call: Call, *, kept: bool = False) -> Any:
    """One question, in a transaction that is taken back, with the browser's cookies, so that one question does not change
    the next answer."""
    method, path, more = call
    cookies = world.browsers[viewer].cookies
    before = dict(cookies)
    with transaction.atomic():
        response = world.ask(viewer, method, path, **more)
        body_of(response)
        if not kept:
            transaction.set_rollback(True)
    if not kept:
        cookies.clear()
        cookies.update(before)
    return response
