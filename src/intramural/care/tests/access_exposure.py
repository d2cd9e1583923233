from __future__ import annotations

from intramural.care.tests.access import narrowed, narrowed_post, open_post, raised
from tests.access import Row

ACCESS = {
    #                            visitor guest member space_member owner author operator
    "care:exposure": [
        Row("GET", (302, 404, 404, 404, 200, 200, 404), at=narrowed_post, first=narrowed),
        Row("GET", (302, 404, 404, 404, 200, 200, 404), at=open_post, first=raised),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=open_post),
    ],
}
