"""Who is answered what by the API's operations on the stream and the topics."""

from __future__ import annotations

from intramural.home.tests.access import _a_word_among_members, _a_word_in_private
from tests.access import Row


def pay(scene):
    return [scene.topic.slug]


def hush(scene):
    return ["hush"]


ACCESS = {
    #                visitor guest member space_member owner author operator
    "api:stream": [
        Row("GET", (401, 200, 200, 200, 200, 200, 200)),
        Row("GET", (401, 404, 404, 200, 200, 200, 404), query="?space=redwood"),
        Row("GET", (401, 404, 200, 200, 200, 200, 200), query="?author=rosa"),
        Row("GET", (401, 422, 422, 422, 422, 422, 422), query="?only=spaces&topic=pay"),
    ],
    "api:newer": Row("GET", (401, 200, 200, 200, 200, 200, 200), query="?than=2026-01-01T00:00:00Z"),
    "api:topics_known": Row("GET", (401, 200, 200, 200, 200, 200, 200), query="?q=pay"),
    "api:stewards_listed": [
        Row("GET", (401, 403, 200, 200, 200, 200, 200)),
        Row("GET", (401, 403, 200, 200, 200, 200, 200), query="?nobody=true"),
        Row("GET", (401, 404, 200, 200, 200, 200, 200), query="?topic=pay"),
        Row("GET", (401, 404, 404, 404, 404, 200, 404), query="?topic=hush", first=_a_word_in_private),
        Row("POST", (401, 403, 403, 403, 403, 403, 201), data={"topic": "hours", "steward": "ada"}, json=True),
        Row("POST", (401, 403, 403, 403, 403, 403, 409), data={"topic": "pay", "steward": "ada"}, json=True),
    ],
    "api:topic": [
        Row("GET", (401, 404, 200, 200, 200, 200, 200), at=pay),
        Row("GET", (401, 404, 404, 404, 404, 200, 404), at=hush, first=_a_word_in_private),
        Row("GET", (401, 404, 404, 200, 200, 200, 404), at=hush, first=_a_word_among_members),
    ],
    "api:follow_topic": [
        Row("PUT", (401, 404, 204, 204, 204, 204, 204), at=pay),
        Row("DELETE", (401, 404, 204, 204, 204, 204, 204), at=pay),
        Row("PUT", (401, 404, 404, 404, 404, 204, 404), at=hush, first=_a_word_in_private),
    ],
}
