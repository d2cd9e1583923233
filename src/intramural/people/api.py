"""The JSON surface of people: who one is, who is here, and the units. No counts of what anybody does, no last-seen."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from intramural.kit.wire import PageOf, Shown
from intramural.people import queries, scopes
from intramural.people.entrance import PersonRequest
from intramural.people.programs import Surface

surface = Surface("People")


class UnitName(Shown):
    id: str
    name: str


class PersonName(Shown):
    """A person as others' things name them."""

    handle: str
    name: str
    url: str = Field(description="The address of the profile's page.")


class PersonLine(PersonName):
    """A person as a list names them."""

    pronouns: str
    title: str
    unit: UnitName | None
    photo: str | None = Field(description="The address of the photo.")
    guest: bool = Field(description="Whether they come from outside.")


class Profile(PersonLine):
    """What somebody says of themselves, and where they belong."""

    level: Literal["worker", "manager", "executive"]
    manager: PersonName | None
    site: str
    languages: list[str]
    working_hours: str
    time_zone: str
    ask_me_about: str
    about: str = Field(description="Markdown without HTML.")
    speaks_for: list[UnitName] = Field(description="The units for which they may speak officially now.")


class Me(Profile):
    """Oneself, with what nobody else is told."""

    email: str | None
    undo_seconds: int = Field(description="For so long one can take back what one posts; until then nobody sees it.")
    operator: bool


class Unit(Shown):
    id: str
    name: str
    parent: str | None = Field(description="The id of the unit that it belongs to.")
    head: PersonName | None
    url: str


@surface.read("/me", scope=scopes.PEOPLE_READ, gives=Me)
def me(request: PersonRequest) -> Any:
    """Who I am"""
    person = request.user
    return {
        **_profile(person),
        "email": person.email,
        "undo_seconds": person.undo_seconds,
        "operator": person.is_operator,
    }


@surface.read("/people/{handle}", scope=scopes.PEOPLE_READ, gives=Profile)
def person(request: PersonRequest, handle: str) -> Any:
    """One person"""
    return _profile(queries.by_handle(handle, viewer=request.user))


@surface.read("/units", scope=scopes.PEOPLE_READ, gives=PageOf[Unit])
def units(request: PersonRequest) -> Any:
    """All units, by name; each names the one that it belongs to

    They are few, and come in one page. Guests see none.
    """
    return {"items": [_unit(unit) for unit in queries.units_shown_to(request.user)], "next": None}


def name_of(person: Any) -> dict[str, Any] | None:
    """A person as others' things name them; None for somebody who has been erased."""
    if person is None:
        return None
    return {"handle": person.handle, "name": person.name, "url": f"/people/{person.handle}/"}


def line_of(person: Any) -> dict[str, Any]:
    """A PersonLine; the caller has joined the unit."""
    return {
        "handle": person.handle,
        "name": person.name,
        "url": f"/people/{person.handle}/",
        "pronouns": person.pronouns,
        "title": person.title,
        "unit": person.unit and {"id": person.unit.public_id, "name": person.unit.name},
        "photo": f"/people/{person.handle}/photo/{person.photo_key}/" if person.photo_key else None,
        "guest": person.standing == "guest",
    }


def _profile(person: Any) -> dict[str, Any]:
    return {
        **line_of(person),
        "level": person.level,
        "manager": name_of(person.manager),
        "site": person.site,
        "languages": [word for each in person.languages.split(",") if (word := each.strip())],
        "working_hours": person.working_hours,
        "time_zone": person.time_zone,
        "ask_me_about": person.ask_me_about,
        "about": person.about,
        "speaks_for": [{"id": unit.public_id, "name": unit.name} for unit in queries.speaks_for(person)],
    }


def _unit(unit: Any) -> dict[str, Any]:
    return {
        "id": unit.public_id,
        "name": unit.name,
        "parent": unit.parent and unit.parent.public_id,
        "head": name_of(unit.head),
        "url": f"/units/{unit.public_id}/",
    }
