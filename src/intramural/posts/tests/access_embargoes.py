"""Who is answered what about a post that is not before a day: its circle is the space member, and the owner, who looks after pay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from intramural.kit import clock
from intramural.posts.reach import Choice, NotBefore
from intramural.posts.testing import a_post
from tests.access import Row


def waits(scene: Any) -> None:
    scene.embargoed = a_post(
        by=scene.author,
        body="All of us get more. #pay",
        to=Choice("people", people=(scene.space_member,)),
        not_before=NotBefore(clock.now() + timedelta(days=3), Choice()),
    )


def it(scene: Any) -> list[str]:
    return [scene.embargoed.public_id]


def open_post(scene: Any) -> list[str]:
    return [scene.post.public_id]


def private_post(scene: Any) -> list[str]:
    return [scene.private_post.public_id]


def in_days(days: int) -> str:
    return f"{(clock.now() + timedelta(days=days)).date()}T09:00"


def another_day(scene: Any) -> dict[str, str]:
    return {"opens_at": in_days(9), "because": "The contract is not signed."}


def by_program(scene: Any) -> dict[str, str]:
    return {"opens_at": f"{in_days(9)}:00Z", "because": "The contract is not signed."}


WHY = {"because": "It is known already."}

ACCESS = {
    #                visitor guest member space_member owner author operator
    "posts:embargo": [
        Row("GET", (302, 404, 404, 403, 200, 200, 404), at=it, first=waits),
        Row("GET", (302, 404, 403, 403, 403, 200, 403), at=open_post),
        Row("GET", (302, 404, 404, 404, 404, 200, 404), at=private_post),
        Row("POST", (302, 404, 404, 403, 302, 302, 404), at=it, first=waits, data=another_day),
        Row("POST", (302, 404, 404, 403, 422, 422, 404), at=it, first=waits, data={"opens_at": "tomorrow"}),
        Row("POST", (302, 404, 404, 404, 404, 302, 404), at=private_post, data=lambda s: {"opens_at": in_days(2)}),
        Row("POST", (302, 404, 403, 403, 403, 422, 403), at=open_post, data=lambda s: {"opens_at": in_days(2)}),
    ],
    "posts:embargo_agreement": [
        Row("POST", (302, 404, 404, 403, 302, 302, 404), at=it, first=waits),
        Row("POST", (302, 404, 409, 409, 409, 409, 409), at=open_post),
    ],
    "posts:opening": [
        Row("POST", (302, 404, 404, 403, 302, 302, 404), at=it, first=waits, data=WHY),
        Row("POST", (302, 404, 404, 403, 422, 302, 404), at=it, first=waits, data={}),
        Row("POST", (302, 404, 403, 403, 403, 409, 403), at=open_post),
    ],
    "posts:embargo_end": Row("POST", (302, 404, 404, 403, 302, 302, 404), at=it, first=waits, data=WHY),
    "api:embargo": [
        Row("GET", (401, 404, 404, 200, 200, 200, 404), at=it, first=waits),
        Row("GET", (401, 404, 404, 404, 404, 404, 404), at=open_post),
        Row("PUT", (401, 404, 404, 403, 200, 200, 404), at=it, first=waits, data=by_program, json=True),
        Row("PUT", (401, 404, 403, 403, 403, 422, 403), at=open_post, data=by_program, json=True),
    ],
    "api:agree_with_day": Row("POST", (401, 404, 404, 403, 200, 200, 404), at=it, first=waits, json=True),
    "api:open_now": Row("POST", (401, 404, 404, 403, 200, 200, 404), at=it, first=waits, data=WHY, json=True),
    "api:call_embargo_off": Row("POST", (401, 404, 404, 403, 200, 200, 404), at=it, first=waits, data=WHY, json=True),
}
