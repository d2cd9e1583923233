"""Who is answered what about access to a translucent post, by pages, by the link of a mail, and by the API."""

from __future__ import annotations

from typing import Any

from intramural.care import actions, doors
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from tests.access import Row

YES = {"answer": "yes"}


def translucent(scene: Any) -> None:
    """A post for one member of the space, which everyone knows of; the owner looks after its topic, and a member asks."""
    circle = Choice("people", people=(scene.space_member,), known_to=Choice())
    words = {"title": "Pay from May", "summary": "What changes in #pay, and when.", "body": "All get 3 % more."}
    scene.known_post = a_post(by=scene.author, to=circle, **words)
    scene.request = actions.ask_for_access(scene.known_post, by=scene.member, words="For the works council.")


def known_post(scene: Any) -> list[str]:
    return [scene.known_post.public_id]


def its_request(scene: Any) -> list[str]:
    return [scene.request.public_id]


def access_door(scene: Any) -> list[str]:
    """What stands in the mail of whoever looks after it, whoever comes by it."""
    return [doors.to_request(scene.request, scene.owner).split("/")[-2]]


def post_in_a_space(scene: Any) -> list[str]:
    return [scene.gated_post.public_id]


ACCESS = {
    #                            visitor guest member space_member owner author operator
    "care:access": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=known_post, first=translucent),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=post_in_a_space),
        Row("POST", (302, 404, 302, 403, 302, 403, 302), at=known_post, first=translucent, data={}),
        Row("POST", (302, 404, 302, 403, 422, 403, 422), at=known_post, first=translucent, data={"words": "x" * 301}),
    ],
    "care:access_answer": [
        Row("POST", (302, 404, 403, 404, 302, 302, 404), at=its_request, first=translucent, data=YES),
        Row("POST", (302, 404, 403, 404, 422, 422, 404), at=its_request, first=translucent, data={}),
    ],
    "care:access_door": [
        Row("GET", (200, 200, 200, 200, 200, 200, 200), at=access_door, first=translucent),
        Row("GET", (404, 404, 404, 404, 404, 404, 404), at=lambda s: ["made-up"]),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), at=access_door, first=translucent, data=YES),
        Row("POST", (422, 422, 422, 422, 422, 422, 422), at=access_door, first=translucent, data={}),
    ],
    "api:ask_for_access": [
        Row("POST", (401, 404, 201, 403, 201, 403, 201), at=known_post, first=translucent, data={}, json=True),
        Row("POST", (401, 404, 404, 404, 404, 404, 404), at=post_in_a_space, data={}, json=True),
        Row("GET", (401, 404, 200, 200, 200, 200, 200), at=known_post, first=translucent),
    ],
    "api:access_request": Row("GET", (401, 404, 200, 404, 200, 200, 404), at=its_request, first=translucent),
    "api:answer_access": [
        Row("PUT", (401, 404, 403, 404, 200, 200, 404), at=its_request, first=translucent, data=YES, json=True),
        Row("PUT", (401, 422, 422, 422, 422, 422, 422), at=its_request, first=translucent, data={}, json=True),
    ],
}
