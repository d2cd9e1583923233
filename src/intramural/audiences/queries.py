"""Questions about audiences: who is in one, and how far it reaches in words and number."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from intramural.audiences.models import AUTHOR, EVERYONE, Audience, Grant
from intramural.kit import clock
from intramural.people import queries as people
from intramural.people.models import Person, Unit


@dataclass(frozen=True)
class Reach:
    """How far a thing goes, exact at the moment of asking: `name` is the audience's, `people` how many can read.

    `outside`: people outside the organisation are among them, or may be let in (R28).
    """

    name: str
    people: int
    outside: bool = False

    @property
    def words(self) -> str:
        """Such as "Everyone here, 1,240 people, can read this." (R1)"""
        if self.name == AUTHOR_NAME:
            return "Only you can read this."
        return f"{self.counted}, can read this."

    @property
    def counted(self) -> str:
        """Such as "Everyone here, 1,240 people", or "Members of Carriers, 12 people, also outside the organisation"."""
        number = f"{self.people:,} {'person' if self.people == 1 else 'people'}"
        return f"{self.name}, {number}{', also outside the organisation' if self.outside else ''}"


EVERYONE_NAME = "Everyone here"
AUTHOR_NAME = "Only you"
_FIXED = {"everyone": EVERYONE_NAME, "author": AUTHOR_NAME}


def reach(audience: Audience, *, circle_name: str = "", is_external: bool = False) -> Reach:
    """The reach of one audience: see `reaches`."""
    own = [audience.pk]
    return reaches(own, circle_names={audience.pk: circle_name}, external=own if is_external else ())[audience.pk]


def reach_of_everyone() -> Reach:
    """The reach of what is for everyone here. One query, written out: every page with a composer asks it."""
    with connection.cursor() as cursor:
        cursor.execute(_MEMBERS)
        return Reach(EVERYONE_NAME, cursor.fetchone()[0])


def reaches(
    audience_ids: Iterable[int], *, circle_names: Mapping[int, str], external: Container[int] = ()
) -> dict[int, Reach]:
    """The reach of each of these audiences, in one query; one more where some have names of their own.

    `circle_names` names the circles by audience, each as whoever owns it does; `external` has those that are for people outside
    too, whether or not one is in it already.
    """
    wanted = set(audience_ids)
    marks = ",".join(["%s"] * len(wanted)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS.format(marks=marks), [*wanted])
        counted = cursor.fetchall()
        named: dict[int, list[str]] = {}
        if by_name := [base for _, base, kind, *_ in counted if kind in (Audience.Kind.UNITS, Audience.Kind.PEOPLE)]:
            cursor.execute(_NAMES.format(marks=",".join(["%s"] * len(by_name))), by_name * 3)
            for pk, name, _ in cursor.fetchall():
                named.setdefault(pk, []).append(name)
    found: dict[int, Reach] = {}
    for pk, base, kind, count, guests, let_in in counted:
        name = _FIXED.get(kind) or (
            _circle(circle_names.get(pk, "")) if kind == Audience.Kind.CIRCLE else listed(named.get(base, []))
        )
        is_external = kind == Audience.Kind.CIRCLE and pk in external
        found[pk] = Reach(_and_more(name, let_in), count, bool(guests) or is_external)
    return found


_MEMBERS = "SELECT count(*) FROM people_person WHERE is_active = TRUE AND standing = 'member'"
"""How many `people.members` are."""
_GRANTED = (
    "(SELECT count(*) FROM audiences_grant g JOIN people_person p ON p.id = g.person_id AND p.is_active "
    "WHERE g.audience_id = a.id{more})"
)
# Guests are in circles that are known to be external, and else among people who were named, stand beside units or were let in. A
# widened audience has the name of its base.
_COUNTS = f"""
    SELECT a.id, COALESCE(b.id, a.id), COALESCE(b.kind, a.kind),
        CASE a.kind WHEN 'everyone' THEN ({_MEMBERS})
        WHEN 'author' THEN 0 ELSE {_GRANTED.format(more="")} END,
        CASE WHEN b.id IS NULL AND a.kind IN ('everyone', 'author', 'circle') THEN 0
        ELSE {_GRANTED.format(more=" AND p.standing = 'guest'")} END,
        CASE WHEN b.id IS NULL THEN 0 ELSE {_GRANTED.format(more=" AND g.is_let_in")} END
    FROM audiences_audience a LEFT JOIN audiences_audience b ON b.id = a.base_id WHERE a.id IN ({{marks}})
"""
_NAMES = """
    SELECT au.audience_id, u.name, 1 FROM audiences_audience_units au JOIN people_unit u ON u.id = au.unit_id
    WHERE au.audience_id IN ({marks})
    UNION ALL
    SELECT al.audience_id, p.name, 2 FROM audiences_audience_also al JOIN people_person p ON p.id = al.person_id
    WHERE al.audience_id IN ({marks})
    UNION ALL
    SELECT a.id, p.name, 2 FROM audiences_audience a JOIN audiences_grant g ON g.audience_id = a.id
    JOIN people_person p ON p.id = g.person_id WHERE a.kind = 'people' AND a.id IN ({marks})
    ORDER BY 3, 2
"""


def readers(audience: Audience, *, released_at: datetime | None = None) -> QuerySet[Person]:
    """The people who can read what has this audience, its author aside: they may sign in, and are in it.

    With `released_at`, of what was released then; without, of what would be now.
    """
    if audience.pk == EVERYONE:
        return people.members()
    if audience.pk == AUTHOR:
        return Person.objects.none()
    return Person.objects.filter(is_active=True, pk__in=_let_in(audience.pk, released_at).values("person"))


def _circle(name: str) -> str:
    return f"Members of {name}" if name else "Members of the space"


def _and_more(name: str, let_in: int) -> str:
    """With how many were let in one by one. Who they are is for those to know who let them in."""
    return f"{name}, and {let_in:,} more" if let_in else name


def let_in(audience: Audience) -> QuerySet[Person]:
    """Who was let in one by one, by name."""
    return Person.objects.filter(grants__audience=audience, grants__is_let_in=True).order_by("name", "pk")


def listed(names: list[str], *, most: int = 3) -> str:
    """Names as a person would list them: "Ada", "Ada and Ben", "Ada, Ben and 4 others"."""
    if not names:
        return "Nobody yet"
    if len(names) > most:
        others = len(names) - (most - 1)
        return f"{', '.join(names[: most - 1])} and {others} others"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def is_in(person: Person, audience_id: int, *, released_at: datetime | None) -> bool:
    """Whether what was released then and has this audience is for the person now. Being its author is another matter.

    Who came into a space with protected history later is not let in to it. None: it is not released, and would be now.
    """
    if not person.is_active:
        return False
    if audience_id == EVERYONE:
        return person.is_member
    return _let_in(audience_id, released_at).filter(person=person).exists()


@dataclass(frozen=True)
class Spoken:
    """What two audiences are compared for: when it was released (None: not yet), and by whom, who reads it anyway."""

    released_at: datetime | None = None
    author_id: int | None = None


NOTHING_YET = Spoken()
"""What is not said yet."""


def goes_further(wide: Audience, *, than: Audience, of: Spoken = NOTHING_YET) -> bool:
    """Whether somebody could read it in the one who could not in the other, its author aside."""
    if wide.pk in (than.pk, AUTHOR):
        return False
    if wide.pk == EVERYONE:
        within = _let_in(than.pk, of.released_at).values("person")
        return people.members().exclude(pk=of.author_id or 0).exclude(pk__in=within).exists()
    let_in = _let_in(wide.pk, of.released_at).filter(person__is_active=True).exclude(person=of.author_id or 0)
    if than.pk == EVERYONE:
        return let_in.exclude(person__in=people.members()).exists()
    return let_in.exclude(person__in=_let_in(than.pk, of.released_at).values("person")).exists()


def stays_within(narrow: Audience, wide: Audience, *, of: Spoken = NOTHING_YET) -> bool:
    """Whether nobody could read it in the one who could not in the other, now or when somebody joins a unit or a space later.

    Its author aside; a guest who is let into a space is let in by its owners.
    """
    return _is_below(narrow.base or narrow, wide.base or wide) and not goes_further(narrow, than=wide, of=of)


def _is_below(narrow: Audience, wide: Audience) -> bool:
    """Whether whoever comes into the one later comes into the other too."""
    kind = Audience.Kind
    if narrow.kind == kind.UNITS and wide.kind == kind.UNITS:
        lines = set(wide.units.values_list("pk", flat=True))
        return all(lines & {int(step) for step in unit.path.split(".") if step} for unit in narrow.units.all())
    return narrow.pk == wide.pk or wide.kind == kind.EVERYONE or narrow.kind in (kind.PEOPLE, kind.AUTHOR)


def _let_in(audience_id: int, released_at: datetime | None) -> QuerySet[Grant]:
    """The grants by which somebody reads what was released then: see `visibility`."""
    return Grant.objects.filter(audience=audience_id, since__lte=released_at or clock.now())


def unit_audiences_with(units: Iterable[Unit]) -> QuerySet[Audience]:
    """The audiences of units that would change if somebody joined or left one of these: theirs and those above."""
    lines = {int(step) for unit in units for step in unit.path.split(".") if step}
    return Audience.objects.filter(kind=Audience.Kind.UNITS, units__in=lines).distinct()
