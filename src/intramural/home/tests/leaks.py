from __future__ import annotations

from tests.leaks.surfaces import Acts, Shows

SURFACES = {
    "home:stream": Shows("the stream", queries=("", "?only=spaces", "?only=questions", "?only=following")),
    "home:write": Shows("the composer"),
    "home:talk": Shows("what its author shared", at=lambda w: [w.author_handle]),
    "home:topics": Shows("the subjects", queries=("", "?q=zq"), query=lambda w: f"?q={w.topic_slug}"),
    "home:topic": [
        Shows("what is said about the secret's subject", at=lambda w: [w.topic_slug]),
        Shows("what is said about a subject of everyone", at=lambda w: ["pay"]),
    ],
    "home:topic_following": Acts("following the secret's subject", at=lambda w: [w.topic_slug]),
    "home:space": Shows("a space's page", at=lambda w: [w.space_slug], queries=("", "?only=questions")),
}
