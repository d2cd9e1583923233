from __future__ import annotations

from datetime import timedelta
from typing import Any

from intramural.kit import clock
from intramural.stewards import actions
from tests.access import Row


def it(scene: Any) -> list[str]:
    return [scene.stewardship.public_id]


def nothing(scene: Any) -> list[str]:
    return ["nothing"]


def _an_example(scene: Any) -> None:
    scene.example = actions.add_example(scene.stewardship, name="A list", text="Who earns what.", by=scene.owner)


def falcon(scene: Any) -> dict[str, str]:
    return {"opens_at": f"{(clock.now() + timedelta(days=7)).isoformat()}", "name": "Falcon"}


def _a_name(scene: Any) -> None:
    week = clock.now() + timedelta(days=7)
    scene.name = actions.keep_name(scene.stewardship, name="Falcon", opens_at=week, by=scene.owner)


def the_name(scene: Any) -> list[str]:
    return [scene.stewardship.public_id, scene.name.public_id]


def the_example(scene: Any) -> list[str]:
    return [scene.stewardship.public_id, scene.example.public_id]


def _leads_operations(scene: Any) -> None:
    scene.unit.head = scene.space_member
    scene.unit.save()


def next_week(scene: Any) -> dict[str, str]:
    return {"through": (clock.now().date() + timedelta(days=7)).isoformat()}


SAY = {"widest": "unit", "asks": "ask", "answers_within": "4", "fine": "Sums.", "phrases": "pay day"}

ACCESS = {
    #                            visitor guest member space_member owner author operator
    "stewards:stewardship": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=it),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=nothing),
    ],
    "stewards:new": [
        Row("GET", (302, 403, 403, 403, 403, 403, 200)),
        Row("POST", (302, 403, 403, 403, 403, 403, 302), data={"kind": "topic", "topic": "hours", "steward": "ada"}),
        Row("POST", (302, 403, 403, 403, 403, 403, 409), data={"kind": "topic", "topic": "pay", "steward": "ada"}),
        Row("POST", (302, 403, 403, 403, 403, 403, 422), data={"kind": "function", "name": ""}),
        Row("GET", (302, 403, 403, 200, 403, 403, 200), first=_leads_operations),
        Row(
            "POST",
            (302, 403, 403, 302, 403, 403, 302),
            data=lambda s: {"kind": "unit", "unit": s.unit.public_id, "steward": "ada"},
            first=_leads_operations,
        ),
        Row("POST", (302, 403, 403, 403, 403, 403, 302), data={"kind": "topic", "topic": "x1"}, first=_leads_operations),
    ],
    "stewards:entrusting": [
        Row("GET", (302, 404, 403, 403, 200, 403, 200), at=it),
        Row("POST", (302, 404, 403, 403, 302, 403, 302), at=it, data={"steward": "ada", "deputy": "ben"}),
        Row("POST", (302, 404, 403, 403, 422, 403, 422), at=it, data={"steward": "ada", "deputy": "gus"}),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=nothing, data={"steward": "ada"}),
    ],
    "stewards:say": [
        Row("GET", (302, 404, 403, 403, 200, 403, 200), at=it),
        Row("POST", (302, 404, 403, 403, 302, 403, 302), at=it, data=SAY),
        Row("POST", (302, 404, 403, 403, 422, 403, 422), at=it, data={**SAY, "answers_within": "soon"}),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=nothing, data=SAY),
    ],
    "stewards:watch": [
        Row("POST", (302, 404, 403, 403, 302, 403, 403), at=it, data={"beyond": "unit"}),
        Row("POST", (302, 404, 403, 403, 422, 403, 403), at=it, data={"beyond": "the moon"}),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=nothing, data={"beyond": "unit"}),
    ],
    "stewards:examples": [
        Row("POST", (302, 404, 403, 403, 302, 403, 403), at=it, data={"name": "A list", "text": "Who earns what."}),
        Row("POST", (302, 404, 403, 403, 422, 403, 403), at=it, data={"name": "A list", "text": ""}),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=nothing, data={"name": "A list", "text": "x"}),
    ],
    "stewards:names": [
        Row("POST", (302, 404, 403, 403, 302, 403, 403), at=it, data=lambda s: {**falcon(s), "unreleased": "Falcon"}),
        Row("POST", (302, 404, 403, 403, 422, 403, 403), at=it, data={"unreleased": "Falcon", "opens_at": "soon"}),
    ],
    "stewards:name": [
        Row("POST", (302, 404, 403, 403, 302, 403, 403), at=the_name, first=_a_name),
        Row("POST", (302, 404, 403, 403, 404, 403, 403), at=lambda s: [*it(s), "nothing"]),
    ],
    "stewards:removal": [
        Row("POST", (302, 404, 403, 403, 302, 403, 403), at=the_example, first=_an_example),
        Row("POST", (302, 404, 403, 403, 404, 403, 403), at=lambda s: [*it(s), "nothing"]),
    ],
    "stewards:away": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200)),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), data=next_week),
        Row("POST", (302, 422, 422, 422, 422, 422, 422), data={"through": "1999-01-01"}),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), data={"take_back": "1"}),
    ],
}
