"""Whom a post is for: the author's choice made into an audience, and said in words and number before sending (R1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from intramural.audiences import actions as audiences
from intramural.audiences import queries as reaches
from intramural.audiences.models import AUTHOR, EVERYONE, Audience
from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.people.models import Person, Unit
from intramural.spaces import policy as spaces_policy
from intramural.spaces import queries as spaces
from intramural.spaces.models import Space

KINDS = ("everyone", "units", "space", "members", "people", "me")


@dataclass(frozen=True)
class Choice:
    """An author's choice: one of KINDS, with what it needs.

    `space` says where a post stands whatever its audience: with kind "space" it takes the space's own audience
    (everyone for an open one, its members for a gated one), with "members" the members' circle even if it is open.
    """

    kind: str = "everyone"
    space: Space | None = None
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = field(default=())


def resolve(choice: Choice, *, by: Person) -> Audience:
    """The audience of the choice. Refuses (403) a space that the author may not post in, and (422) what is no choice.

    What stands in a gated space never goes further than its members.
    """
    space = choice.space
    if space is not None:
        spaces_policy.may_post(by, space, spaces.membership(space, by)).required()
        if space.is_gated and choice.kind in ("everyone", "units"):
            raise Unacceptable(
                "What stands in a gated space stays with its members.",
                remedy="Choose the space as its audience, or post it outside the space.",
                field="audience",
            )
    if choice.kind in ("space", "members"):
        if space is None:
            raise Unacceptable("No space was named.", remedy="Choose the space.", field="space")
        return Audience.objects.get(pk=space.audience_id if choice.kind == "space" else space.circle_id)
    if choice.kind == "me":
        return Audience.objects.get(pk=AUTHOR)
    if choice.kind == "units":
        return audiences.for_units(choice.units)
    if choice.kind == "people":
        return audiences.for_people([*choice.people, by])
    if choice.kind == "everyone":
        if not by.is_member:
            raise NotAllowed("Guests share within their spaces.", remedy="Choose one of your spaces.", field="audience")
        return Audience.objects.get(pk=EVERYONE)
    raise Unacceptable(
        f"{choice.kind[:40]!r} is not an audience.", remedy=f"Choose one of: {', '.join(KINDS)}.", field="audience"
    )


def of_choice(choice: Choice, *, by: Person) -> reaches.Reach:
    """How far the choice would go, exact now."""
    return of_audience(resolve(choice, by=by), space=choice.space)


def of_audience(audience: Audience, *, space: Space | None = None) -> reaches.Reach:
    """How far an audience goes, a circle named after its space."""
    if audience.kind == Audience.Kind.CIRCLE and (space is None or space.circle_id != audience.pk):
        space = Space.objects.filter(circle=audience).first()
    return reaches.reach(audience, circle_name=space.name if space else "")
