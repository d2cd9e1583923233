"""Whom a post is for: the author's choice made into an audience, and said in words and number before sending (R1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import QuerySet

from intramural.audiences import actions as audiences
from intramural.audiences import queries as reaches
from intramural.audiences.models import AUTHOR, EVERYONE, Audience
from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.kit.prepared import Given, Prepared
from intramural.people import queries as people
from intramural.people.models import Person, Unit
from intramural.posts.models import Post
from intramural.posts.queries.lists import Card, Shell
from intramural.spaces import policy as spaces_policy
from intramural.spaces import queries as spaces
from intramural.spaces.models import Space

KINDS = ("everyone", "units", "space", "members", "people", "me")


@dataclass(frozen=True)
class Choice:
    """An author's choice: one of KINDS, with what it needs.

    `space` says where a post stands whatever its audience: with kind "space" it takes the space's own audience
    (everyone for an open one, its members for a gated one), with "members" the members' circle even if it is open.
    `known_to` makes it translucent: everyone or units, who may know of it by its title, its author and its summary.
    """

    kind: str = "everyone"
    space: Space | None = None
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = field(default=())
    known_to: Choice | None = None


@dataclass(frozen=True)
class NotBefore:
    """When a post goes further, and how far: until then it is for a circle that knows."""

    opens_at: datetime
    then: Choice


def held(choice: Choice) -> Choice:
    """The choice with its space as it is now, and as it stays until the transaction ends: who gates it meanwhile finds what
    was shared in it. Whoever also locks a post holds the space first, as gating does."""
    return choice if choice.space is None else replace(choice, space=spaces.held(choice.space))


def resolve(choice: Choice, *, by: Person) -> Audience:
    """The audience of the choice, which is `held` where something is shared with it. Refuses (403) a space that the author
    may not post in, and (422) what is no choice.

    What stands in a gated space never goes further than its members.
    """
    _check(choice, by=by)
    if choice.kind in ("space", "members") and choice.space is not None:
        return _audience(choice.space.audience_id if choice.kind == "space" else choice.space.circle_id)
    if choice.kind == "units":
        return audiences.for_units(choice.units)
    if choice.kind == "people":
        return audiences.for_people([*choice.people, by])
    return _audience(AUTHOR if choice.kind == "me" else EVERYONE)


@Prepared
def _numbered(given: Given) -> QuerySet[Audience]:
    return Audience.objects.filter(pk=given.number("pk"))


def _audience(pk: int) -> Audience:
    (found,) = _numbered.rows(pk=pk)
    return found


def resolve_known(choice: Choice, audience: Audience, *, by: Person) -> Audience | None:
    """Who may know of what has this audience, by its title and one sentence; None where nobody else does.

    Refuses (422) what only its author reads, what stands in an external space, and where all of them can read it already.
    """
    if choice.known_to is None:
        return None
    if choice.kind == "me":
        raise Unacceptable(
            "Nobody else could be let in to what only you can read.",
            remedy="Name somebody who can read it.",
            field="known_to",
        )
    if choice.space is not None and choice.space.is_external:
        raise Unacceptable(
            "What stands in an external space is for its members alone.",
            remedy="Leave out who else may know of it.",
            field="known_to",
        )
    known_to = resolve(choice.known_to, by=by)
    if reaches.stays_within(known_to, audience):
        raise Unacceptable(
            "Everybody who would know of it can read it already.",
            remedy="Let fewer read it, or leave out who else may know of it.",
            field="known_to",
        )
    return known_to


def of_choice(choice: Choice, *, by: Person, also: Iterable[Person] = ()) -> reaches.Reach:
    """How far the choice would go, exact now: the same words and number that `of_audience` gives once it is made.

    `also` are let in beside units and named people. Asking makes no audience. Refuses what `resolve` refuses.
    """
    if choice.kind not in ("everyone", "units", "people"):
        return of_audience(resolve(choice, by=by), space=choice.space)
    _check(choice, by=by)
    if choice.kind == "everyone":
        return reaches.reach_of_everyone()
    beside = {person.pk: person for person in also}
    if choice.kind == "units":
        readers = people.in_units(choice.units).filter(is_active=True)
        more = set(beside) - set(readers.filter(pk__in=beside).values_list("pk", flat=True)) if beside else ()
        names = [*sorted(unit.name for unit in choice.units), *sorted(person.name for person in beside.values())]
        return reaches.Reach(reaches.listed(names), readers.count() + len(more))
    named = {person.pk: person for person in (*choice.people, by, *beside.values())}.values()
    here = [person for person in named if person.is_active]
    return reaches.Reach(
        reaches.listed(sorted(person.name for person in named)),
        len(here),
        outside=any(not person.is_member for person in here),
    )


def _check(choice: Choice, *, by: Person) -> None:
    space = choice.space
    if choice.kind not in KINDS:
        raise Unacceptable(
            f"{choice.kind[:40]!r} is not an audience.", remedy=f"Choose one of: {', '.join(KINDS)}.", field="audience"
        )
    if space is not None:
        spaces_policy.may_post(by, space, spaces.membership(space, by)).required()
        if space.is_gated and choice.kind in ("everyone", "units"):
            raise Unacceptable(
                "What stands in a gated space stays with its members.",
                remedy="Choose the space as its audience, or post it outside the space.",
                field="audience",
            )
    elif choice.kind in ("space", "members"):
        raise Unacceptable("No space was named.", remedy="Choose the space.", field="space")
    if choice.kind in ("everyone", "units") and not by.is_member:
        raise NotAllowed("Guests share within their spaces.", remedy="Choose one of your spaces.", field="audience")
    if choice.kind == "units" and not choice.units:
        raise Unacceptable("No unit was chosen.", remedy="Choose at least one unit.", field="units")
    if choice.kind == "people" and not choice.people:
        raise Unacceptable("Nobody was named.", remedy="Name at least one person.", field="people")
    if choice.kind == "people" and len(choice.people) >= audiences.MOST_NAMED:
        raise Unacceptable(
            f"Those are more than {audiences.MOST_NAMED} people.", remedy="Use a unit or a space instead.", field="people"
        )


def of_audience(audience: Audience, *, space: Space | None = None, viewer: Person | None = None) -> reaches.Reach:
    """How far an audience goes, a circle named after its space; not for a viewer who may not know of that."""
    circle = audience.base or audience
    if circle.kind == Audience.Kind.CIRCLE and (space is None or space.circle_id != circle.pk):
        space = Space.objects.filter(circle=circle).first()
    is_external = circle.kind == Audience.Kind.CIRCLE and space is not None and space.is_external
    is_named = space is not None and (viewer is None or not spaces.unknown([space], viewer=viewer))
    return reaches.reach(audience, circle_name=space.name if space and is_named else "", is_external=is_external)


def of_known(post: Post) -> reaches.Reach | None:
    """How far it goes that a translucent post is there, with title and sentence; None of any other."""
    return reaches.reach(post.known_to) if post.known_to is not None else None


def of_cards(shown: Iterable[Card | Shell]) -> dict[int, reaches.Reach]:
    """By audience, how far these posts go, and how far it goes that they are there: what `of_audience` says of each, in one
    query or two. Nothing of shells.
    """
    cards = [card for card in shown if isinstance(card, Card)]
    if not cards:
        return {}
    return reaches.reaches(
        {pk for card in cards for pk in (card.audience_id, card.known_to_id) if pk is not None},
        circle_names={card.audience_id: card.space_name for card in cards if card.space_name},
        external={card.audience_id for card in cards if card.space_kind == Space.Kind.EXTERNAL},
    )
