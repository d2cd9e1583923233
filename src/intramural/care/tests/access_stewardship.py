from __future__ import annotations

from datetime import timedelta
from typing import Any

from intramural.care import doors
from intramural.kit import clock
from tests.access import Row


def door(scene: Any) -> list[str]:
    """What stands in the mail of who looks after it, whoever comes by it."""
    return [doors.to_stewardship(scene.stewardship, scene.owner).split("/")[-2]]


def of_somebody_else(scene: Any) -> list[str]:
    """What would stand in the mail of a member who does not look after it."""
    return [doors.to_stewardship(scene.stewardship, scene.member).split("/")[-2]]


def next_week(scene: Any) -> dict[str, str]:
    return {"do": "away", "through": (clock.now().date() + timedelta(days=7)).isoformat()}


ALL = (200, 200, 200, 200, 200, 200, 200)
ONWARD = (302, 302, 302, 302, 302, 302, 302)
NOWHERE = (404, 404, 404, 404, 404, 404, 404)
REFUSED = (422, 422, 422, 422, 422, 422, 422)
SAY = {"do": "say", "widest": "unit", "asks": "ask", "answers_within": "4"}

ACCESS = {
    "care:stewardship_door": [
        Row("GET", ALL, at=door),
        Row("GET", NOWHERE, at=of_somebody_else),
        Row("GET", NOWHERE, at=lambda s: ["made-up"]),
        Row("POST", ONWARD, at=door, data={"do": "watch", "beyond": "unit"}),
        Row("POST", REFUSED, at=door, data={"do": "watch", "beyond": "the moon"}),
        Row("POST", ONWARD, at=door, data=SAY),
        Row("POST", REFUSED, at=door, data={**SAY, "answers_within": "soon"}),
        Row("POST", ONWARD, at=door, data=next_week),
        Row("POST", REFUSED, at=door, data={"do": "away", "through": "1999-01-01"}),
        Row("POST", ONWARD, at=door, data={"do": "back"}),
        Row("POST", ONWARD, at=door, data={"do": "anew"}),
        Row("POST", ONWARD, at=door, data={"do": "people", "steward": "ada", "deputy": "ben"}),
        Row("POST", ALL, at=door, data={"do": "people", "steward": "ben", "deputy": ""}),
        Row("POST", REFUSED, at=door, data={"do": "people", "steward": "ada", "deputy": "gus"}),
        Row("POST", REFUSED, at=door, data={"do": "burn"}),
        Row("POST", NOWHERE, at=of_somebody_else, data={"do": "watch", "beyond": "unit"}),
    ],
}
