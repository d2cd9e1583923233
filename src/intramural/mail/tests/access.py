"""Who is answered what at the addresses of mail."""

from __future__ import annotations

from typing import Any

from intramural.mail import addresses
from tests.access import Row


def authors_token(scene: Any) -> list[Any]:
    return [addresses.leave_token(scene.author, scene.space.public_id)]


ACCESS = {
    #                          visitor guest member space_member owner author operator
    "mail:leaving": [
        Row("GET", (200, 200, 200, 200, 200, 200, 200), at=authors_token),
        Row("POST", (200, 200, 200, 200, 200, 200, 200), at=authors_token, data={"List-Unsubscribe": "One-Click"}),
        Row("POST", (404, 404, 404, 404, 404, 404, 404), at=lambda s: ["x" * 50]),
    ],
    "mail:settings": Row("GET", (302, 200, 200, 200, 200, 200, 200)),
    "mail:aside": [
        Row("GET", (302, 403, 403, 403, 403, 403, 200)),
        Row("POST", (302, 403, 403, 403, 403, 403, 302)),
    ],
    "mail:again": Row("POST", (302, 302, 302, 302, 302, 302, 302)),
}
