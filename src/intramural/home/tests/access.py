from __future__ import annotations

from datetime import timedelta
from typing import Any

from intramural.kit import clock
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces import tasks
from intramural.spaces.models import Space
from tests.access import Row


def _a_word_in_private(scene: Any) -> None:
    a_post(by=scene.author, body="Not yet. #hush", to=Choice("me"))


def _a_word_among_members(scene: Any) -> None:
    a_post(by=scene.author, body="Not yet. #hush", to=Choice("space", space=scene.space))


def _near_its_sunset(scene: Any) -> None:
    Space.objects.filter(pk=scene.space.pk).update(sunset_on=clock.now().date() + timedelta(days=3))
    tasks.ask_for_renewals()


def _past_its_sunset(scene: Any) -> None:
    Space.objects.filter(pk=scene.space.pk).update(sunset_on=clock.now().date() - timedelta(days=1))
    tasks.archive_unanswered()


def in_secret_space(scene):
    return {"body": "Good morning", "audience": "space", "space": scene.secret_space.slug}


# These are parts of pages, which scripts ask for.
PART = {"HX-Request": "true"}

ACCESS = {
    #                           visitor guest member space_member owner author operator
    "home:stream": Row("GET", (302, 200, 200, 200, 200, 200, 200)),
    "home:newer": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?since=MC4wMDAwMDAwMDAwMDAw", headers=PART),
        Row("GET", (302, 422, 422, 422, 422, 422, 422), headers=PART),
    ],
    "home:write": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200)),
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?space=no-such-space"),
        Row("POST", (302, 403, 302, 302, 302, 302, 302), data={"body": "Good morning"}),
        Row("POST", (302, 403, 403, 403, 403, 403, 403), data={"body": "Good morning", "voice": "official"}),
        Row("POST", (302, 422, 422, 302, 302, 302, 422), data=in_secret_space),
    ],
    "home:preview": Row("POST", (302, 200, 200, 200, 200, 200, 200), data={"body": "Good *morning*"}),
    "home:reach": [
        Row("GET", (302, 403, 200, 200, 200, 200, 200), headers=PART),
        Row("GET", (302, 422, 422, 200, 200, 200, 422), query="?audience=space&space=redwood", headers=PART),
    ],
    "home:second_thought": Row("POST", (302, 200, 200, 200, 200, 200, 200), data={"body": "Good morning"}, headers=PART),
    "home:completion": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?mark=@&word=a", headers=PART),
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?mark=%23&word=p", headers=PART),
    ],
    "home:drafts": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200)),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), data={"body": "Not yet"}),
    ],
    "home:discarding": Row("POST", (302, 404, 404, 404, 404, 302, 404), at=lambda s: [s.draft.public_id]),
    "home:space": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.open_space.slug]),
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.space.slug]),
        Row("GET", (302, 404, 404, 200, 200, 200, 404), at=lambda s: [s.secret_space.slug]),
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.space.slug], first=_near_its_sunset),
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.space.slug], first=_past_its_sunset),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=lambda s: ["no-such-space"]),
        Row("GET", (302, 404, 422, 422, 422, 422, 422), at=lambda s: [s.open_space.slug], query="?after=nonsense"),
    ],
    "home:talk": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.author.handle]),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=lambda s: ["nobody"]),
        Row("GET", (302, 404, 422, 422, 422, 422, 422), at=lambda s: [s.author.handle], query="?after=nonsense"),
    ],
    "home:stewards": [
        Row("GET", (302, 403, 200, 200, 200, 200, 200), query="?q=pay"),
        Row("GET", (302, 403, 200, 200, 200, 200, 200), query="?nobody=1", first=_a_word_in_private),
        Row("GET", (302, 403, 422, 422, 422, 422, 422), query="?after=nonsense"),
    ],
    "home:topics": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?q=pay"),
        Row("GET", (302, 422, 422, 422, 422, 422, 422), query="?after=nonsense"),
    ],
    "home:topic": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.topic.slug]),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=lambda s: ["no-such-topic"]),
        Row("GET", (302, 404, 404, 404, 404, 200, 404), at=lambda s: ["hush"], first=_a_word_in_private),
        Row("GET", (302, 404, 404, 200, 200, 200, 404), at=lambda s: ["hush"], first=_a_word_among_members),
        Row("GET", (302, 404, 422, 422, 422, 422, 422), at=lambda s: [s.topic.slug], query="?after=nonsense"),
    ],
    "home:topic_following": [
        Row("POST", (302, 404, 302, 302, 302, 302, 302), at=lambda s: [s.topic.slug]),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=lambda s: ["no-such-topic"]),
        Row("POST", (302, 404, 404, 404, 404, 302, 404), at=lambda s: ["hush"], first=_a_word_in_private),
    ],
}
