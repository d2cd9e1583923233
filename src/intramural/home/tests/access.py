from __future__ import annotations

from tests.access import Row

ACCESS = {
    #                           visitor guest member space_member owner author operator
    "home:stream": Row("GET", (302, 200, 200, 200, 200, 200, 200)),
    "home:write": [
        Row("GET", (302, 403, 200, 200, 200, 200, 200)),
        Row("POST", (302, 403, 302, 302, 302, 302, 302), data={"body": "Good morning"}),
    ],
}
