"""Who is answered what at the addresses of people."""

from __future__ import annotations

from typing import Any

from django.test import Client

from intramural.people import actions, invitations, photos
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


def invited(scene: Any) -> str:
    """The handle of somebody whom the author has invited."""
    return actions.invite("nia@house.example", by=scene.author, name="Nia Adeyemi").person.handle


def mailed_token(scene: Any) -> list[Any]:
    return [invitations.token_of(actions.invite("nia@house.example", by=scene.author, name="Nia").nonce)]


def owner_heads_the_unit(scene: Any) -> None:
    scene.unit.head = scene.owner
    scene.unit.save()


def space_member_speaks(scene: Any) -> None:
    actions.delegate(scene.space_member, unit=scene.unit, by=scene.operator)


def of_the_owner(scene: Any) -> list[Any]:
    return [scene.owner.handle]


OPERATORS = (302, 403, 403, 403, 403, 403)  # and then what the operator gets

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
    "people:units": Row("GET", (302, 200, 200, 200, 200, 200, 200)),
    "people:unit": Row("GET", (302, 404, 200, 200, 200, 200, 200), at=lambda s: [s.unit.public_id]),
    "people:delegations": [
        Row("POST", (302, 404, 403, 403, 403, 403, 302), at=lambda s: [s.unit.public_id], data={"person": "ben"}),
        Row(
            "POST",
            (302, 404, 403, 403, 302, 403, 302),
            at=lambda s: [s.unit.public_id],
            data={"person": "ben"},
            first=owner_heads_the_unit,
        ),
    ],
    "people:delegation_ending": Row(
        "POST", (302, 404, 403, 302, 403, 403, 302), at=lambda s: [s.unit.public_id, "ben"], first=space_member_speaks
    ),
    "people:invitations": [
        Row("GET", (302, 403, 200, 200, 200, 200, 200)),
        Row("POST", (302, 403, 302, 302, 302, 302, 302), data={"email": "nia@house.example", "name": "Nia"}),
        Row(
            "POST",
            (302, 403, 403, 403, 403, 403, 302),
            data={"email": "nia@house.example", "name": "Nia", "standing": "guest"},
        ),
    ],
    "people:withdrawal": Row("POST", (302, 404, 403, 403, 403, 302, 302), at=lambda s: [invited(s)]),
    "people:acceptance": [
        Row("GET", (200, 409, 409, 409, 409, 409, 409), at=mailed_token),
        Row("POST", (302, 409, 409, 409, 409, 409, 409), at=mailed_token, data={"password": "kettle-harbour-7"}),
        Row("GET", (410,) * 7, at=lambda s: ["0" * 64]),
    ],
    "people:accounts": Row("GET", (*OPERATORS, 200)),
    "people:account": Row("GET", (*OPERATORS, 200), at=of_the_owner),
    "people:placing": Row("POST", (*OPERATORS, 302), at=of_the_owner, data={"level": "worker"}),
    "people:standing": Row("POST", (*OPERATORS, 302), at=of_the_owner, data={"standing": "guest"}),
    "people:addressing": Row("POST", (*OPERATORS, 302), at=of_the_owner, data={"email": "a.okonkwo@house.example"}),
    "people:appointment": Row("POST", (*OPERATORS, 302), at=of_the_owner),
    "people:second_steps": Row("POST", (*OPERATORS, 302), at=of_the_owner),
    "people:inviting": Row("POST", (*OPERATORS, 302), at=lambda s: [invited(s)]),
    "people:deactivation": Row("POST", (*OPERATORS, 302), at=of_the_owner),
    "people:erasure": [
        Row("GET", (*OPERATORS, 200), at=of_the_owner),
        Row("POST", (*OPERATORS, 302), at=of_the_owner, data={"handle": "ada"}),
    ],
    "people:together": [
        Row("GET", (*OPERATORS, 200)),
        Row("POST", (*OPERATORS, 200), data={"by": "addresses", "addresses": "nobody@house.example"}),
        Row("POST", (*OPERATORS, 422), data={"by": "unit"}),
    ],
    "people:operator_units": [
        Row("GET", (*OPERATORS, 200)),
        Row("POST", (*OPERATORS, 302), data={"name": "Depot"}),
    ],
    "people:operator_unit": [
        Row("GET", (*OPERATORS, 200), at=lambda s: [s.unit.public_id]),
        Row("POST", (*OPERATORS, 302), at=lambda s: [s.unit.public_id], data={"name": "Operations"}),
    ],
}
