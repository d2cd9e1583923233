"""The JSON surface of people: who one is, who is here, and the units. No counts of what anybody does, no last-seen."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from intramural.kit.paging import Page, read_name_key
from intramural.kit.wire import AFTER, HOW_MANY, Given, PageOf, Shown, asked, given_of
from intramural.people import actions, queries, scopes
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
    followed: bool = Field(description="Whether you follow them. Only you are ever told.")


class Me(Profile):
    """Oneself, with what nobody else is told."""

    email: str | None
    undo_seconds: int = Field(description="For so long one can take back what one posts; until then nobody sees it.")
    operator: bool


class OwnWords(Given):
    """What one says of oneself: what is left out stays as it is."""

    name: str = Field("", max_length=120)
    pronouns: str = Field("", max_length=40)
    title: str = Field("", max_length=120)
    site: str = Field("", max_length=80)
    languages: list[str] = Field([], max_length=20)
    working_hours: str = Field("", max_length=120)
    time_zone: str = Field("UTC", max_length=64, description="Such as Europe/Berlin.")
    ask_me_about: str = Field("", max_length=300)
    about: str = Field("", max_length=2000, description="Markdown without HTML.")
    undo_seconds: int = Field(20, ge=0, le=120)


class Unit(Shown):
    id: str
    name: str
    parent: str | None = Field(description="The id of the unit that it belongs to.")
    head: PersonName | None
    url: str


@surface.read("/me", scope=scopes.PEOPLE_READ, gives=Me)
def me(request: PersonRequest) -> Any:
    """Who I am"""
    return _me(request)


@surface.write("PATCH", "/me", scope=scopes.PEOPLE_WRITE, gives=Me)
def change_me(request: PersonRequest, words: OwnWords) -> Any:
    """Change what I say of myself

    What is left out stays. Unit, manager and level decide what one can read: an operator sets them.
    """
    given = given_of(words)
    if "languages" in given:
        given["languages"] = ", ".join(given["languages"])
    actions.change_profile(request.user, by=request.user, **given)
    return _me(request)


@surface.read("/people", scope=scopes.PEOPLE_READ, gives=PageOf[PersonLine])
def people(
    request: PersonRequest,
    q: str = asked("", max_length=120, description="Words to find in name, handle, title and “ask me about”."),
    unit: str = asked("", max_length=40, description="The id of a unit; its sub-units are meant too."),
    site: str = asked("", max_length=80),
    level: Literal["", "worker", "manager", "executive"] = asked(""),
    language: str = asked("", max_length=40),
    operates: bool = asked(False, description="Only operators: whom to ask for what only an operator can do."),
    after: str = AFTER,
    limit: int = HOW_MANY,
) -> Any:
    """Find people, by name

    All conditions together. Whoever was deactivated is left out; their profile stays where it is. A guest finds nobody else.
    """
    found = queries.directory(
        request.user,
        words=q,
        unit=queries.unit(unit, viewer=request.user) if unit else None,
        site=site,
        level=level,
        language=language,
        operates=operates,
        after=read_name_key(after),
        size=limit,
    )
    return _page(found)


@surface.read("/people/{handle}", scope=scopes.PEOPLE_READ, gives=Profile)
def person(request: PersonRequest, handle: str) -> Any:
    """One person"""
    return _profile(queries.by_handle(handle, viewer=request.user), viewer=request.user)


@surface.read("/people/{handle}/reports", scope=scopes.PEOPLE_READ, gives=PageOf[PersonLine])
def reports(request: PersonRequest, handle: str) -> Any:
    """Who reports to a person, by name: at most 100, in one page"""
    person = queries.by_handle(handle, viewer=request.user)
    return {"items": [line_of(each) for each in queries.reports_of(person, viewer=request.user)[:100]], "next": None}


@surface.write("PUT", "/people/{handle}/following", scope=scopes.PEOPLE_WRITE)
def follow_person(request: PersonRequest, handle: str) -> Any:
    """Follow what a person posts

    It shows under "following" in your stream, and nobody is told.
    """
    actions.follow(queries.by_handle(handle, viewer=request.user), by=request.user)


@surface.write("DELETE", "/people/{handle}/following", scope=scopes.PEOPLE_WRITE)
def unfollow_person(request: PersonRequest, handle: str) -> Any:
    """Follow a person no longer"""
    actions.unfollow(queries.by_handle(handle, viewer=request.user), by=request.user)


@surface.read("/units", scope=scopes.PEOPLE_READ, gives=PageOf[Unit])
def units(request: PersonRequest) -> Any:
    """All units, by name; each names the one that it belongs to

    They are few, and come in one page. Guests see none.
    """
    return {"items": [_unit(unit) for unit in queries.units_shown_to(request.user)], "next": None}


@surface.read("/units/{id}", scope=scopes.PEOPLE_READ, gives=Unit)
def unit(request: PersonRequest, id: str) -> Any:
    """One unit"""
    return _unit(queries.unit(id, viewer=request.user))


@surface.read("/units/{id}/people", scope=scopes.PEOPLE_READ, gives=PageOf[PersonLine])
def people_of_unit(request: PersonRequest, id: str, after: str = AFTER, limit: int = HOW_MANY) -> Any:
    """The people of a unit itself, without its sub-units, by name"""
    shown = queries.unit(id, viewer=request.user)
    return _page(queries.in_unit(shown, viewer=request.user, after=read_name_key(after), size=limit))


@surface.read("/units/{id}/speakers", scope=scopes.PEOPLE_READ, gives=PageOf[PersonName])
def speakers(request: PersonRequest, id: str) -> Any:
    """Who may speak officially for a unit now"""
    shown = queries.unit(id, viewer=request.user)
    return {"items": [name_of(given.person) for given in queries.delegations_of(shown)], "next": None}


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


def _page(found: Page[Any]) -> dict[str, Any]:
    return {"items": [line_of(person) for person in found.rows], "next": found.next and str(found.next)}


def _me(request: PersonRequest) -> dict[str, Any]:
    person = request.user
    return {
        **_profile(person, viewer=person),
        "email": person.email,
        "undo_seconds": person.undo_seconds,
        "operator": person.is_operator,
    }


def _profile(person: Any, *, viewer: Any) -> dict[str, Any]:
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
        "followed": queries.is_followed(person, by=viewer),
    }


def _unit(unit: Any) -> dict[str, Any]:
    return {
        "id": unit.public_id,
        "name": unit.name,
        "parent": unit.parent and unit.parent.public_id,
        "head": name_of(unit.head),
        "url": f"/units/{unit.public_id}/",
    }
