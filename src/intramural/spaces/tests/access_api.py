"""Who is answered what by the API's operations on spaces."""

from __future__ import annotations

from typing import Any

from intramural.spaces.tests.access import (
    _archived,
    _day,
    _gated,
    _invited,
    _nobody_looks_after_it,
    _open,
    _secret,
    _two_owners,
)
from tests.access import Row


def _who(at: Any, handle: str) -> Any:
    return lambda scene: [*at(scene), handle]


def _owners_only(method: str, answer: int = 200, data: Any = None, **more: Any) -> list[Row]:
    """What only an owner does: others are refused, and find nothing where the space is not theirs to know of."""
    return [
        #             visitor guest member space_member owner author operator
        Row(method, (401, 404, 403, 403, answer, 403, 403), at=_gated, data=data, json=True, **more),
        Row(method, (401, 404, 404, 403, answer, 403, 404), at=_secret, data=data, json=True, **more),
    ]


READ_TO = {"at": "2026-11-01T08:00:00Z"}

ACCESS = {
    #                          visitor guest member space_member owner author operator
    "api:spaces": [
        Row("GET", (401, 200, 200, 200, 200, 200, 200)),
        Row("GET", (401, 422, 422, 422, 422, 422, 422), query="?kind=secret"),
        Row("POST", (401, 403, 201, 201, 201, 201, 201), data={"name": "Runners"}, json=True),
        Row("POST", (401, 403, 403, 403, 403, 403, 201), data={"name": "Canteen", "kind": "official"}, json=True),
    ],
    "api:my_spaces": Row("GET", (401, 200, 200, 200, 200, 200, 200)),
    "api:space": [
        Row("GET", (401, 404, 200, 200, 200, 200, 200), at=_open),
        Row("GET", (401, 404, 200, 200, 200, 200, 200), at=_gated),
        Row("GET", (401, 404, 404, 200, 200, 200, 404), at=_secret),
        *_owners_only("PATCH", data={"name": "Another"}),
    ],
    "api:members": [
        Row("GET", (401, 404, 200, 200, 200, 200, 200), at=_open),
        Row("GET", (401, 404, 404, 200, 200, 200, 404), at=_secret),
    ],
    "api:join_space": [
        Row("PUT", (401, 404, 200, 200, 200, 200, 200), at=_open),
        Row("PUT", (401, 404, 403, 200, 200, 200, 403), at=_gated),
        Row("PUT", (401, 404, 200, 200, 200, 200, 200), at=_gated, first=_invited),
        Row("PUT", (401, 404, 404, 200, 200, 200, 404), at=_secret),
        Row("DELETE", (401, 404, 204, 204, 409, 204, 204), at=_gated),
        Row("DELETE", (401, 404, 404, 204, 204, 204, 404), at=_secret, first=_two_owners),
    ],
    "api:read_space_to": [
        Row("PUT", (401, 404, 204, 204, 204, 204, 204), at=_gated, data=READ_TO, json=True),
        Row("PUT", (401, 404, 404, 204, 204, 204, 404), at=_secret, data=READ_TO, json=True),
    ],
    "api:invite_to_space": [
        Row("POST", (401, 404, 403, 200, 200, 200, 403), at=_open, data={"people": ["olga"]}, json=True),
        *_owners_only("POST", data={"people": ["olga"]}),
    ],
    "api:decline_invitation": [
        Row("DELETE", (401, 404, 204, 204, 204, 204, 204), at=_gated, first=_invited),
        Row("DELETE", (401, 404, 404, 204, 204, 204, 404), at=_secret),
    ],
    "api:remove_from_space": _owners_only("POST", 204, data={"person": "rosa", "reason": "It is over."}),
    "api:appoint_owner": [
        Row("PUT", (401, 404, 403, 403, 204, 403, 403), at=_who(_gated, "rosa")),
        Row("PUT", (401, 404, 404, 403, 204, 403, 404), at=_who(_secret, "rosa")),
        Row("PUT", (401, 404, 403, 403, 404, 403, 403), at=_who(_gated, "olga")),
    ],
    "api:take_on_space": [
        Row("PUT", (401, 404, 403, 403, 403, 403, 403), at=_gated),
        Row("PUT", (401, 404, 403, 204, 204, 204, 403), at=_gated, first=_nobody_looks_after_it),
        Row("PUT", (401, 404, 404, 204, 204, 204, 404), at=_secret, first=_nobody_looks_after_it),
        Row("DELETE", (401, 404, 403, 403, 409, 403, 403), at=_gated),
        Row("DELETE", (401, 404, 404, 403, 204, 204, 404), at=_secret, first=_two_owners),
    ],
    "api:gate_space": [
        Row("PUT", (401, 404, 403, 403, 200, 403, 403), at=_open, data=_day, json=True),
        Row("PUT", (401, 404, 404, 403, 422, 403, 404), at=_secret, data=_day, json=True),
        *_owners_only("DELETE"),
    ],
    "api:renew_space": _owners_only("PUT", data={}),
    "api:archive_space": [*_owners_only("PUT"), *_owners_only("DELETE", first=_archived)],
}
