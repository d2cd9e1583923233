"""Who is answered what by the API's operations on people and units."""

from __future__ import annotations

from tests.access import Row


def owner(scene):
    return [scene.owner.handle]


def unit(scene):
    return [scene.unit.public_id]


ACCESS = {
    #                visitor guest member space_member owner author operator
    "api:me": [
        Row("GET", (401, 200, 200, 200, 200, 200, 200)),
        Row("PATCH", (401, 200, 200, 200, 200, 200, 200), data={"title": "Baker"}, json=True),
    ],
    "api:people": [
        Row("GET", (401, 200, 200, 200, 200, 200, 200), query="?q=ada"),
        Row("GET", (401, 404, 404, 404, 404, 404, 404), query="?unit=nothing"),
    ],
    "api:person": Row("GET", (401, 404, 200, 200, 200, 200, 200), at=owner),
    "api:reports": Row("GET", (401, 404, 200, 200, 200, 200, 200), at=owner),
    "api:follow_person": [
        Row("PUT", (401, 404, 204, 204, 422, 204, 204), at=owner),
        Row("DELETE", (401, 404, 204, 204, 204, 204, 204), at=owner),
    ],
    "api:units": Row("GET", (401, 200, 200, 200, 200, 200, 200)),
    "api:unit": Row("GET", (401, 404, 200, 200, 200, 200, 200), at=unit),
    "api:people_of_unit": Row("GET", (401, 404, 200, 200, 200, 200, 200), at=unit),
    "api:speakers": Row("GET", (401, 404, 200, 200, 200, 200, 200), at=unit),
}
