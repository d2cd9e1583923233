"""Who is answered what by the API's operations of concerns, of recovery, and of whom a post reached."""

from __future__ import annotations

from intramural.care.tests.access import (
    gated_post,
    its_matter,
    its_talk,
    narrowed,
    narrowed_post,
    open_post,
    overshared,
    raised,
)
from tests.access import Row

ACCESS = {
    #                            visitor guest member space_member owner author operator
    "api:raise_concern": [
        Row("POST", (401, 404, 201, 201, 201, 403, 201), at=open_post, data={"kind": "unsure"}, json=True),
        Row("POST", (401, 404, 404, 201, 201, 403, 404), at=gated_post, data={"kind": "unsure"}, json=True),
        Row("POST", (401, 422, 422, 422, 422, 422, 422), at=open_post, data={"kind": "anger"}, json=True),
    ],
    "api:recover": [
        Row("POST", (401, 404, 403, 403, 403, 201, 403), at=open_post, data={}, json=True),
        Row("POST", (401, 404, 404, 403, 403, 201, 404), at=gated_post, data={"audience": "matter"}, json=True),
        Row("POST", (401, 422, 422, 422, 422, 422, 422), at=open_post, data={"audience": "moon"}, json=True),
    ],
    "api:concerns": Row("GET", (401, 200, 200, 200, 200, 200, 200), first=raised),
    "api:concern": Row("GET", (401, 404, 200, 404, 200, 200, 404), at=its_talk, first=raised),
    "api:answer_concern": [
        Row("POST", (401, 404, 200, 404, 200, 200, 404), at=its_talk, first=raised, data={"body": "I see."}, json=True),
        Row("POST", (401, 404, 422, 404, 422, 422, 404), at=its_talk, first=raised, data={"body": " "}, json=True),
    ],
    "api:close_concern": Row("POST", (401, 404, 200, 404, 200, 200, 404), at=its_talk, first=raised, json=True),
    "api:keep_lesson": [
        Row(
            "PUT",
            (401, 404, 404, 404, 403, 200, 404),
            at=its_talk,
            first=overshared,
            data={"lesson": "Ask first."},
            json=True,
        ),
        Row(
            "PUT", (401, 404, 404, 404, 403, 422, 404), at=its_talk, first=overshared, data={"lesson": "x" * 400}, json=True
        ),
        Row("PUT", (401, 404, 403, 404, 403, 403, 404), at=its_talk, first=raised, data={"lesson": "Ask first."}, json=True),
    ],
    "api:talk_about_narrowing": [
        Row("POST", (401, 404, 404, 404, 201, 201, 404), at=its_matter, first=narrowed, data={"body": "Why?"}, json=True),
        Row("POST", (401, 404, 404, 404, 422, 422, 404), at=its_matter, first=narrowed, data={"body": ""}, json=True),
    ],
    "api:exposure": [
        Row("GET", (401, 404, 404, 404, 200, 200, 404), at=narrowed_post, first=narrowed),
        Row("GET", (401, 404, 404, 404, 200, 200, 404), at=open_post, first=raised),
        Row("GET", (401, 404, 404, 404, 404, 404, 404), at=open_post),
    ],
}
