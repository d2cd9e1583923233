from __future__ import annotations

from tests.access import Row

PART = {"HX-Request": "true"}

ACCESS = {
    #                           visitor guest member space_member owner author operator
    "search:search": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200)),
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?q=seven+from:rosa+in:merger&order=newest&kind=posts"),
        Row("GET", (302, 422, 422, 422, 422, 422, 422), query="?q=seven&after=nonsense"),
        Row("GET", (302, 422, 422, 422, 422, 422, 422), query="?q=seven&order=newest&after=nonsense"),
    ],
    "search:suggestions": Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?q=ad", headers=PART),
    "api:search": [
        Row("GET", (401, 200, 200, 200, 200, 200, 200), query="?q=seven"),
        Row("GET", (401, 422, 422, 422, 422, 422, 422)),
        Row("GET", (401, 422, 422, 422, 422, 422, 422), query="?q=seven&order=newest&after=nonsense"),
    ],
}
