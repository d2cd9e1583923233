from __future__ import annotations

from typing import Any

from tests.leaks.surfaces import Acts, Shows, Surface


def the_space(world: Any) -> list[str]:
    return [world.space_slug]


def a_verb(name: str, method: str = "PUT", data: Any = None) -> Acts:
    return Acts(name, at=the_space, method=method, data=data, json=True)


SURFACES: dict[str, Surface | list[Surface]] = {
    "api:spaces": [
        Shows(
            "the spaces that one may know of, to a program",
            queries=("", "?kind=social", "?q=zq"),
            query=lambda w: f"?q={w.space_slug}",
            of_people=True,
        ),
        Acts("founding one of the same name", data=lambda w: {"name": w.space_slug.partition("-")[0]}, json=True),
    ],
    "api:my_spaces": Shows("one's spaces"),
    "api:space": [Shows("a space, to a program", at=the_space), a_verb("changing it", "PATCH", {"name": "Another"})],
    "api:members": Shows("who is in it, to a program", at=the_space, queries=("", "?q=g"), of_people=True),
    "api:join_space": [a_verb("joining"), a_verb("leaving", "DELETE")],
    "api:read_space_to": a_verb("having read it", data={"at": "2026-03-01T00:00:00Z"}),
    "api:invite_to_space": [
        a_verb("inviting", "POST", {"people": ["mara"]}),
        a_verb("inviting nobody", "POST", {"people": []}),
    ],
    "api:decline_invitation": a_verb("declining an invitation", "DELETE"),
    "api:remove_from_space": a_verb("taking somebody out", "POST", {"person": "greg", "reason": "It is over."}),
    "api:appoint_owner": Acts("naming an owner", at=lambda w: [w.space_slug, "greg"], method="PUT", json=True),
    "api:take_on_space": [a_verb("looking after it"), a_verb("resigning as owner", "DELETE")],
    "api:gate_space": [
        a_verb("gating it", data={"purpose": "A reason", "sunset_on": "2026-05-01"}),
        a_verb("opening it", "DELETE"),
    ],
    "api:renew_space": a_verb("renewing it", data={"sunset_on": "2026-05-01"}),
    "api:archive_space": [a_verb("archiving it"), a_verb("restoring it", "DELETE")],
}
