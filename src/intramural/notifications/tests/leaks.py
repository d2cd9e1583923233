from __future__ import annotations

from typing import Any

from tests.leaks.surfaces import Acts, Nothing, Shows, Surface


def lines(world: Any) -> list[str]:
    """The line about the secret, which everybody has been told."""
    return [world.line_id]


SURFACES: dict[str, Surface | list[Surface]] = {
    "notifications:inbox": Shows("For you", queries=("", "?only=asks", "?only=following", "?only=done", "?only=quiet")),
    "notifications:opening": Acts("opening a line", at=lines, method="GET"),
    "notifications:reading": Nothing("marks one's own lines"),
    "notifications:done": Acts("being done with a line", at=lines),
    "notifications:taking_up": Acts("taking a line up again", at=lines),
    "notifications:quiet": Acts("silencing", at=lines, data={"about": "post"}),
    "notifications:settings": Shows("what one has silenced", of_people=True),
    "notifications:hearing_again": Nothing("ends a silence of one's own"),
}
SURFACES |= {
    "api:for_you": Shows("For you, to a program", queries=("", "?only=following", "?only=done&limit=2", "?only=quiet")),
    "api:news_read": Acts("marking a line as read", at=lines, method="PUT"),
    "api:news_done": Acts("being done with a line, by a program", at=lines, method="PUT"),
    "api:news_silenced": Acts("silencing, by a program", at=lines, data={"about": "post"}, json=True),
}
SURFACES |= {
    "notifications:manifest": Nothing("the name of the house"),
    "notifications:service_worker": Nothing("a script, the same for everybody"),
    "notifications:offline": Nothing("that there is no connection"),
    "api:my_notifications": Shows("how one hears of things, to a program", of_people=True),
}
