from __future__ import annotations

from datetime import timedelta
from typing import Any

from intramural.kit import clock
from intramural.spaces import actions, kinds
from tests.access import Row


def _open(scene: Any) -> list[str]:
    return [scene.open_space.slug]


def _gated(scene: Any) -> list[str]:
    return [scene.space.slug]


def _secret(scene: Any) -> list[str]:
    return [scene.secret_space.slug]


def _absent(scene: Any) -> list[str]:
    return ["no-such-space"]


def _invited(scene: Any) -> None:
    """Member and operator are invited into the gated space."""
    actions.invite(scene.space, [scene.member, scene.operator], by=scene.owner)


def _carriers(scene: Any) -> None:
    """An external space, which the guest is in."""
    space = actions.found(
        by=scene.owner, name="Carriers", kind="external", purpose="Rates", sunset_on=clock.now().date() + timedelta(days=30)
    )
    actions.invite(space, [scene.guest], by=scene.owner)
    actions.join(space, by=scene.guest)


def _two_owners(scene: Any) -> None:
    for space in (scene.open_space, scene.space, scene.secret_space):
        actions.appoint(space, scene.author, by=scene.owner)


def _nobody_looks_after_it(scene: Any) -> None:
    for space in (scene.open_space, scene.space, scene.secret_space):
        space.memberships.filter(person=scene.owner).update(role="member")


def _archived(scene: Any) -> None:
    for space in (scene.open_space, scene.space, scene.secret_space):
        actions.archive(space, by=scene.owner)


def _taken_out(scene: Any) -> None:
    actions.remove(scene.secret_space, scene.space_member, by=scene.owner, reason="It is over.")


def _day(scene: Any) -> dict[str, str]:
    return {"purpose": "A reason", "sunset_on": (clock.now().date() + timedelta(days=30)).isoformat()}


def _owners_only(data: Any = None, method: str = "POST", answer: int = 302, **more: Any) -> list[Row]:
    """What only an owner does: others are refused, and find nothing where the space is not theirs to know of."""
    return [
        #             visitor guest member space_member owner author operator
        Row(method, (302, 404, 403, 403, answer, 403, 403), at=_gated, data=data, **more),
        Row(method, (302, 404, 404, 403, answer, 403, 404), at=_secret, data=data, **more),
        Row(method, (302, 404, 404, 404, 404, 404, 404), at=_absent, data=data, **more),
    ]


ACCESS = {
    #                         visitor guest member space_member owner author operator
    "spaces:list": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200)),
        Row("GET", (302, 200, 200, 200, 200, 200, 200), query="?kind=social&q=nothing"),
        Row("GET", (302, 422, 422, 422, 422, 422, 422), query="?kind=nonsense"),
    ],
    "spaces:new": [
        Row("GET", (302, 403, 200, 200, 200, 200, 200)),
        *[Row("GET", (302, 403, 200, 200, 200, 200, 200), query=f"?kind={kind.name}") for kind in kinds.KINDS],
        Row("POST", (302, 403, 302, 302, 302, 302, 302), data={"kind": "social", "name": "Chess"}),
        Row("POST", (302, 403, 422, 422, 422, 422, 422), data={"kind": "social", "name": ""}),
        Row("POST", (302, 403, 403, 403, 403, 403, 302), data={"kind": "official", "name": "News"}),
    ],
    "spaces:membership": [
        Row("POST", (302, 404, 302, 302, 302, 302, 302), at=_open),
        Row("POST", (302, 404, 403, 302, 302, 302, 403), at=_gated),
        Row("POST", (302, 404, 404, 302, 302, 302, 404), at=_secret),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=_absent),
    ],
    "spaces:departure": [
        Row("POST", (302, 404, 302, 302, 409, 302, 302), at=_gated),
        Row("POST", (302, 404, 404, 302, 409, 302, 404), at=_secret),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=_absent),
    ],
    "spaces:reading": [
        Row("POST", (302, 404, 302, 302, 302, 302, 302), at=_open),
        Row("POST", (302, 404, 404, 302, 302, 302, 404), at=_secret),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=_absent),
    ],
    "spaces:members": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=_open),
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=_gated),
        Row("GET", (302, 200, 200, 200, 200, 200, 200), at=lambda s: ["carriers"], first=_carriers),
        Row("GET", (302, 404, 404, 200, 200, 200, 404), at=_secret),
        Row("GET", (302, 404, 404, 404, 404, 404, 404), at=_absent),
    ],
    "spaces:removal": [
        Row("GET", (302, 404, 403, 403, 200, 403, 403), at=lambda s: ["merger", "ben"]),
        Row("GET", (302, 404, 403, 403, 404, 403, 403), at=lambda s: ["merger", "cara"]),
        Row("POST", (302, 404, 403, 403, 302, 403, 403), at=lambda s: ["merger", "ben"], data={"reason": "It is over."}),
        Row("POST", (302, 404, 403, 403, 422, 403, 403), at=lambda s: ["merger", "ben"], data={"reason": ""}),
        Row("POST", (302, 404, 404, 403, 302, 403, 404), at=lambda s: ["redwood", "ben"], data={"reason": "It is over."}),
    ],
    "spaces:removal_read": [
        Row("POST", (302, 404, 404, 302, 404, 404, 404), at=_secret, first=_taken_out),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=_open, first=_taken_out),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=_absent),
    ],
    "spaces:invitations": [
        Row("GET", (302, 404, 403, 200, 200, 200, 403), at=_open),
        *_owners_only(method="GET", answer=200),
        Row("POST", (302, 404, 403, 302, 302, 302, 403), at=_open, data={"people": "cara"}),
        *_owners_only({"people": "@cara, Olga Novak"}),
        *_owners_only({"people": "nobody-here"}, answer=422)[:2],
        *_owners_only({"people": "gus"}, answer=422)[:2],
    ],
    "spaces:acceptance": [
        Row("POST", (302, 404, 302, 302, 302, 302, 302), at=_gated, first=_invited),
        Row("POST", (302, 404, 404, 302, 302, 302, 404), at=_gated),
        Row("POST", (302, 404, 404, 302, 302, 302, 404), at=_secret),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=_absent),
    ],
    "spaces:refusal": [
        Row("POST", (302, 404, 302, 302, 302, 302, 302), at=_gated, first=_invited),
        Row("POST", (302, 404, 404, 302, 302, 302, 404), at=_secret),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=_absent),
    ],
    "spaces:owners": [*_owners_only({"person": "ben"}), *_owners_only({"person": "cara"}, answer=404)[:2]],
    "spaces:resignation": [
        Row("POST", (302, 404, 403, 403, 409, 403, 403), at=_gated),
        Row("POST", (302, 404, 403, 403, 302, 302, 403), at=_gated, first=_two_owners),
        Row("POST", (302, 404, 404, 403, 409, 403, 404), at=_secret),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=_absent),
    ],
    "spaces:care": [
        Row("POST", (302, 404, 403, 403, 403, 403, 403), at=_gated),
        Row("POST", (302, 404, 403, 302, 302, 302, 403), at=_gated, first=_nobody_looks_after_it),
        Row("POST", (302, 404, 404, 302, 302, 302, 404), at=_secret, first=_nobody_looks_after_it),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=_absent),
    ],
    "spaces:settings": [
        *_owners_only(method="GET", answer=200),
        *_owners_only({"name": "Another", "purpose": "Still"}),
        *_owners_only({"name": "", "purpose": "Still"}, answer=422)[:2],
    ],
    "spaces:gate": [
        Row("GET", (302, 404, 403, 403, 200, 403, 403), at=_open),
        Row("POST", (302, 404, 403, 403, 302, 403, 403), at=_open, data=_day),
        Row("POST", (302, 404, 403, 403, 422, 403, 403), at=_open),
        Row("POST", (302, 404, 403, 403, 422, 403, 403), at=_gated, data=_day),
        Row("POST", (302, 404, 404, 403, 422, 403, 404), at=_secret, data=_day),
        Row("POST", (302, 404, 404, 404, 404, 404, 404), at=_absent, data=_day),
    ],
    "spaces:opening": _owners_only(),
    "spaces:renewal": [*_owners_only(), *_owners_only({"sunset_on": "1999-01-01"}, answer=422)[:2]],
    "spaces:archive": _owners_only(),
    "spaces:restoration": [*_owners_only(), *_owners_only(first=_archived)[:2]],
}
