from __future__ import annotations

from typing import Any

from intramural.care import actions, doors
from intramural.care.testing import a_narrowing
from intramural.posts.testing import a_post
from tests.access import Row

WHY = {"because": "The prices are not out yet."}


def open_post(scene: Any) -> list[str]:
    return [scene.post.public_id]


def gated_post(scene: Any) -> list[str]:
    return [scene.gated_post.public_id]


def narrowed(scene: Any) -> None:
    """The owner looks after pay, and has made a post about it smaller."""
    scene.narrowed = a_post(by=scene.author, body="All of us get more. #pay")
    scene.narrowing = a_narrowing(of=scene.narrowed, by=scene.owner)


def narrowed_post(scene: Any) -> list[str]:
    return [scene.narrowed.public_id]


def raised(scene: Any) -> None:
    """A member has raised a concern about the post."""
    scene.concern = actions.raise_concern(scene.post, by=scene.member, kind="question", body="Who may know this?")


def its_talk(scene: Any) -> list[str]:
    return [scene.concern.public_id]


def post_door(scene: Any) -> list[str]:
    """What stands in the mail of a member, whoever comes by it."""
    return [doors.to_post(scene.post, scene.member).split("/")[-2]]


def talk_door(scene: Any) -> list[str]:
    return [doors.to_talk(scene.concern, scene.member).split("/")[-2]]


def its_matter(scene: Any) -> list[str]:
    return [scene.narrowing.public_id]


ACCESS = {
    #                            visitor guest member space_member owner author operator
    "care:narrowing": [
        Row("GET", (302, 404, 403, 403, 200, 200, 403), at=open_post),
        Row("GET", (302, 404, 404, 403, 403, 200, 404), at=gated_post),
        Row("GET", (302, 404, 404, 404, 302, 302, 404), at=narrowed_post, first=narrowed),
        Row("POST", (302, 404, 403, 403, 302, 302, 403), at=open_post, data=WHY),
        Row("POST", (302, 404, 403, 403, 422, 422, 403), at=open_post, data={}),
        Row("POST", (302, 404, 403, 403, 403, 302, 403), at=open_post, data={**WHY, "audience": "nobody"}),
        Row("POST", (302, 404, 404, 403, 403, 302, 404), at=gated_post, data=WHY),
        Row("POST", (302, 404, 404, 404, 409, 409, 404), at=narrowed_post, data=WHY, first=narrowed),
    ],
    "care:concern": [
        Row("GET", (302, 404, 200, 200, 200, 403, 200), at=open_post),
        Row("GET", (302, 404, 404, 200, 200, 403, 404), at=gated_post),
        Row("POST", (302, 404, 302, 302, 302, 403, 302), at=open_post, data={"kind": "unsure"}),
        Row("POST", (302, 404, 422, 422, 422, 403, 422), at=open_post, data={"kind": "anger"}),
    ],
    "care:recovery": [
        Row("GET", (302, 404, 403, 403, 403, 200, 403), at=open_post),
        Row("GET", (302, 404, 404, 403, 403, 200, 404), at=gated_post),
        Row("POST", (302, 404, 403, 403, 403, 302, 403), at=open_post, data={"apology": "Sorry.", "audience": "nobody"}),
        Row("POST", (302, 404, 403, 403, 403, 422, 403), at=open_post, data={}),
    ],
    "care:talk": [
        Row("GET", (302, 404, 200, 404, 200, 200, 404), at=its_talk, first=raised),
        Row("POST", (302, 404, 302, 404, 302, 302, 404), at=its_talk, first=raised, data={"body": "I see."}),
        Row("POST", (302, 404, 422, 404, 422, 422, 404), at=its_talk, first=raised, data={}),
    ],
    "care:closing": Row("POST", (302, 404, 302, 404, 302, 302, 404), at=its_talk, first=raised),
    "care:post_door": [
        Row("GET", (200, 200, 200, 200, 200, 200, 200), at=post_door),
        Row("GET", (404, 404, 404, 404, 404, 404, 404), at=lambda s: ["made-up"]),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), at=post_door, data={"kind": "unsure"}),
        Row("POST", (403, 403, 403, 403, 403, 403, 403), at=post_door, data={"do": "narrow", "because": "No."}),
    ],
    "care:talk_door": [
        Row("GET", (200, 200, 200, 200, 200, 200, 200), at=talk_door, first=raised),
        Row("GET", (404, 404, 404, 404, 404, 404, 404), at=lambda s: ["made-up"]),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), at=talk_door, first=raised, data={"body": "I see."}),
    ],
    "care:matter": Row("GET", (302, 404, 404, 404, 200, 200, 404), at=its_matter, first=narrowed),
    "care:agreement": Row("POST", (302, 404, 404, 404, 403, 302, 404), at=its_matter, first=narrowed),
    "care:upholding": Row("POST", (302, 404, 404, 404, 403, 403, 404), at=its_matter, first=narrowed),
    "care:ending": Row("POST", (302, 404, 404, 404, 302, 403, 404), at=its_matter, first=narrowed),
}
