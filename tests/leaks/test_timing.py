"""Oracle 5 on a few addresses; on all of them in the long form (`bin/leaks --timing`), which also tells fine gaps."""

from __future__ import annotations

import os
import random

import pytest
from django.db import transaction

from tests.leaks import surfaces, timing
from tests.leaks.tally import report
from tests.leaks.world import World

LONG, STRICTLY = bool(os.environ.get("LEAKS_TIMING")), os.environ.get("LEAKS_TIMING") == "strictly"
SURFACES = surfaces.registered()
A_FEW = ("api:post", "posts:file", "posts:post")
STATE, VIEWER = "narrowed_by_steward", "member"

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_hidden_thing_is_answered_as_quickly_as_none():
    asked = SURFACES if LONG else {key: SURFACES[key] for key in A_FEW}
    with transaction.atomic():
        found = list(timing.gaps(World(STATE), VIEWER, asked, pairs=timing.PAIRS if LONG else 15))
        transaction.set_rollback(True)
    told = [str(gap) for gap in found if gap.is_told(strictly=STRICTLY)]
    widest = sorted(found, key=lambda gap: -abs(gap.seconds))[:5]
    fine = [str(gap) for gap in found if gap.is_told(strictly=True)]
    asked_for = sum(gap.pairs for gap in found)
    report("timing", {"name": f"{STATE}, timed", "cells": len(found), "asked": {"timing": asked_for}, "leaks": told,
                      "widest": [str(gap) for gap in widest], "fine": fine})  # fmt: skip
    assert not told, "\n".join(told)
    assert len(found) > (50 if LONG else 2)


def test_a_gap_is_told_from_noise():
    chance = random.Random(1)
    noise = [chance.gauss(0, 0.002) for _ in range(200)]
    assert not timing.Gap("", "", 200, timing.median(noise), timing.likely(noise, chance)).is_told(strictly=True)
    slower = [each + 0.004 for each in noise]
    assert timing.Gap("", "", 200, timing.median(slower), timing.likely(slower, chance)).is_told(strictly=True)
    assert not timing.Gap("", "", 200, timing.median(slower), timing.likely(slower, chance)).is_told(strictly=False)
