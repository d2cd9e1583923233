"""What somebody types into the form that makes a post smaller, and the circle that it means.

form  →  Typed  →  circle(…)  →  actions.narrow
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intramural.care.actions import Circle
from intramural.kit import markup
from intramural.kit.errors import Unacceptable
from intramural.people import queries as people
from intramural.people.models import Person, Unit
from intramural.posts.models import Post

MOST = 4_000


@dataclass(frozen=True)
class Typed:
    """The form's fields, as typed. `audience` is one of those that `offered` names."""

    because: str = ""
    audience: str = "matter"
    people: str = ""
    units: tuple[str, ...] = ()


def read(given: Mapping[str, Any], *, units: Sequence[str] = ()) -> Typed:
    """What a form or a program gives."""
    return Typed(
        because=markup.clean_line(str(given.get("because", ""))[:MOST]),
        audience=str(given.get("audience", "matter"))[:20],
        people=markup.clean(str(given.get("people", "")))[:MOST],
        units=tuple(markup.clean_line(str(each))[:40] for each in units if each)[:100],
    )


def circle(typed: Typed, *, by: Person) -> Circle:
    """For whom it is to be. Refuses (422) what is none, and units and people that are not there for who asks."""
    if typed.audience in ("matter", "nobody"):
        return Circle()
    if typed.audience == "members":
        return Circle("members")
    if typed.audience == "units":
        return Circle("units", units=_units(typed.units, by=by))
    if typed.audience == "people":
        return Circle("people", people=tuple(people.all_named(typed.people, viewer=by, field="people")))
    raise Unacceptable("That is not a circle.", remedy="Choose one from the list.", field="audience")


def offered(post: Post, *, by: Person) -> list[tuple[str, str]]:
    """The circles to choose from for this post, each with its words."""
    is_own = post.author_id == by.pk
    found = [("matter", "You and who looks after its topics" if is_own else "Its author and who looks after it")]
    if post.space is not None and post.audience_id != post.space.circle_id:
        found.append(("members", f"Members of {post.space.name}"))
    found += [("people", "Named people"), ("units", "Units")] if by.is_member else []
    return [*found, ("nobody", "Nobody else: take it down")] if is_own else found


def units(person: Person) -> list[Unit]:
    """The units to choose from."""
    return people.unit_tree() if person.is_member else []


def _units(public_ids: tuple[str, ...], *, by: Person) -> tuple[Unit, ...]:
    found = tuple(each for each in units(by) if each.public_id in public_ids)
    if len(found) < len(set(public_ids)):
        raise Unacceptable("One of those units is not there.", remedy="Choose from the list.", field="units")
    return found
