"""Who is answered what at the addresses of people."""

from __future__ import annotations

from typing import Any

from intramural.people import photos
from tests.access import Row


def with_photo(scene: Any) -> None:
    scene.owner.photo_key = photos.store.keep([b"a picture"], most=100).key
    scene.owner.save()


ACCESS = {
    #                               visitor guest member space_member owner author operator
    "people:directory": Row("GET", (302, 200, 200, 200, 200, 200, 200)),
    "people:chart": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200)),
        Row("GET", (302, 404, 200, 200, 200, 200, 200), query="?of=ada"),
    ],
    "people:profile": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.owner.handle]),
        Row("GET", (302, 200, 200, 200, 200, 200, 200), at=lambda s: [s.guest.handle]),
    ],
    "people:following": Row("POST", (302, 404, 302, 302, 422, 302, 302), at=lambda s: [s.owner.handle]),
    "people:photo": Row(
        "GET",
        (302, 404, 200, 200, 200, 200, 200),
        at=lambda s: [s.owner.handle, s.owner.photo_key or "none"],
        first=with_photo,
    ),
    "people:unit": Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.unit.public_id]),
    "api:me": Row("GET", (401, 200, 200, 200, 200, 200, 200)),
    "api:person": Row("GET", (401, 404, 200, 200, 200, 200, 200), at=lambda s: [s.owner.handle]),
    "api:units": Row("GET", (401, 200, 200, 200, 200, 200, 200)),
}
