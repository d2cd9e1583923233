"""What somebody types into the form that makes a post smaller, and the circle that it means.

form  →  Typed  →  circle(…)  →  actions.narrow
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intramural.audiences.models import Audience
from intramural.care import queries
from intramural.care.actions import Circle
from intramural.kit import clock, markup
from intramural.kit.errors import Unacceptable
from intramural.people import queries as people
from intramural.people.models import Person, Unit
from intramural.posts.models import Post
from intramural.spaces import queries as spaces
from intramural.spaces.models import Space

MOST = 4_000


@dataclass(frozen=True)
class Typed:
    """The form's fields, as typed. `audience` is one of those that `offered` names."""

    because: str = ""
    audience: str = "matter"
    people: str = ""
    space: str = ""
    units: tuple[str, ...] = ()


def read(given: Mapping[str, Any], *, units: Sequence[str] = ()) -> Typed:
    """What a form or a program gives."""
    return Typed(
        because=markup.clean_line(str(given.get("because", ""))[:MOST]),
        audience=str(given.get("audience", "matter"))[:20],
        people=markup.clean(str(given.get("people", "")))[:MOST],
        space=markup.clean_line(str(given.get("space", "")))[:80],
        units=tuple(markup.clean_line(str(each))[:40] for each in units if each)[:100],
    )


def circle(typed: Typed, *, by: Person) -> Circle:
    """For whom it is to be. Refuses (422) what is none, and units and people that are not there for who asks."""
    if typed.audience in ("matter", "nobody"):
        return Circle()
    if typed.audience == "members":
        return Circle("members")
    if typed.audience == "space":
        return Circle("space", space=_space(typed.space, by=by))
    if typed.audience == "units":
        return Circle("units", units=_units(typed.units, by=by))
    if typed.audience == "people":
        return Circle("people", people=tuple(people.all_named(typed.people, viewer=by, field="people")))
    raise Unacceptable("It is not clear who should read it.", remedy="Choose from the list.", field="audience")


def offered(post: Post, *, by: Person) -> list[tuple[str, str]]:
    """The circles to choose from for this post, each with its words."""
    is_own = post.author_id == by.pk
    found = [("matter", "You and whoever looks after its topics" if is_own else "Its author and whoever looks after it")]
    if post.space is not None and post.audience_id != post.space.circle_id:
        found.append(("members", f"Members of {post.space.name}"))
    if spaces_for(post, by=by):
        found.append(("space", "Members of another space"))
    found += [("people", "Named people"), ("units", "Units")] if by.is_member else []
    return [*found, ("nobody", "Nobody else: take it down")] if is_own else found


@dataclass(frozen=True)
class Form:
    """What the form shows: what was typed, what there is to choose from, and when it would end by itself (None: it would not)."""

    it: Typed
    kinds: list[tuple[str, str]]
    spaces: list[tuple[str, str]]
    units: list[Unit]
    by: Person
    ends_at: datetime | None


def form(post: Post, typed: Typed, *, by: Person, people: bool = True) -> Form:
    """The form for this post; without `people` nobody can be named in it."""
    kinds = [each for each in offered(post, by=by) if people or each[0] != "people"]
    ends_at = None if post.author_id == by.pk else clock.now() + queries.time_left(by, post)
    return Form(typed, kinds, [(each.slug, each.name) for each in spaces_for(post, by=by)], units(by), by, ends_at)


def spaces_for(post: Post, *, by: Person) -> list[Space]:
    """The spaces of who asks whose members alone could read the post: those inside the house, where it is for everyone now."""
    if post.audience.kind != Audience.Kind.EVERYONE:
        return []
    inside = (each for each in spaces.of_member(by) if not each.is_external and each.archived_at is None)
    return [each for each in inside if each.pk != post.space_id]


def meant(where: str, post: Post, *, by: Person) -> Circle:
    """The circle that a line of a mail means by "Sales", "members" or "its author". Refuses (422) what is none."""
    word = markup.clean_line(where).strip(" .:,\"'“”„").casefold()
    if word in _MATTER:
        return Circle()
    if post.space is not None and word in {*_MEMBERS, post.space.name.casefold(), post.space.slug}:
        return Circle("members")
    for space in spaces_for(post, by=by):
        if word in (space.name.casefold(), space.slug):
            return Circle("space", space=space)
    found = [each for each in units(by) if each.name.casefold() == word]
    if len(found) == 1:
        return Circle("units", units=(found[0],))
    raise Unacceptable(
        f"There is no unit and no space of yours by the name “{where[:40]}”.",
        remedy="Write its name as it stands on its page, or leave it out: then it is for its author and whoever looks after it.",
        field="audience",
    )


_MATTER = {"matter", "author", "its author", "the author", "autor", "auteur"}
_MEMBERS = {"members", "its members", "the space", "its space", "mitglieder", "membres"}


def units(person: Person) -> list[Unit]:
    """The units to choose from."""
    return people.unit_tree() if person.is_member else []


def _space(slug: str, *, by: Person) -> Space:
    found = spaces.of_member(by).filter(slug=slug, archived_at=None).first() if slug else None
    if found is None:
        raise Unacceptable("That is no space of yours.", remedy="Choose one from the list.", field="space")
    return found


def _units(public_ids: tuple[str, ...], *, by: Person) -> tuple[Unit, ...]:
    found = tuple(each for each in units(by) if each.public_id in public_ids)
    if len(found) < len(set(public_ids)):
        raise Unacceptable("One of those units is not there.", remedy="Choose from the list.", field="units")
    return found
