"""Who is answered what by the API's operations of care."""

from __future__ import annotations

from typing import Any

from intramural.care.tests.access import (
    WHY,
    asked,
    asked_against,
    asked_and_changed,
    gated_post,
    its_consult,
    its_file,
    its_matter,
    narrowed,
    open_post,
)
from tests.access import Row


def its_offer(scene: Any) -> list[str]:
    return [scene.consult.public_id, scene.offer.public_id]


ACCESS = {
    #                            visitor guest member space_member owner author operator
    "api:narrow_post": [
        Row("POST", (401, 404, 403, 403, 201, 201, 403), at=open_post, data=WHY, json=True),
        Row("POST", (401, 422, 422, 422, 422, 422, 422), at=open_post, data={}, json=True),
        Row("POST", (401, 404, 403, 403, 422, 422, 403), at=open_post, data={"because": " "}, json=True),
        Row("POST", (401, 404, 404, 403, 403, 201, 404), at=gated_post, data=WHY, json=True),
    ],
    "api:narrowing": Row("GET", (401, 404, 404, 404, 200, 200, 404), at=its_matter, first=narrowed),
    "api:agree_with_narrowing": Row("POST", (401, 404, 404, 404, 403, 200, 404), at=its_matter, first=narrowed, json=True),
    "api:uphold_narrowing": Row("POST", (401, 404, 404, 404, 403, 403, 404), at=its_matter, first=narrowed, json=True),
    "api:end_narrowing": Row("POST", (401, 404, 404, 404, 200, 403, 404), at=its_matter, first=narrowed, json=True),
    "api:ask_first": [
        Row(
            "POST",
            (401, 404, 404, 404, 404, 201, 404),
            at=lambda s: [s.draft.public_id],
            data={"people": ["ada"]},
            json=True,
        ),
        Row("POST", (401, 404, 404, 404, 404, 422, 404), at=lambda s: [s.draft.public_id], data={"people": []}, json=True),
    ],
    "api:consults": Row("GET", (401, 200, 200, 200, 200, 200, 200), first=asked),
    "api:consult": Row("GET", (401, 404, 404, 404, 200, 200, 404), at=its_consult, first=asked),
    "api:consult_file": Row("GET", (401, 404, 404, 404, 200, 200, 404), at=its_file, first=asked),
    "api:answer_consult": [
        Row("POST", (401, 404, 404, 404, 200, 403, 404), at=its_consult, first=asked, data={"answer": "fine"}, json=True),
        Row("POST", (401, 404, 404, 404, 422, 403, 404), at=its_consult, first=asked, data={"answer": "dont"}, json=True),
    ],
    "api:say_in_consult": Row(
        "POST", (401, 404, 404, 404, 200, 200, 404), at=its_consult, first=asked, data={"body": "Why?"}, json=True
    ),
    "api:take_offer": Row("POST", (401, 404, 404, 404, 403, 200, 404), at=its_offer, first=asked, json=True),
    "api:show_draft_again": Row(
        "POST", (401, 404, 404, 404, 403, 200, 404), at=its_consult, first=asked_and_changed, json=True
    ),
    "api:share_after_asking": Row(
        "POST", (401, 404, 404, 404, 403, 200, 404), at=its_consult, first=asked, data={}, json=True
    ),
    "api:note_dissent": [
        Row(
            "POST",
            (401, 404, 404, 404, 403, 200, 404),
            at=its_consult,
            first=asked_against,
            data={"dissent": "Now."},
            json=True,
        ),
        Row("POST", (401, 404, 404, 404, 403, 422, 404), at=its_consult, first=asked_against, data={}, json=True),
    ],
    "api:call_consult_off": Row("POST", (401, 404, 404, 404, 403, 200, 404), at=its_consult, first=asked, json=True),
}
