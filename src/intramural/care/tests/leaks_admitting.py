"""What access to a translucent post shows to whom: what everybody who knows of it sees anyway, and who asks to whom it is told."""

from __future__ import annotations

from typing import Any

from django.test import Client

from intramural.care import doors
from intramural.care.models import AccessRequest
from intramural.people.models import Person
from tests.leaks.surfaces import Acts, Reads, Shows, Surface


def its_post(world: Any) -> list[str]:
    return [world.post_id]


def its_request(world: Any) -> list[str]:
    return [world.request_id]


def by_the_door(world: Any, person: Person | None) -> bytes:
    """What somebody finds behind the link of the mail, if they had been mailed one."""
    asked = AccessRequest.objects.filter(public_id=world.request_id).first()
    return b"" if person is None or asked is None else Client().get(doors.to_request(asked, person)).content


YES = {"answer": "yes"}
SURFACES: dict[str, Surface | list[Surface]] = {
    "care:access": [
        Shows("who asks for access", at=its_post),
        Acts("asking for access", at=its_post, data={"words": "Please."}),
    ],
    "care:access_answer": Acts("answering a request for access", at=its_request, data=YES),
    "care:access_door": Reads("a request for access behind the link of a mail", by_the_door),
    "api:ask_for_access": [
        Shows("who asks for access, to a program", at=its_post),
        Acts("asking for access, by a program", at=its_post, data={"words": "Please."}, json=True),
    ],
    "api:access_request": Shows("a request for access, to a program", at=its_request),
    "api:answer_access": Acts(
        "answering a request for access, by a program", at=its_request, data=YES, method="PUT", json=True
    ),
}
