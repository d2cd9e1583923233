from __future__ import annotations

from tests.access import Row

ACCESS = {
    #                           visitor guest member space_member owner author operator
    "home:stream": Row("GET", (302, 200, 200, 200, 200, 200, 200)),
    "home:write": [
        Row("GET", (302, 403, 200, 200, 200, 200, 200)),
        Row("POST", (302, 403, 302, 302, 302, 302, 302), data={"body": "Good morning"}),
    ],
    "home:space": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.open_space.slug]),
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.space.slug]),
        Row("GET", (302, 404, 404, 200, 200, 200, 404), at=lambda s: [s.secret_space.slug]),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=lambda s: ["no-such-space"]),
        Row("GET", (302, 404, 422, 422, 422, 422, 422), at=lambda s: [s.open_space.slug], query="?after=nonsense"),
    ],
}
