"""The matrix itself: every state, seen by its viewers, on every registered surface, by oracles 1 to 3.

The short form asks for a few viewers a state, so that all viewers and all states come up, each state on one of the
databases; every surface that is read is searched for the secret, and an eighth of all surfaces, another one for each state, are
acted on and asked the other oracles. LEAKS=full asks for all.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.db import connection, transaction

from tests.leaks import crawl, oracles, policy, surfaces
from tests.leaks.tally import report
from tests.leaks.world import World

FULL = os.environ.get("LEAKS") == "full"
SURFACES = surfaces.registered()
A_FEW, PARTS = 1, 8
# What a quick run of the tests asks for; the others are marked slow.
QUICK = ("group_secret", "narrowed")


def here(states: tuple[str, ...], *, quick: tuple[str, ...] = QUICK) -> list[Any]:
    """The states that are tried on this database; in the short form each on one: every fourth of what takes long on
    PostgreSQL, where asking takes twice as long, the others on SQLite."""
    on_sqlite = connection.vendor == "sqlite"
    first = QUICK if FULL or on_sqlite else ()
    slow = [state for state in states if state not in QUICK]
    tried = slow if FULL else [state for n, state in enumerate(slow) if (n % 4 != 3) == on_sqlite]
    return [
        pytest.param(state, marks=() if state in quick else pytest.mark.slow)
        for state in (*first, *tried)
        if state in states
    ]


STATES = here(policy.STATES)

pytestmark = pytest.mark.django_db


def chosen(state: str) -> list[str]:
    """The viewers of a state: in the short form a few, far apart, beginning elsewhere for each state and database."""
    if FULL:
        return list(policy.VIEWERS)
    at, step = policy.STATES.index(state), len(policy.VIEWERS) // A_FEW
    at += 0 if connection.vendor == "sqlite" else step // 2
    return [policy.VIEWERS[(at + n * step) % len(policy.VIEWERS)] for n in range(A_FEW)]


def part(number: int) -> dict[str, list[surfaces.Surface]]:
    """The surfaces of this number: in the short form an eighth of them."""
    return {key: found for n, (key, found) in enumerate(sorted(SURFACES.items())) if FULL or n % PARTS == number % PARTS}


def only(
    these: dict[str, list[surfaces.Surface]], of: dict[str, list[surfaces.Surface]]
) -> dict[str, list[surfaces.Surface]]:
    """Of these surfaces those that are of the others, too."""
    return {key: found for key, found in these.items() if key in of}


def parts(viewer: str) -> str:
    """What is also asked as a script asks: in the long form all that one of the viewers asks, and what is refused to the others."""
    return "" if not FULL else "all" if viewer == "member" else "refusals"


@pytest.mark.parametrize("state", STATES)
def test_nothing_shows_that_should_not(state: str):
    tally, answers, some = oracles.Tally(), {}, part(policy.STATES.index(state))
    with transaction.atomic():
        world = World(state)
        for viewer in chosen(state):
            asked = oracles.to_ask(world, viewer, SURFACES)
            answers[viewer] = list(crawl.read(world, viewer, asked, parts=parts(viewer)))
            acts = list(crawl.act(world, viewer, only(asked, some)))
            tally.shown.clear()
            oracles.canary(world, viewer, [*answers[viewer], *acts], tally)
            tally.missing(world, viewer)
            oracles.canary_elsewhere(world, viewer, asked, tally)
            oracles.absent_id(world, viewer, some, tally, known=[*answers[viewer], *acts])
        transaction.set_rollback(True)
    with transaction.atomic():
        without = World(state, secret=False)
        for viewer in chosen(state):
            there = list(
                crawl.read(without, viewer, only(oracles.hidden(without, viewer, SURFACES), some), parts=parts(viewer))
            )
            oracles.two_worlds([each for each in answers[viewer] if each.key in some], there, world, viewer, tally)
        transaction.set_rollback(True)
    _report(state, tally)
    assert not tally.leaks, "\n".join(tally.leaks[:20])


@pytest.mark.once
@pytest.mark.slow
def test_every_surface_can_show_something():
    """A surface on which nobody ever sees anything proves nothing: its address is wrong, or it is a `Nothing`."""
    tally = oracles.Tally()
    for state, viewer in (("group_secret", "group_member"), ("group_secret", "group_admin"), ("open", "author"), ("edited_old_revision", "member"), ("edited_old_revision", "author"),
                          ("named_people", "named_person"), ("undo_window", "author"), ("draft", "author"),
                          ("narrowed_by_steward", "author"), ("taken_down", "steward"), ("draft_asked", "steward"), ("embargoed", "steward"),
                          ("translucent", "author"), ("translucent", "steward"), ("translucent", "member"), ("narrowed_by_steward", "steward")):  # fmt: skip
        with transaction.atomic():
            world = World(state)
            left = {key: found for key, found in SURFACES.items() if key not in tally.shown}
            oracles.canary(world, viewer, crawl.read(world, viewer, left), tally)
            oracles.canary_elsewhere(world, viewer, left, tally)
            transaction.set_rollback(True)
    shows = {
        key
        for key, found in SURFACES.items()
        for one in found
        if isinstance(one, surfaces.Shows | surfaces.Reads) and not getattr(one, "of_people", False)
    }
    assert not sorted(shows - tally.shown)


def _report(state: str, tally: oracles.Tally) -> None:
    cells = len(chosen(state)) * sum(len(found) for found in SURFACES.values())
    report(f"state-{state}", {"name": state, "cells": cells, "asked": dict(tally.asked), "leaks": tally.leaks})
