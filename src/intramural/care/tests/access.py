from __future__ import annotations

from typing import Any

from intramural.care import actions, doors
from intramural.care.testing import a_consult, a_narrowing
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.testing import a_file, a_post
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
    scene.concern = actions.raise_concern(scene.post, by=scene.member, kind="unsure", body="Who may know this?")


def overshared(scene: Any) -> None:
    """The author has mended a post about what the owner looks after."""
    mended = a_post(by=scene.author, body="All of us get more. #pay")
    scene.concern = actions.recover(mended, by=scene.author, parts={"apology": "I am sorry."})


def its_talk(scene: Any) -> list[str]:
    return [scene.concern.public_id]


def post_door(scene: Any) -> list[str]:
    """What stands in the mail of a member, whoever comes by it."""
    return [doors.to_post(scene.post, scene.member).split("/")[-2]]


def talk_door(scene: Any) -> list[str]:
    return [doors.to_talk(scene.concern, scene.member).split("/")[-2]]


def matter_door(scene: Any) -> list[str]:
    """What stands in the mail of who made it smaller, whoever comes by it."""
    return [doors.to_matter(scene.narrowing, scene.owner).split("/")[-2]]


def exposure_door(scene: Any) -> list[str]:
    return [doors.to_exposure(scene.narrowed, scene.owner).split("/")[-2]]


def its_matter(scene: Any) -> list[str]:
    return [scene.narrowing.public_id]


def asked(scene: Any) -> None:
    """The author has asked the owner about a draft with a file, and the owner would have it without its figures."""
    scene.asked_draft = posts.draft(composing.read({"body": "All get 3 % more. #pay"}), by=scene.author)
    (scene.asked_file,) = posts.attach(scene.asked_draft, [a_file()], by=scene.author)
    scene.consult = a_consult(about=scene.asked_draft, asks=(scene.owner,))
    remark = actions.opine(scene.consult, by=scene.owner, kind="if", because="without the figures")
    scene.offer = remark.offer


def asked_against(scene: Any) -> None:
    """The same, with an answer to disagree with."""
    asked(scene)
    actions.opine(scene.consult, by=scene.owner, kind="dont", because="It is too early.")


def asked_and_changed(scene: Any) -> None:
    """The same, and the author has changed the draft since."""
    asked(scene)
    posts.draft(composing.read({"body": "Some get more. #pay"}), by=scene.author, into=scene.asked_draft)


def its_draft(scene: Any) -> list[str]:
    return [scene.asked_draft.public_id]


def its_consult(scene: Any) -> list[str]:
    return [scene.consult.public_id]


def its_file(scene: Any) -> list[str]:
    return [scene.consult.public_id, scene.asked_file.public_id]


def consult_door(scene: Any) -> list[str]:
    """What stands in the mail of whoever is asked, whoever comes by it."""
    return [doors.to_consult(scene.consult, scene.owner).split("/")[-2]]


def consult_door_file(scene: Any) -> list[str]:
    return [*consult_door(scene), scene.asked_file.public_id]


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
    "care:lesson": [
        Row("POST", (302, 404, 404, 404, 403, 302, 404), at=its_talk, first=overshared, data={"lesson": "Ask first."}),
        Row("POST", (302, 404, 404, 404, 403, 422, 404), at=its_talk, first=overshared, data={"lesson": "x" * 400}),
        Row("POST", (302, 404, 403, 404, 403, 403, 404), at=its_talk, first=raised, data={"lesson": "Ask first."}),
    ],
    "care:asking": [
        Row("GET", (302, 404, 404, 404, 404, 200, 404), at=lambda s: [s.draft.public_id]),
        Row("GET", (302, 404, 404, 404, 404, 302, 404), at=its_draft, first=asked),
        Row("POST", (302, 404, 404, 404, 404, 302, 404), at=lambda s: [s.draft.public_id], data={"people": "@ada"}),
        Row("POST", (302, 404, 404, 404, 404, 422, 404), at=lambda s: [s.draft.public_id], data={}),
    ],
    "care:consult": [
        Row("GET", (302, 404, 404, 404, 200, 200, 404), at=its_consult, first=asked),
        Row("GET", (302, 404, 404, 404, 200, 200, 404), at=its_consult, first=asked_against),
        Row("GET", (302, 404, 404, 404, 200, 200, 404), at=its_consult, first=asked_and_changed),
        Row("POST", (302, 404, 404, 404, 302, 302, 404), at=its_consult, first=asked, data={"body": "Why?"}),
        Row("POST", (302, 404, 404, 404, 422, 422, 404), at=its_consult, first=asked, data={}),
    ],
    "care:opinion": [
        Row("POST", (302, 404, 404, 404, 302, 403, 404), at=its_consult, first=asked, data={"answer": "fine"}),
        Row("POST", (302, 404, 404, 404, 422, 403, 404), at=its_consult, first=asked, data={"answer": "veto"}),
    ],
    "care:taking": [
        Row(
            "POST",
            (302, 404, 404, 404, 403, 302, 404),
            at=its_consult,
            first=asked,
            data=lambda s: {"offer": s.offer.public_id},
        ),
        Row("POST", (302, 404, 404, 404, 403, 404, 404), at=its_consult, first=asked, data={"offer": "made-up"}),
    ],
    "care:showing_again": [
        Row("POST", (302, 404, 404, 404, 403, 302, 404), at=its_consult, first=asked_and_changed),
        Row("POST", (302, 404, 404, 404, 403, 409, 404), at=its_consult, first=asked),
    ],
    "care:sharing": Row("POST", (302, 404, 404, 404, 403, 302, 404), at=its_consult, first=asked),
    "care:dissent": [
        Row(
            "POST", (302, 404, 404, 404, 403, 302, 404), at=its_consult, first=asked_against, data={"dissent": "It is time."}
        ),
        Row("POST", (302, 404, 404, 404, 403, 422, 404), at=its_consult, first=asked_against, data={}),
    ],
    "care:calling_off": Row("POST", (302, 404, 404, 404, 403, 302, 404), at=its_consult, first=asked),
    "care:consult_file": Row("GET", (302, 404, 404, 404, 200, 200, 404), at=its_file, first=asked),
    "care:consult_door": [
        Row("GET", (200, 200, 200, 200, 200, 200, 200), at=consult_door, first=asked),
        Row("GET", (404, 404, 404, 404, 404, 404, 404), at=lambda s: ["made-up"]),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), at=consult_door, first=asked, data={"answer": "fine"}),
        Row("POST", (422, 422, 422, 422, 422, 422, 422), at=consult_door, first=asked, data={"answer": "dont"}),
    ],
    "care:consult_door_file": [
        Row("GET", (200, 200, 200, 200, 200, 200, 200), at=consult_door_file, first=asked),
        Row("GET", (404, 404, 404, 404, 404, 404, 404), at=lambda s: ["made-up", "made-up"]),
    ],
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
    "care:matter_door": [
        Row("GET", (200, 200, 200, 200, 200, 200, 200), at=matter_door, first=narrowed),
        Row("GET", (404, 404, 404, 404, 404, 404, 404), at=lambda s: ["made-up"]),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), at=matter_door, first=narrowed, data={"do": "end"}),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), at=matter_door, first=narrowed, data={"do": "say", "body": "Hm."}),
        Row("POST", (403, 403, 403, 403, 403, 403, 403), at=matter_door, first=narrowed, data={"do": "agree"}),
        Row("POST", (422, 422, 422, 422, 422, 422, 422), at=matter_door, first=narrowed, data={"do": "burn"}),
    ],
    "care:exposure_door": [
        Row("GET", (200, 200, 200, 200, 200, 200, 200), at=exposure_door, first=narrowed),
        Row("POST", (200, 200, 200, 200, 200, 200, 200), at=exposure_door, first=narrowed),
        Row("GET", (404, 404, 404, 404, 404, 404, 404), at=lambda s: ["made-up"]),
    ],
    "care:matter_talk": [
        Row("POST", (302, 404, 404, 404, 302, 302, 404), at=its_matter, first=narrowed, data={"body": "Why?"}),
        Row("POST", (302, 404, 404, 404, 422, 422, 404), at=its_matter, first=narrowed, data={}),
    ],
    "care:matter": Row("GET", (302, 404, 404, 404, 200, 200, 404), at=its_matter, first=narrowed),
    "care:agreement": Row("POST", (302, 404, 404, 404, 403, 302, 404), at=its_matter, first=narrowed),
    "care:upholding": Row("POST", (302, 404, 404, 404, 403, 403, 404), at=its_matter, first=narrowed),
    "care:ending": Row("POST", (302, 404, 404, 404, 302, 403, 404), at=its_matter, first=narrowed),
}
