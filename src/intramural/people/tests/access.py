"""Who is answered what at the addresses of people."""

from __future__ import annotations

from typing import Any

from django.test import Client

from intramural.people import actions, photos
from intramural.people.models import Session
from tests.access import Row


def with_photo(scene: Any) -> None:
    scene.owner.photo_key = photos.store.keep([b"a picture"], most=100).key
    scene.owner.save()


def authors_session(scene: Any) -> list[Any]:
    Client().force_login(scene.author)
    return [Session.objects.filter(person=scene.author).latest("started_at").public_id]


def authors_token(scene: Any) -> list[Any]:
    return [actions.issue_token(by=scene.author, name="Report", allowed=["posts:read"])[0].public_id]


ACCESS = {
    #                               visitor guest member space_member owner author operator
    "people:directory": Row("GET", (302, 200, 200, 200, 200, 200, 200)),
    "people:chart": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200)),
        Row("GET", (302, 404, 200, 200, 200, 200, 200), query="?of=ada"),
    ],
    "people:profile": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.owner.handle]),
        Row("GET", (302, 200, 200, 200, 200, 200, 200), at=lambda s: [s.guest.handle]),
    ],
    "people:following": Row("POST", (302, 404, 302, 302, 422, 302, 302), at=lambda s: [s.owner.handle]),
    "people:photo": Row(
        "GET",
        (302, 404, 200, 200, 200, 200, 200),
        at=lambda s: [s.owner.handle, s.owner.photo_key or "none"],
        first=with_photo,
    ),
    "people:settings": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200)),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), data={"pronouns": "they/them"}),
    ],
    "people:settings_photo": [
        Row("POST", (302, 302, 302, 302, 302, 302, 302), data={"remove": "1"}),
        Row("POST", (302, 422, 422, 422, 422, 422, 422)),
    ],
    "people:sessions": Row("GET", (302, 200, 200, 200, 200, 200, 200)),
    "people:other_sessions": Row("POST", (302, 302, 302, 302, 302, 302, 302)),
    "people:session_ending": Row("POST", (302, 404, 404, 404, 404, 302, 404), at=authors_session),
    "people:tokens": [
        Row("GET", (302, 200, 200, 200, 200, 200, 200)),
        Row("POST", (302, 302, 302, 302, 302, 302, 302), data={"name": "Report", "scopes": "posts:read", "days": "90"}),
    ],
    "people:token_ending": Row("POST", (302, 404, 404, 404, 404, 302, 404), at=authors_token),
    "people:unit": Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.unit.public_id]),
}
