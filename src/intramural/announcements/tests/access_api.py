"""Who is answered what by the API's operations of announcements."""

from __future__ import annotations

from intramural.announcements.tests.access import asking, asking_inside, its_post
from tests.access import Row

ACCESS = {
    #                                     visitor guest member space_member owner author operator
    "api:acknowledgement": [
        Row("GET", (401, 404, 200, 200, 200, 200, 200), at=its_post, first=asking),
        Row("GET", (401, 404, 404, 200, 200, 200, 404), at=its_post, first=asking_inside),
        Row("POST", (401, 404, 200, 200, 200, 403, 200), at=its_post, first=asking, json=True),
        Row("POST", (401, 404, 404, 200, 200, 403, 404), at=its_post, first=asking_inside, json=True),
    ],
    "api:ask_for_acknowledgement": [
        Row("PUT", (401, 404, 403, 403, 403, 200, 403), at=its_post, first=asking, json=True),
        Row("PUT", (401, 404, 404, 403, 403, 200, 404), at=its_post, first=asking_inside, json=True),
        Row("DELETE", (401, 404, 403, 403, 403, 200, 403), at=its_post, first=asking, json=True),
        Row("DELETE", (401, 404, 404, 403, 403, 200, 404), at=its_post, first=asking_inside, json=True),
    ],
}
