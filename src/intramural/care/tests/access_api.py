"""Who is answered what by the API's operations of care."""

from __future__ import annotations

from intramural.care.tests.access import WHY, gated_post, its_matter, narrowed, open_post
from tests.access import Row

ACCESS = {
    #                            visitor guest member space_member owner author operator
    "api:narrow_post": [
        Row("POST", (401, 404, 403, 403, 201, 201, 403), at=open_post, data=WHY, json=True),
        Row("POST", (401, 422, 422, 422, 422, 422, 422), at=open_post, data={}, json=True),
        Row("POST", (401, 404, 403, 403, 422, 422, 403), at=open_post, data={"because": " "}, json=True),
        Row("POST", (401, 404, 404, 403, 403, 201, 404), at=gated_post, data=WHY, json=True),
    ],
    "api:narrowing": Row("GET", (401, 404, 404, 404, 200, 200, 404), at=its_matter, first=narrowed),
    "api:agree_with_narrowing": Row("POST", (401, 404, 404, 404, 403, 200, 404), at=its_matter, first=narrowed, json=True),
    "api:uphold_narrowing": Row("POST", (401, 404, 404, 404, 403, 403, 404), at=its_matter, first=narrowed, json=True),
    "api:end_narrowing": Row("POST", (401, 404, 404, 404, 200, 403, 404), at=its_matter, first=narrowed, json=True),
}
