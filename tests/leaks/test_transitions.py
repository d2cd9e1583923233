"""Oracle 4: what was seen, kept, asked or cited before a change is gone with the right to see it.

Everybody looks at everything first, so that every copy that anything might keep is there: drawn cards, answers kept for
an idempotency key, what a browser asks again conditionally. Then the secret is narrowed, deleted or moved, people leave
their space or the house; and everybody looks again: in the short form at an eighth of it as a browser that has kept the answer, and
at another eighth anew.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from tests.leaks import crawl, oracles, policy, reading, surfaces
from tests.leaks.tally import report
from tests.leaks.test_matrix import FULL, SURFACES, here, only, part
from tests.leaks.world import World

LOOKERS = ("ex_member", "deactivated_live_token", "author")

# Done, and told in words of others.
QUOTING: dict[str, list[surfaces.Surface]] = {
    "api:comments": [
        surfaces.Acts(
            "quoting", at=lambda w: [w.post_id], data=lambda w: {"body": "Yes.", "quotes": w.comment_id}, json=True
        )
    ]
}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", here(policy.CHANGES, quick=()))
def test_nothing_is_left_after_a_change(state: str):
    tally, again, anew = oracles.Tally(), part(policy.CHANGES.index(state)), part(policy.CHANGES.index(state) + 1)
    with transaction.atomic():
        world = World(state, late=True)
        lookers = policy.VIEWERS if FULL else ("member", LOOKERS[policy.CHANGES.index(state) % len(LOOKERS)])
        # Not taken back: what anything keeps of an answer is to be there afterwards.
        before = {viewer: list(_looked(world, viewer)) for viewer in lookers}
        world.turn()
        for viewer in lookers:
            asked = oracles.to_ask(world, viewer, SURFACES)
            kept = [answer for answer in before[viewer] if answer.key in asked and _may_be_kept(answer)]
            some = [answer for answer in kept if answer.key in again or not isinstance(answer.surface, surfaces.Shows)]
            oracles.canary(world, viewer, (_again(world, viewer, answer) for answer in some), tally)
            oracles.canary(world, viewer, crawl.read(world, viewer, only(asked, anew)), tally)
            oracles.canary_elsewhere(world, viewer, asked, tally)
        transaction.set_rollback(True)
    report(f"change-{state}", {"name": f"{state}, seen before", "asked": {"transition": tally.asked["canary"]},
                               "cells": len(lookers) * sum(map(len, SURFACES.values())), "leaks": tally.leaks})  # fmt: skip
    assert not tally.leaks, "\n".join(tally.leaks[:20])


def _looked(world: World, viewer: str) -> Any:
    """Everything that is read, everything done that is refused and so changes nothing, and one quotation; all with a key."""
    yield from crawl.read(world, viewer, SURFACES, kept=True)
    yield from crawl.act(world, viewer, _refused(), key="the same again", kept=True)
    if viewer == "group_member":
        yield from crawl.act(world, viewer, QUOTING, key="a quotation", kept=True)


def _refused() -> dict[str, list[surfaces.Surface]]:
    """What is sent empty: forms that are refused and shown again."""
    return {
        key: [surfaces.Acts(one.name, at=one.at, method=one.method, json=one.json)]
        for key, found in SURFACES.items()
        for one in found
        if isinstance(one, surfaces.Acts) and one.data and key.startswith("posts:")
    }


VALIDATORS = (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since"))


def _may_be_kept(answer: crawl.Answer) -> bool:
    """Whether asking the same again is another question than asking afresh: one with a key, on from a place, or conditional."""
    method, path, _ = answer.call
    return method != "GET" or "after=" in path or any(name in answer.response for name, _ in VALIDATORS)


def _again(world: World, viewer: str, answer: crawl.Answer) -> crawl.Answer:
    """The same question again, as a browser asks that has kept the answer."""
    headers = {}
    for name, asks in VALIDATORS:
        if name in answer.response:
            headers[asks] = answer.response[name]
    again = crawl.ask_again(world, viewer, answer, headers)
    if again.status_code == 304 and reading.found(world.words, reading.body_of(answer.response)):
        again = answer.response  # the browser shows what it kept
    return crawl.Answer(answer.key, answer.surface, answer.asked, again)
