from __future__ import annotations

from typing import Any

from tests.leaks.surfaces import Acts, Shows, Surface


def it(world: Any) -> list[str]:
    return [world.stewardship.public_id]


SAY = {"widest": "unit", "asks": "ask", "answers_within": "4", "fine": "Sums."}

SURFACES: dict[str, Surface | list[Surface]] = {
    "stewards:stewardship": Shows("who looks after a subject of everyone", at=it),
    "stewards:new": [
        Shows("the form to name a steward", query=lambda w: f"?topic={w.topic_slug}", of_people=True),
        Acts("naming a steward of the secret's subject", data=lambda w: {"kind": "topic", "topic": w.topic_slug}),
    ],
    "stewards:entrusting": [
        Shows("the form", at=it, of_people=True),
        Acts("naming somebody", at=it, data={"steward": "mara"}),
    ],
    "stewards:say": [Shows("the form", at=it, of_people=True), Acts("saying what is asked", at=it, data=SAY)],
    "stewards:examples": Acts("adding an example", at=it, data={"name": "A list", "text": "Who earns what."}),
    "stewards:removal": Acts("removing an example", at=lambda w: [*it(w), w.absent_id]),
    "stewards:away": [Shows("being away"), Acts("going away", data={"through": "2026-05-01"})],
}
