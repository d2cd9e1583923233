"""Who is answered what by the API's operations on stewardships."""

from __future__ import annotations

from datetime import timedelta

from intramural.kit import clock
from intramural.stewards.tests.access import _a_name, _an_example, it, next_week, nothing, the_example, the_name
from tests.access import Row

ACCESS = {
    #                     visitor guest member space_member owner author operator
    "api:stewardship": [
        Row("GET", (401, 404, 200, 200, 200, 200, 200), at=it),
        Row("GET", (401, 404, 404, 404, 404, 404, 404), at=nothing),
        Row("PATCH", (401, 404, 403, 403, 200, 403, 200), at=it, data={"asks": "ask"}, json=True),
        Row("PATCH", (401, 404, 403, 403, 200, 403, 403), at=it, data={"code_names": ["Magpie"]}, json=True),
    ],
    "api:entrust": [
        Row("PUT", (401, 404, 403, 403, 200, 403, 200), at=it, data={"steward": "ada", "deputy": "ben"}, json=True),
        Row("PUT", (401, 404, 404, 404, 404, 404, 404), at=nothing, data={"steward": "ada"}, json=True),
    ],
    "api:watch": [
        Row("PUT", (401, 404, 403, 403, 200, 403, 403), at=it, data={"beyond": "unit"}, json=True),
        Row("PUT", (401, 404, 404, 404, 404, 404, 404), at=nothing, data={"beyond": "unit"}, json=True),
        Row("DELETE", (401, 404, 403, 403, 204, 403, 403), at=it, json=True),
    ],
    "api:add_example": [
        Row("POST", (401, 404, 403, 403, 200, 403, 403), at=it, data={"name": "A list", "text": "Who earns it."}, json=True),
        Row("POST", (401, 404, 404, 404, 404, 404, 404), at=nothing, data={"name": "A list", "text": "x"}, json=True),
    ],
    "api:remove_example": Row("DELETE", (401, 404, 403, 403, 204, 403, 403), at=the_example, first=_an_example, json=True),
    "api:keep_name": [
        Row(
            "POST",
            (401, 404, 403, 403, 200, 403, 403),
            at=it,
            data=lambda s: {"name": "Falcon", "opens_at": f"{(clock.now() + timedelta(days=7)).isoformat()}"},
            json=True,
        ),
        Row(
            "POST",
            (401, 404, 403, 403, 422, 403, 403),
            at=it,
            data={"name": "Falcon", "opens_at": "1999-01-01T00:00:00Z"},
            json=True,
        ),
    ],
    "api:drop_name": Row("DELETE", (401, 404, 403, 403, 204, 403, 403), at=the_name, first=_a_name, json=True),
    "api:absence": [
        Row("GET", (401, 200, 200, 200, 200, 200, 200)),
        Row("PUT", (401, 204, 204, 204, 204, 204, 204), data=next_week, json=True),
        Row("PUT", (401, 422, 422, 422, 422, 422, 422), data={"through": "1999-01-01"}, json=True),
        Row("DELETE", (401, 204, 204, 204, 204, 204, 204), json=True),
    ],
}
