"""The JSON surface of spaces: which there are, who is in them, and the verbs on them. What is posted in one is in /stream."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from intramural.kit import wire
from intramural.kit.markup import clean_line
from intramural.kit.paging import read_name_key
from intramural.kit.wire import AFTER, Day, Given, Moment, PageOf, Shown, asked, given_of
from intramural.people import scopes
from intramural.people.api import PersonLine, PersonName, line_of, name_of
from intramural.people.entrance import PersonRequest
from intramural.people.programs import ADDRESS, Surface
from intramural.spaces import actions, policy, queries

surface = Surface("Spaces")
ITSELF = "/spaces/{slug}"

KINDS = Literal["social", "project", "practice", "unit", "official", "external"]


class SpaceLine(Shown):
    """A space as a list names it."""

    slug: str
    name: str
    kind: KINDS
    description: str
    gated: bool = Field(description="Whether one comes in by invitation, and what is posted stays with its members.")
    archived: bool = Field(description="Whether it is read and nothing is added.")
    people: int = Field(description="How many people are in it.")
    url: str


class Space(SpaceLine):
    listed: bool
    purpose: str = Field(description="Why it is gated.")
    sunset_on: date | None = Field(description="The day on which a gated space archives unless it is renewed.")
    protects_history: bool = Field(description="Whether what was posted before somebody came stays closed to them.")
    owners: list[PersonName]
    role: Literal["member", "owner"] | None = Field(description="What you are in it.")
    invited: bool = Field(description="Whether you were invited and have not answered.")


class Member(PersonLine):
    role: Literal["member", "owner"]


class NewSpace(Given):
    """A gated space needs a purpose, and a sunset within twelve months. External spaces are gated, official ones never."""

    name: str = Field(max_length=80)
    kind: KINDS = "social"
    description: str = Field("", max_length=300)
    gated: bool = False
    purpose: str = Field("", max_length=300)
    sunset_on: Day | None = None
    listed: bool = True
    protects_history: bool = False


class SpaceWords(Given):
    """What a space says of itself; what is left out stays."""

    name: str = Field("", max_length=80)
    kind: KINDS = "social"
    description: str = Field("", max_length=300)
    purpose: str = Field("", max_length=300)
    listed: bool = True
    protects_history: bool = False


class Gate(Given):
    purpose: str = Field(max_length=300)
    sunset_on: Day


class Sunset(Given):
    """Null is as far as it goes: twelve months from today."""

    sunset_on: Day | None = None


class Invited(Given):
    people: list[Annotated[str, Field(max_length=40)]] = Field(min_length=1, max_length=50, description="Handles.")


class Removed(Given):
    person: str = Field(max_length=40, description="A handle.")
    reason: str = Field(max_length=300, description="They will read it.")


class ReadTo(Given):
    at: Moment


class InvitedNew(Shown):
    invited: int = Field(description="How many invitations are new: who is in it, or invited, is passed over.")


@surface.read("/spaces", scope=scopes.SPACES_READ, gives=PageOf[SpaceLine])
def spaces(
    request: PersonRequest,
    q: str = asked("", max_length=80, description="Words to find in name and description; finds archived ones too."),
    kind: Literal["", "social", "project", "practice", "unit", "official", "external"] = "",
    after: str = AFTER,
) -> Any:
    """The spaces that you may know of and are not in, by name"""
    page = queries.listed(request.user, kind=kind, search=clean_line(q), after=read_name_key(after))
    return {"items": [_counted(space) for space in page.rows], "next": page.next and str(page.next)}


@surface.read("/me/spaces", scope=scopes.SPACES_READ, gives=PageOf[SpaceLine])
def my_spaces(request: PersonRequest) -> Any:
    """The spaces that you are in, by name, the archived last; in one page"""
    return {"items": [_counted(space) for space in queries.mine(request.user)], "next": None}


@surface.write("POST", "/spaces", scope=scopes.SPACES_WRITE, gives=Space, status=201)
def found_space(request: PersonRequest, space: NewSpace) -> Any:
    """Found a space, whose first owner you are"""
    made = actions.found(by=request.user, unit=request.user.unit if space.kind == "unit" else None, **given_of(space))
    return wire.made(request, _space(made.slug, request), at=f"{ADDRESS}/spaces/{made.slug}")


@surface.read("/spaces/{slug}", scope=scopes.SPACES_READ, gives=Space)
def space(request: PersonRequest, slug: str) -> Any:
    """One space"""
    return _space(slug, request)


@surface.write("PATCH", "/spaces/{slug}", scope=scopes.SPACES_WRITE, gives=Space)
def change_space(request: PersonRequest, slug: str, words: SpaceWords) -> Any:
    """Change what a space says of itself, as one of its owners"""
    actions.change(_found(slug, request), by=request.user, **given_of(words))
    return _space(slug, request)


@surface.read("/spaces/{slug}/members", scope=scopes.SPACES_READ, gives=PageOf[Member])
def members(
    request: PersonRequest, slug: str, q: str = asked("", max_length=80, description="Words of names."), after: str = AFTER
) -> Any:
    """Who is in a space, by name

    Its members are told, and of an open space every member of the house; others get an empty list.
    """
    page = queries.members_of(queries.seen(slug, viewer=request.user), search=clean_line(q), after=read_name_key(after))
    return {
        "items": [{**line_of(row.person), "role": row.role} for row in page.rows],
        "next": page.next and str(page.next),
    }


@surface.write("PUT", "/spaces/{slug}/membership", scope=scopes.SPACES_WRITE, gives=Space, shown_at=ITSELF)
def join_space(request: PersonRequest, slug: str) -> Any:
    """Join a space: an open one at will, a gated one when you were invited"""
    actions.join(_found(slug, request), by=request.user)
    return _space(slug, request)


@surface.write("DELETE", "/spaces/{slug}/membership", scope=scopes.SPACES_WRITE)
def leave_space(request: PersonRequest, slug: str) -> Any:
    """Leave a space; what it holds is closed to you at once, if it is gated"""
    actions.leave(_found(slug, request), by=request.user)


@surface.write("PUT", "/spaces/{slug}/read-to", scope=scopes.SPACES_WRITE)
def read_space_to(request: PersonRequest, slug: str, mark: ReadTo) -> Any:
    """Move your own mark forward to where you have read; nobody else is ever told"""
    actions.read_to(_found(slug, request), by=request.user, at=mark.at)


@surface.write("POST", "/spaces/{slug}/invitations", scope=scopes.SPACES_WRITE, gives=InvitedNew, shown_at="")
def invite_to_space(request: PersonRequest, slug: str, invited: Invited) -> Any:
    """Invite people; each decides

    Into an open space whoever is in it invites, into a gated one its owners.
    """
    seen = queries.seen(slug, viewer=request.user)
    policy.may_invite(seen.space, seen.membership).required()
    people = queries.named(",".join(invited.people), viewer=request.user)
    return {"invited": actions.invite(seen.space, people, by=request.user)}


@surface.write("DELETE", "/spaces/{slug}/invitation", scope=scopes.SPACES_WRITE)
def decline_invitation(request: PersonRequest, slug: str) -> Any:
    """Let your invitation go; nobody is told"""
    actions.decline(_found(slug, request), by=request.user)


@surface.write("POST", "/spaces/{slug}/removals", scope=scopes.SPACES_WRITE)
def remove_from_space(request: PersonRequest, slug: str, removed: Removed) -> Any:
    """Take somebody out, as an owner, with a reason that they will read"""
    space = _looked_after(slug, request)
    actions.remove(space, queries.member(space, removed.person), by=request.user, reason=removed.reason)


@surface.write("PUT", "/spaces/{slug}/owners/{handle}", scope=scopes.SPACES_WRITE)
def appoint_owner(request: PersonRequest, slug: str, handle: str) -> Any:
    """Make a member an owner too"""
    space = _looked_after(slug, request)
    actions.appoint(space, queries.member(space, handle), by=request.user)


@surface.write("PUT", "/spaces/{slug}/ownership", scope=scopes.SPACES_WRITE)
def take_on_space(request: PersonRequest, slug: str) -> Any:
    """Take on a space that nobody looks after any more"""
    actions.take_on(_found(slug, request), by=request.user)


@surface.write("DELETE", "/spaces/{slug}/ownership", scope=scopes.SPACES_WRITE)
def step_down(request: PersonRequest, slug: str) -> Any:
    """Stop being an owner, and stay a member"""
    actions.step_down(_found(slug, request), by=request.user)


@surface.write("PUT", "/spaces/{slug}/gate", scope=scopes.SPACES_WRITE, gives=Space, shown_at=ITSELF)
def gate_space(request: PersonRequest, slug: str, gate: Gate) -> Any:
    """Close an open space to all but its members, at once and with what everyone could read in it until now"""
    actions.gate(_found(slug, request), by=request.user, purpose=gate.purpose, sunset_on=gate.sunset_on)
    return _space(slug, request)


@surface.write("DELETE", "/spaces/{slug}/gate", scope=scopes.SPACES_WRITE, gives=Space, shown_at=ITSELF)
def open_space(request: PersonRequest, slug: str) -> Any:
    """Open a gated space for what will be posted; what was posted before stays with its members"""
    actions.open_up(_found(slug, request), by=request.user)
    return _space(slug, request)


@surface.write("PUT", "/spaces/{slug}/sunset", scope=scopes.SPACES_WRITE, gives=Space, shown_at=ITSELF)
def renew_space(request: PersonRequest, slug: str, sunset: Sunset) -> Any:
    """Renew a gated space"""
    actions.renew(_found(slug, request), by=request.user, sunset_on=sunset.sunset_on)
    return _space(slug, request)


@surface.write("PUT", "/spaces/{slug}/archive", scope=scopes.SPACES_WRITE, gives=Space, shown_at=ITSELF)
def archive_space(request: PersonRequest, slug: str) -> Any:
    """Make a space read-only; it opens nothing"""
    actions.archive(_found(slug, request), by=request.user)
    return _space(slug, request)


@surface.write("DELETE", "/spaces/{slug}/archive", scope=scopes.SPACES_WRITE, gives=Space, shown_at=ITSELF)
def restore_space(request: PersonRequest, slug: str) -> Any:
    """Bring an archived space back, as gated or open as it was"""
    actions.restore(_found(slug, request), by=request.user)
    return _space(slug, request)


def _found(slug: str, request: PersonRequest) -> Any:
    return queries.by_slug(slug, viewer=request.user)


def _looked_after(slug: str, request: PersonRequest) -> Any:
    """The space, if they look after it: only then are its members theirs to name."""
    space = _found(slug, request)
    policy.may_look_after(queries.membership(space, request.user)).required()
    return space


def _counted(space: Any) -> dict[str, Any]:
    """A SpaceLine, of a space that its query has counted."""
    return _line(space, space.people)


def _line(space: Any, people: int) -> dict[str, Any]:
    return {
        "slug": space.slug,
        "name": space.name,
        "kind": space.kind,
        "description": space.description,
        "gated": space.is_gated,
        "archived": space.archived_at is not None,
        "people": people,
        "url": f"/spaces/{space.slug}/",
    }


def _space(slug: str, request: PersonRequest) -> dict[str, Any]:
    seen = queries.seen(slug, viewer=request.user)
    space = seen.space
    return {
        **_line(space, seen.people),
        "listed": space.is_listed,
        "purpose": space.purpose,
        "sunset_on": space.sunset_on,
        "protects_history": space.protects_history,
        "owners": [name_of(owner) for owner in seen.owners],
        "role": seen.membership and seen.membership.role,
        "invited": seen.invitation is not None,
    }
