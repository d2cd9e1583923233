"""Finding people: the directory, a profile, the chart. What it shows is open to every member; guests see themselves."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Exists, Q, QuerySet

from intramural.kit.errors import NotFound
from intramural.kit.paging import NameKey, Page
from intramural.people.models import Following, Person, Unit


def members() -> QuerySet[Person]:
    """The people whom *everyone* includes: members that may sign in. Guests and the not yet invited are not."""
    return Person.objects.filter(is_active=True, standing=Person.Standing.MEMBER)


def by_handle(handle: str, *, viewer: Person) -> Person:
    """The person with this handle, if the viewer may see their profile; else there is nobody (404)."""
    person = visible_to(viewer).select_related("unit", "manager").filter(handle=handle.lower()).first()
    if person is None:
        raise NotFound("There is nobody here by that name.")
    return person


def visible_to(viewer: Person) -> QuerySet[Person]:
    """The people whose profile the viewer may see: members see everyone who was not erased, a guest sees themselves.

    A guest meets others through the spaces they share; those name them without opening the directory.
    """
    if not getattr(viewer, "is_active", False):
        return Person.objects.none()
    return seen_by(viewer.pk, is_member=viewer.is_member)


def seen_by(person: int, *, is_member: bool) -> QuerySet[Person]:
    """As `visible_to`, for the number of somebody who may sign in."""
    shown = Person.objects.filter(erased_at__isnull=True)
    return shown if is_member else shown.filter(pk=person)


LEVELS = [(str(value), str(label)) for value, label in Person.Level.choices]
DIRECTORY_PAGE = 30
MOST_WORDS = 6


def directory(
    viewer: Person,
    *,
    words: str = "",
    unit: Unit | None = None,
    site: str = "",
    level: str = "",
    language: str = "",
    operates: bool = False,
    after: NameKey | None = None,
    size: int = DIRECTORY_PAGE,
) -> Page[Person]:
    """The people whom the viewer may find, by name, a page by key; all conditions together. One query.

    Every word is looked for in name, handle, title and "ask me about". A unit means its sub-units too. `operates`:
    operators alone. Whoever was deactivated is left out; their profile stays where it is.
    """
    found = visible_to(viewer).filter(deactivated_at=None).select_related("unit")
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(has(word))
    if unit is not None:
        found = found.filter(unit__path__startswith=unit.path)
    if site:
        found = found.filter(site=site)
    if level:
        found = found.filter(level=level)
    if language:
        found = found.filter(languages__icontains=language)
    if operates:
        found = found.filter(is_operator=True)
    return page_of(found, after=after, size=size)


def operators(viewer: Person) -> list[Person]:
    """Whom somebody can ask who is told to ask an operator, as far as they may find them; by name. One query."""
    return directory(viewer, operates=True).rows


def in_unit(unit: Unit, *, viewer: Person, after: NameKey | None = None, size: int = DIRECTORY_PAGE) -> Page[Person]:
    """The people of this unit itself, without its sub-units, whom the viewer may find; by name, a page by key."""
    found = visible_to(viewer).filter(deactivated_at=None, unit=unit).select_related("unit")
    return page_of(found, after=after, size=size)


def choices(viewer: Person) -> dict[str, list[str]]:
    """What a directory can be narrowed to: the sites and the languages of those whom the viewer may find."""
    shown = visible_to(viewer).filter(deactivated_at=None).order_by()
    sites = shown.exclude(site="").values_list("site", flat=True).distinct()
    spoken = shown.exclude(languages="").values_list("languages", flat=True).distinct()
    languages = {word.strip() for several in spoken for word in several.split(",") if word.strip()}
    return {"sites": sorted(sites), "languages": sorted(languages)}


def time_zones() -> list[str]:
    """The names of the time zones that people live in, UTC first."""
    return ["UTC", *sorted(name for name in zoneinfo.available_timezones() if name.split("/")[0] in _CONTINENTS)]


_CONTINENTS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def reports_of(person: Person, *, viewer: Person) -> QuerySet[Person]:
    """Whoever reports to the person and is still here, by name."""
    return visible_to(viewer).filter(manager=person, deactivated_at=None).select_related("unit").order_by("name", "pk")


def is_followed(person: Person, *, by: Person) -> bool:
    """Whether `by` follows the person: a question that only `by` may ask."""
    return Following.objects.filter(person=by, followed=person).exists()


@dataclass
class Branch:
    """A person in the chart with those below; `goes_on` where more is below than is drawn."""

    person: Person
    below: list[Branch] = field(default_factory=list)
    goes_on: bool = False


CHART_DEPTH = 3
MOST_IN_CHART = 400


def chart(viewer: Person, *, of: Person | None = None) -> list[Branch]:
    """Who reports to whom: below one person, or from the top (whoever has reports and no manager).

    Whose account was ended stays where they were while somebody here reports to them. Three levels, at most 400 people,
    one query a level and one for what goes on below.
    """
    # Asked once: where nobody has a manager, SQLite would look through everybody for each of them.
    reports = Q(pk__in=Person.objects.filter(manager__isnull=False, erased_at=None).values("manager"))
    placed = visible_to(viewer).filter(Q(deactivated_at=None) | reports)
    shown = placed.select_related("unit").order_by("name", "pk")
    if of is None:
        tops = [Branch(person) for person in shown.filter(reports, manager=None)[:MOST_IN_CHART]]
    else:
        tops = [Branch(of)]
    level, room = tops, MOST_IN_CHART - len(tops)
    for _ in range(CHART_DEPTH - 1):
        by_pk = {branch.person.pk: branch for branch in level}
        level = [Branch(person) for person in shown.filter(manager__in=by_pk)[: max(room, 0)]]
        room -= len(level)
        for branch in level:
            by_pk[branch.person.manager_id].below.append(branch)  # type: ignore[index]
    drawn = {branch.person.pk: branch for branch in _all(tops)}
    below = placed.filter(manager__in=drawn).exclude(pk__in=drawn)
    for manager_id in below.order_by().values_list("manager", flat=True).distinct():
        drawn[manager_id].goes_on = True  # type: ignore[index]
    for branch in tops:
        branch.below = _without_the_empty(branch.below)
    return [branch for branch in tops if branch.below or branch.goes_on] if of is None else tops


def _without_the_empty(branches: list[Branch]) -> list[Branch]:
    """Without those below whom nobody is here any more, and who are not either."""
    for branch in branches:
        branch.below = _without_the_empty(branch.below)
    return [branch for branch in branches if branch.below or branch.goes_on or branch.person.deactivated_at is None]


def line_above(person: Person, *, viewer: Person) -> list[Person]:
    """The person's manager, theirs, and so on, as far as the viewer may find them; the top first."""
    line: list[Person] = []
    above = person.manager if viewer.is_member else None
    while above is not None and above not in line:
        line.append(above)
        above = above.manager
    return line[::-1]


def _all(branches: Iterable[Branch]) -> Iterable[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.below)


def page_of(found: QuerySet[Person], *, after: NameKey | None, size: int) -> Page[Person]:
    """The page by name after this key. One query."""
    if after is not None:
        found = found.filter(Q(name__gt=after.name) | Q(name=after.name, handle__gt=after.tie))
    rows = list(found.order_by("name", "handle")[: size + 1])
    more = len(rows) > size
    return Page(rows=rows[:size], next=NameKey(rows[size - 1].name, rows[size - 1].handle) if more else None)


def has(word: str) -> Q:
    """Whether a word stands in name, handle, title or "ask me about"."""
    # SQLite folds the case of ASCII letters alone.
    spellings = {word} if word.isascii() else {word, word.lower(), word.capitalize(), word.upper()}
    places = ("name", "handle", "title", "ask_me_about")
    return reduce(or_, [Q(**{f"{place}__icontains": spelling}) for place in places for spelling in spellings])


def addresses_of(handles: Iterable[str], *, writer: int, met: Exists) -> Mapping[str, str]:
    """For those handles that the writer (a number) may know of: where their profile is, to link a mention. One query.

    A member knows of everyone; a guest of themselves and of whom they have `met` (asked of each person), and learns nothing
    of other handles.
    """
    known = Q(Exists(members().filter(pk=writer))) | Q(pk=writer) | Q(met)
    found = Person.objects.filter(known, handle__in=list(handles), erased_at__isnull=True)
    return {handle: f"/people/{handle}/" for handle in found.values_list("handle", flat=True)}
