from __future__ import annotations

from typing import Any

from django.test import Client

from intramural.audiences.models import Audience, Grant
from intramural.people.models import Person
from intramural.people.testing import a_token
from tests.leaks.surfaces import Reads, Shows


def of_few(path: str) -> Any:
    """What somebody is shown where nobody but they and the secret's author are left in any gated space that they are in."""

    def do(world: Any, person: Person | None) -> bytes:
        if person is None:
            return b""
        others = Grant.objects.filter(audience__kind=Audience.Kind.CIRCLE)
        others.exclude(person__in=[person, world.people["author"]]).delete()
        client = Client()
        if not path.startswith("/api/"):
            client.force_login(person)
            return client.get(path).content
        return client.get(path, headers={"Authorization": f"Bearer {a_token(person)}"}).content

    return do


SURFACES = {
    "oversight:openness": [
        Shows("how open the house is"),
        Reads("what nobody can discuss", of_few("/openness/")),
    ],
    "api:openness": Shows("how open the house is, to a program", of_people=True),
    "api:incidents": Shows("what happened, without a name, to a program", of_people=True),
    "api:speed": Shows("what asking first costs, to a program", of_people=True),
    "api:undiscussed": [
        Shows("what nobody can discuss, to a program"),
        Reads("the same in spaces of few", of_few("/api/v1/openness/undiscussed")),
    ],
}
