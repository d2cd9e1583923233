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
    "stewards:watch": Acts("wanting to be told of what goes wider", at=it, data={"beyond": "unit"}),
    "stewards:examples": Acts("adding an example", at=it, data={"name": "A list", "text": "Who earns what."}),
    "stewards:names": Acts("keeping a name", at=it, data={"unreleased": "Falcon", "opens_at": "2026-05-01T09:00"}),
    "stewards:name": Acts("letting a name out", at=lambda w: [*it(w), w.absent_id]),
    "api:keep_name": Acts("keeping a name", at=it, data={"name": "Falcon", "opens_at": "2026-05-01T09:00:00Z"}, json=True),
    "api:drop_name": Acts("forgetting one", at=lambda w: [*it(w), w.absent_id], method="DELETE", json=True),
    "stewards:removal": Acts("removing an example", at=lambda w: [*it(w), w.absent_id]),
    "stewards:away": [Shows("being away"), Acts("going away", data={"through": "2026-05-01"})],
    "api:stewardship": [
        Shows("who looks after a subject of everyone, to a program", at=it, of_people=True),
        Acts("saying what is asked", at=it, method="PATCH", data={"asks": "ask"}, json=True),
    ],
    "api:entrust": Acts("naming somebody", at=it, method="PUT", data={"steward": "mara"}, json=True),
    "api:watch": [
        Acts("wanting to be told of what goes wider, by a program", at=it, method="PUT", data={"beyond": "unit"}, json=True),
        Acts("wanting it no longer, by a program", at=it, method="DELETE", json=True),
    ],
    "api:add_example": Acts("adding an example", at=it, data={"name": "A list", "text": "Who earns what."}, json=True),
    "api:remove_example": Acts("removing one", at=lambda w: [*it(w), w.absent_id], method="DELETE", json=True),
    "api:absence": [
        Shows("until when one is away", of_people=True),
        Acts("going away", method="PUT", data={"through": "2026-05-01"}, json=True),
        Acts("coming back", method="DELETE", json=True),
    ],
}
