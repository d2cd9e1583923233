"""What is asked of a world: each oracle gives sentences about what it found, none when nothing leaks.

1 canary      no word of a secret stands in an answer to whoever may not have it
2 two worlds  who may see nothing gets the same answers, to the byte, as where the secret never was
3 absent id   a hidden thing is answered as what never existed, on every verb
4 transition  what was seen, kept or cited before is gone with the right to see it (test_transitions)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.leaks import crawl, policy, reading
from tests.leaks.crawl import Answer
from tests.leaks.surfaces import Shows, Surface

Surfaces = dict[str, list[Surface]]


@dataclass
class Tally:
    """What was asked, and what was found."""

    asked: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)

    def missing(self, world: Any, viewer: str) -> None:
        """Notes it when whoever may see all of it was shown nothing: then the state is not what its name says."""
        if policy.outcome(world.state, viewer) == "F" and not self.shown.intersection(PROOF):
            self.leaks.append(f"0 {world.state} × {viewer}: it is for them, and they are not shown it")


def outcome(world: Any, viewer: str, answer_or_key: Any, surface: Surface) -> str:
    """What this viewer may get on this surface."""
    key = answer_or_key.key if isinstance(answer_or_key, Answer) else answer_or_key
    return policy.on(
        world.state,
        viewer,
        tombstones=getattr(surface, "tombstones", True),
        history=getattr(surface, "history", False),
        program=key.startswith("api"),
        consult=getattr(surface, "of_consult", False),
    )


def _hidden(world: Any, viewer: str, answer: Answer) -> bool:
    return policy.must_not_be_told(world.state, viewer, outcome(world, viewer, answer, answer.surface))


def hidden(world: Any, viewer: str, surfaces: Surfaces) -> Surfaces:
    """The surfaces on which this viewer may not even be told that it is there."""
    return _those(surfaces, lambda key, one: policy.must_not_be_told(world.state, viewer, outcome(world, viewer, key, one)))


def to_ask(world: Any, viewer: str, surfaces: Surfaces) -> Surfaces:
    """The surfaces on which this viewer may not see everything; and of the others those that prove that they see it."""
    meets_nobody = viewer in policy.WHO_MEETS_NOBODY
    return _those(
        surfaces,
        lambda key, one: (
            meets_nobody or outcome(world, viewer, key, one) != "F" or (key in PROOF and isinstance(one, Shows))
        ),
    )


PROOF = ("posts:post", "posts:history", "api:post", "care:matter", "home:write", "api:draft")
"""Where whoever may see all of it does."""


def _those(surfaces: Surfaces, wanted: Callable[[str, Surface], bool]) -> Surfaces:
    return {key: kept for key, found in surfaces.items() if (kept := [one for one in found if wanted(key, one)])}


def _each(surfaces: Surfaces) -> Iterator[tuple[str, Surface]]:
    for key in sorted(surfaces):
        for surface in surfaces[key]:
            yield key, surface


def canary(world: Any, viewer: str, answers: Iterable[Answer], tally: Tally) -> None:
    """Oracle 1. Takes note of the surfaces on which the secret was rightly seen."""
    for answer in answers:
        tally.asked["canary"] += 1
        _search(world, viewer, answer.key, answer.surface, answer.asked, reading.whole(answer.response), tally)


def canary_elsewhere(world: Any, viewer: str, surfaces: Surfaces, tally: Tally) -> None:
    """Oracle 1 on what is no route."""
    for key, raw in crawl.others(world, viewer, surfaces):
        tally.asked["canary"] += 1
        surface = surfaces[key][0]
        _search(world, viewer, key, surface, "", raw, tally)


def _search(world: Any, viewer: str, key: str, surface: Surface, asked: str, raw: bytes, tally: Tally) -> None:
    expected = outcome(world, viewer, key, surface)
    strangers = reading.found(policy.STRANGERS, raw) if viewer in policy.WHO_MEETS_NOBODY else []
    if strangers:
        tally.leaks.append(f"1 {world.state} × {viewer}: {key} ({asked}) names {', '.join(strangers)}")
    found = reading.found(world.words, raw)
    if expected == "A":
        found, others = [name for name in found if name == "author"], found
        if others:
            tally.shown.add(key)
    if expected == "S":
        found, others = [name for name in found if name not in policy.known(viewer)], found
        if others != found:
            tally.shown.add(key)
    if expected == "F":
        if found:
            tally.shown.add(key)
        return
    # Whoever puts a secret word into the address gets it back: they knew it.
    echoed = reading.found(world.words, asked.encode())
    leaked = [name for name in found if name not in echoed]
    if leaked:
        tally.leaks.append(f"1 {world.state} × {viewer}: {key} ({asked}) shows {', '.join(leaked)}")


def two_worlds(with_it: list[Answer], without: list[Answer], world: Any, viewer: str, tally: Tally) -> None:
    """Oracle 2: the answers of the world with the secret, and of the one without."""
    there = {answer.asked: answer for answer in without}
    for answer in with_it:
        if not _hidden(world, viewer, answer):
            continue
        tally.asked["two worlds"] += 1
        other = there.get(answer.asked)
        if other is None:
            tally.leaks.append(f"2 {world.state} × {viewer}: {answer.asked} is a page only where the secret is")
            continue
        one, two = reading.comparable(answer.response), reading.comparable(other.response)
        if one != two:
            tally.leaks.append(f"2 {world.state} × {viewer}: {answer.asked} differs\n  {reading.difference(one, two)}")


def absent_id(world: Any, viewer: str, surfaces: Surfaces, tally: Tally, *, known: Iterable[Answer] = ()) -> None:
    """Oracle 3: hidden and never existed, asked in the same way, on every verb. What is `known` is not asked again."""
    nowhere = world.nowhere()
    same = {
        world.post_id: "ID", world.comment_id: "ID", world.file_id: "ID", world.line_id: "ID", world.narrowing_id: "ID",
        world.concern_id: "ID", world.consult_id: "ID", world.request_id: "ID", world.absent_id: "ID",
        world.topic_slug: "TOPIC", nowhere.topic_slug: "TOPIC",
        world.topic_slug.capitalize(): "TOPIC", nowhere.topic_slug.capitalize(): "TOPIC",
        **_common(world.space_slug, nowhere.space_slug),
    }  # fmt: skip
    asked_before = _by_surface(known)
    for key, surface in _each(hidden(world, viewer, surfaces)):
        if not crawl.is_about(world, nowhere, key, surface):
            continue
        only: Surfaces = {key: [surface]}
        ways = ("GET", "HEAD") if isinstance(surface, Shows) else ("",)
        for method in ways:
            there = asked_before.get((key, id(surface))) if method != "HEAD" else None
            there = there or _asked(world, viewer, only, method)
            for one, other in zip(there, _asked(nowhere, viewer, only, method), strict=True):
                tally.asked["absent id"] += 1
                first = reading.comparable(one.response, ids=same)
                second = reading.comparable(other.response, ids=same)
                if first != second:
                    tally.leaks.append(
                        f"3 {world.state} × {viewer}: {one.asked} is not answered as {other.asked}\n"
                        f"  {reading.difference(first, second)}"
                    )


def _asked(world: Any, viewer: str, only: Surfaces, method: str) -> list[Answer]:
    return list(crawl.read(world, viewer, only, method=method) if method else crawl.act(world, viewer, only))


def _by_surface(answers: Iterable[Answer]) -> dict[tuple[str, int], list[Answer]]:
    """Those that were asked as a browser asks for a page, by the surface that gave them."""
    found: dict[tuple[str, int], list[Answer]] = {}
    for answer in answers:
        if "HX-Request" not in answer.call[2].get("headers", {}):
            found.setdefault((answer.key, id(answer.surface)), []).append(answer)
    return found


def _common(slug: str, other: str) -> dict[str, str]:
    """Both addresses of a space, and what they are made of, as one word."""
    if slug == other:
        return {}
    stems = {name.rpartition("-")[0]: "STEM" for name in (slug, other)}
    return {slug: "SPACE", other: "SPACE", **stems}
