from __future__ import annotations

from intramural.stewards.tests.access import it, nothing
from tests.access import Row

ACCESS = {
    #                     visitor guest member space_member owner author operator
    "thought:fared": [
        Row("GET", (302, 404, 403, 403, 200, 403, 403), at=it),
        Row("POST", (302, 404, 403, 403, 302, 403, 403), at=it),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=nothing),
    ],
    "thought:whole": Row("GET", (302, 403, 403, 403, 403, 403, 200)),
    "api:second_thought": Row("POST", (401, 200, 200, 200, 200, 200, 200), data={"body": "Good morning"}, json=True),
}
