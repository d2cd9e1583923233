"""What is shown of the day before which a post is for its circle alone: to nobody who is not in it."""

from __future__ import annotations

from typing import Any

from tests.leaks.surfaces import Acts, Shows, Surface


def it(world: Any) -> list[str]:
    return [world.post_id]


DAY = {"opens_at": "2026-04-01T09:00", "because": "Not yet."}
BY_PROGRAM = {"opens_at": "2026-04-01T09:00:00Z", "because": "Not yet."}
WHY = {"because": "Not yet."}

SURFACES: dict[str, Surface | list[Surface]] = {
    "posts:embargo": [
        Shows("the day of a post, for who keeps it", at=it, tombstones=True),
        Acts("choosing a day", at=it, data=DAY),
        Acts("choosing no day", at=it, data={}),
    ],
    "posts:embargo_agreement": Acts("agreeing with the day", at=it),
    "posts:opening": Acts("opening it now", at=it, data=WHY),
    "posts:embargo_end": Acts("calling its day off", at=it, data=WHY),
    "api:embargo": [
        Shows("the day of a post, to a program", at=it, of_people=True, tombstones=True),
        Acts("choosing a day, as a program", at=it, data=BY_PROGRAM, method="PUT", json=True),
    ],
    "api:agree_with_day": Acts("agreeing with the day, as a program", at=it, json=True),
    "api:open_now": Acts("opening it now, as a program", at=it, data=WHY, json=True),
    "api:call_embargo_off": Acts("calling its day off, as a program", at=it, data=WHY, json=True),
}
