"""Questions about audiences: who is in one, and how far it reaches in words and number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from intramural.audiences.models import AUTHOR, EVERYONE, Audience, Grant
from intramural.people import queries as people
from intramural.people.models import Person, Unit


@dataclass(frozen=True)
class Reach:
    """How far a thing goes, exact at the moment of asking: `name` is the audience's, `people` how many can read."""

    name: str
    people: int

    @property
    def words(self) -> str:
        """Such as "Everyone here, 1,240 people, can read this." (R1)"""
        if self.name == AUTHOR_NAME:
            return "Only you can read this."
        return f"{self.counted}, can read this."

    @property
    def counted(self) -> str:
        """Such as "Everyone here, 1,240 people"."""
        return f"{self.name}, {self.people:,} {'person' if self.people == 1 else 'people'}"


EVERYONE_NAME = "Everyone here"
AUTHOR_NAME = "Only you"


def reach(audience: Audience, *, circle_name: str = "") -> Reach:
    """The reach of an audience. A circle is named by whoever owns it, such as the space's name."""
    return Reach(name=name_of(audience, circle_name=circle_name), people=readers(audience).count())


def readers(audience: Audience) -> QuerySet[Person]:
    """The people who can read what has this audience, its author aside: they may sign in, and are in it."""
    if audience.pk == EVERYONE:
        return people.members()
    if audience.pk == AUTHOR:
        return Person.objects.none()
    return Person.objects.filter(is_active=True, grants__audience=audience)


def name_of(audience: Audience, *, circle_name: str = "") -> str:
    """The audience in words: "Everyone here", "Sales and Logistics", "Members of Bowling", "Ada and 2 others"."""
    kind = Audience.Kind
    if audience.kind == kind.EVERYONE:
        return EVERYONE_NAME
    if audience.kind == kind.AUTHOR:
        return AUTHOR_NAME
    if audience.kind == kind.UNITS:
        return listed(list(audience.units.values_list("name", flat=True)))
    if audience.kind == kind.CIRCLE:
        return f"Members of {circle_name}" if circle_name else "Members of the space"
    return listed(list(audience.people.order_by("name").values_list("name", flat=True)))


def listed(names: list[str], *, most: int = 3) -> str:
    """Names as a person would list them: "Ada", "Ada and Ben", "Ada, Ben and 4 others"."""
    if not names:
        return "Nobody yet"
    if len(names) > most:
        others = len(names) - (most - 1)
        return f"{', '.join(names[: most - 1])} and {others} others"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def is_in(person: Person, audience_id: int) -> bool:
    """Whether the audience includes the person now. Being its author is another matter."""
    if not person.is_active:
        return False
    if audience_id == EVERYONE:
        return person.is_member
    return Grant.objects.filter(audience_id=audience_id, person=person).exists()


def unit_audiences_with(units: Iterable[Unit]) -> QuerySet[Audience]:
    """The audiences of units that would change if somebody joined or left one of these: theirs and those above."""
    lines = {int(step) for unit in units for step in unit.path.split(".") if step}
    return Audience.objects.filter(kind=Audience.Kind.UNITS, units__in=lines).distinct()
