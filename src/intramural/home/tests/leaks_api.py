from __future__ import annotations

from typing import Any

from tests.leaks.surfaces import Acts, Shows, Surface


def the_topic(world: Any) -> list[str]:
    return [world.topic_slug]


SURFACES: dict[str, Surface | list[Surface]] = {
    "api:stream": Shows(
        "the stream, to a program",
        queries=(
            "",
            "?only=spaces",
            "?only=questions",
            "?only=following",
            "?only=kept",
            "?author=alba",
            "?limit=1",
            "?topic=pay",
        ),
        query=lambda w: f"?space={w.space_slug}",
    ),
    "api:newer": Shows(
        "how many posts are new",
        queries=("?than=2026-03-01T00:00:00Z", "?than=2026-03-02T12:00:00Z&only=spaces"),
        of_people=True,
    ),
    "api:stewards_listed": [
        Shows("who looks after what", queries=("", "?nobody=true", "?q=zq"), query=lambda w: f"?topic={w.topic_slug}"),
        Acts("naming a steward of the secret's subject", data=lambda w: {"kind": "topic", "topic": w.topic_slug}, json=True),
    ],
    "api:topics_known": Shows("the subjects", queries=("", "?q=zq"), query=lambda w: f"?q={w.topic_slug}"),
    "api:topic": Shows("the secret's subject", at=the_topic),
    "api:follow_topic": [
        Acts("following the secret's subject", at=the_topic, method="PUT", json=True),
        Acts("no longer", at=the_topic, method="DELETE", json=True),
    ],
}
