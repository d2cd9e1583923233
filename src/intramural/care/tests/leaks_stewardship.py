from __future__ import annotations

from typing import Any

import time_machine

from intramural.care import doors
from tests.leaks.surfaces import Acts, Shows


def door(world: Any) -> list[str]:
    """What stands in the mail of who looks after what everybody can read of, whoever comes by it: the same in both worlds."""
    with time_machine.travel(world.now, tick=False):
        return [doors.to_stewardship(world.stewardship, world.people["steward"]).split("/")[-2]]


SURFACES = {
    "care:stewardship_door": [
        Shows("what somebody looks after, behind the link of a mail", at=door, of_people=True),
        Acts("wanting to be told of what goes wider, behind that link", at=door, data={"do": "watch", "beyond": "unit"}),
        Acts("naming somebody, behind that link", at=door, data={"do": "people", "steward": "mara"}),
    ],
}
