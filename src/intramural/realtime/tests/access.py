from __future__ import annotations

from tests.access import Row

PART = {"HX-Request": "true"}

ACCESS = {
    #                          visitor guest member space_member owner author operator
    "realtime:news": Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?after=1"),
    "realtime:shown": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?ids=0000000000000,x"),
        Row("GET", (302, 422, 422, 422, 422, 422, 422), query="?ids=" + "a," * 201),
    ],
    "realtime:post": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.post.public_id], headers=PART),
        Row(
            "GET", (302, 404, 404, 200, 200, 200, 404), at=lambda s: [s.gated_post.public_id], query="?whole=1", headers=PART
        ),
        Row(
            "GET",
            (302, 404, 404, 404, 404, 200, 404),
            at=lambda s: [s.waiting_post.public_id],
            query="?whole=1",
            headers=PART,
        ),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=lambda s: [s.draft.public_id]),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=lambda s: ["0000000000000"]),
    ],
}
