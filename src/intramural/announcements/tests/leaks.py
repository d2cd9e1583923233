from __future__ import annotations

from typing import Any

from tests.leaks.surfaces import Acts, Shows, Surface


def its_post(world: Any) -> list[str]:
    return [world.post_id]


SURFACES: dict[str, Surface | list[Surface]] = {
    "announcements:acknowledgement": [
        Shows("the page that asks to acknowledge it", at=its_post, tombstones=True),
        Acts("acknowledging it", at=its_post),
        Acts("asking for acknowledgements", at=its_post, data={"ask": "1"}),
    ],
    "api:acknowledgement": [
        Acts("whether it asks for an acknowledgement", at=its_post, method="GET"),
        Acts("acknowledging it", at=its_post, json=True),
    ],
    "api:ask_for_acknowledgement": [
        Acts("asking for acknowledgements", at=its_post, method="PUT", json=True),
        Acts("asking for none", at=its_post, method="DELETE", json=True),
    ],
}
