from __future__ import annotations

from tests.access import Row

ACCESS = {
    #                                       visitor guest member space_member owner author operator
    "oversight:openness": [
        Row("GET", (302, 403, 200, 200, 200, 200, 200)),
        Row("GET", (302, 403, 422, 422, 422, 422, 422), query="?after=nonsense"),
    ],
    "api:openness": Row("GET", (401, 403, 200, 200, 200, 200, 200)),
    "api:incidents": Row("GET", (401, 403, 200, 200, 200, 200, 200)),
    "api:speed": Row("GET", (401, 403, 200, 200, 200, 200, 200)),
    "api:undiscussed": [
        Row("GET", (401, 403, 200, 200, 200, 200, 200)),
        Row("GET", (401, 403, 422, 422, 422, 422, 422), query="?after=nonsense"),
    ],
}
