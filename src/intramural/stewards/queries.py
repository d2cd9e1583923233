"""Questions about stewardships: who looks after what, and who decides just now. What they answer holds at this moment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from intramural.kit import clock
from intramural.kit.errors import NotFound
from intramural.kit.paging import NameKey, Page
from intramural.kit.prepared import Given, Prepared
from intramural.people.events import PersonBecameGuest, PersonDeactivated
from intramural.people.models import Person, Unit
from intramural.record.models import Entry
from intramural.stewards.events import LeftUnattended, StewardAway, StewardshipEntrusted
from intramural.stewards.models import Away, Example, Stewardship, Unreleased, Watch
from intramural.ui.environment import zone_of

PAGE = 60
MOST_WORDS, MOST_UNATTENDED = 6, 200
MOST_NAMES, MOST_HOSTS = 8, 20
LONGEST_NAME = 200  # in characters; what is longer names nobody, and databases refuse to look for it
_BETWEEN = re.compile(r"\s*(?:[,;/|·&()]|\band\b|\bund\b)\s*", re.IGNORECASE)
_HOST = re.compile(r"(?i)^(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@\s]*@)?(?:www\.)?([^/:?#\s]+)")
_OVER = Stewardship.Over
BESIDE = ("topic", "unit", "steward__away", "deputy__away")
"""What is read with a stewardship, so that who decides is asked of no further row."""


def over(*, topics: Iterable[int], units: Iterable[int] = ()) -> list[Stewardship]:
    """The stewardships over these topics and over these units and those above them, as far as somebody can act in them.

    By name; two queries at most, none for nothing.
    """
    named_topics, below = list(topics), list(units)
    if not named_topics and not below:
        return []
    about = Q(topic__in=named_topics)
    if below:
        paths = Unit.objects.filter(pk__in=below).values_list("path", flat=True)
        about |= Q(unit__in={int(step) for path in paths for step in path.split(".") if step})
    found = named(Stewardship.objects.filter(about)).order_by("over_name", "pk")
    return [each for each in found if acting(each) is not None]


def of_origin(names: Iterable[str] = (), urls: Iterable[str] = ()) -> list[Stewardship]:
    """The stewardships that the origin of a document names, the surest first, as far as somebody can act in them.

    `names` say who owns or made it: a function or source by its name or by what it is known by, a unit with those above it,
    a topic by its name. `urls` are addresses: a function or source that is known by their host. Two queries at most.
    """
    wanted, hosts = _named_in(names), _hosts_of(urls)
    if not wanted and not hosts:
        return []
    lines = _lines_above(wanted)
    about = Q(unit__in={step for steps in lines.values() for step in steps})
    for name in wanted:
        about |= _any_case("name", name) | _any_case("topic__name", name) | _any_case("phrases", name, how="icontains")
    for host in hosts:
        about |= Q(phrases__icontains=host)
    found = named(Stewardship.objects.filter(about)).order_by("over_name", "pk")
    placed = [(place, it) for it in found if (place := _place(it, wanted, lines, hosts)) and acting(it) is not None]
    return [it for _, it in sorted(placed, key=lambda pair: pair[0])]


def _named_in(names: Iterable[str]) -> list[str]:
    """What is named, whole and in its parts: "Legal and Press office" names both."""
    parts = [part for name in names for part in (name, *_BETWEEN.split(name))]
    cleaned = (" ".join(part.casefold().removeprefix("the ").split()) for part in parts)
    return list(dict.fromkeys(part for part in cleaned if 1 < len(part) <= LONGEST_NAME))[:MOST_NAMES]


def _hosts_of(urls: Iterable[str]) -> list[str]:
    """The hosts of these addresses, and what they are a part of: "a.reports.example" is also "reports.example"."""
    found = []
    for url in urls:
        match = _HOST.match(url.strip())
        labels = match[1].casefold().strip(".").split(".") if match and len(match[1]) <= LONGEST_NAME else []
        found += [".".join(labels[first:]) for first in range(min(len(labels), max(1, len(labels) - 1)))]
    return list(dict.fromkeys(found))[:MOST_HOSTS]


def _lines_above(wanted: Sequence[str]) -> dict[str, list[int]]:
    """For each of these names that is a unit's: that unit and those above it, the nearest first."""
    if not wanted:
        return {}
    found: dict[str, list[int]] = {}
    for unit in Unit.objects.filter(reduce(or_, (_any_case("name", name) for name in wanted))):
        found.setdefault(unit.name.casefold(), []).extend(int(step) for step in reversed(unit.path.split(".")) if step)
    return found


def _place(
    it: Stewardship, wanted: Sequence[str], lines: dict[str, list[int]], hosts: Sequence[str]
) -> tuple[int, int] | None:
    """How surely it is named; None where the likeness of letters was chance."""
    known_by = {line.casefold() for line in it.phrases.splitlines()} if it.kind in (_OVER.FUNCTION, _OVER.SOURCE) else set()
    for at, name in enumerate(wanted):
        if name in (it.over.casefold(), *known_by):
            return at, 0
        if it.unit_id is not None and it.unit_id in lines.get(name, ()):
            return at, lines[name].index(it.unit_id) + 1
    own = {host for line in known_by if " " not in line for host in _hosts_of([line])[:1]}
    return next(((len(wanted) + at, 0) for at, host in enumerate(hosts) if host in own), None)


def acting(stewardship: Stewardship) -> Person | None:
    """Who decides now: the steward, or the deputy while the steward is away or cannot act; None for nobody.

    Where both are away it is whoever of them is still here, the steward first: being away bars nobody.
    """
    here = deciders(stewardship)
    return next((person for person in here if away_through(person) is None), here[0] if here else None)


def deciders(stewardship: Stewardship) -> list[Person]:
    """Steward and deputy, as far as they are members here: both may act."""
    return [person for person in (stewardship.steward, stewardship.deputy) if person is not None and person.is_member]


def in_turn(stewardship: Stewardship) -> list[Person]:
    """The same, who decides now first."""
    acts = acting(stewardship)
    return sorted(deciders(stewardship), key=lambda person: person != acts)


def away_through(person: Person) -> date | None:
    """The last day on which the person is away, if they said so and it is not past where they are."""
    mark: Away | None = getattr(person, "away", None)
    return mark.through if mark is not None and mark.through >= today_of(person) else None


def today_of(person: Person) -> date:
    """The day that it is for this person."""
    return clock.now().astimezone(zone_of(person)).date()


def of_person(person: Person) -> list[Stewardship]:
    """What somebody looks after, as steward or deputy, by name."""
    return list(named(Stewardship.objects.filter(Q(steward=person) | Q(deputy=person))).order_by("over_name", "pk"))


def all_acting() -> list[Person]:
    """Everybody who decides on something just now, by number."""
    found = (acting(each) for each in named(attended()))
    return sorted({each.pk: each for each in found if each is not None}.values(), key=lambda each: each.pk)


def part_of(person: Person, stewardship: Stewardship) -> str:
    """Which part they have in it: "steward", "deputy", or "" for none."""
    parts = {stewardship.deputy_id: "deputy", stewardship.steward_id: "steward"}
    return parts.get(person.pk, "")


@dataclass(frozen=True)
class Entrusting:
    """That steward and deputy were named: `number` is the journal's, `by` who named them, as far as they are still here."""

    number: int
    by: Person | None


def last_entrusted(stewardship: Stewardship) -> Entrusting | None:
    """When its steward and deputy were named the last time; None: by an import alone."""
    noted = Entry.objects.filter(name=StewardshipEntrusted.__name__, about=f"Stewardship:{stewardship.pk}")
    entry = noted.order_by("-pk").first()
    if entry is None:
        return None
    return Entrusting(entry.pk, Person.objects.filter(pk=entry.by_id).first() if entry.by_id is not None else None)


def last_gone(person_id: int) -> int:
    """The journal's number of when they last went away or left; 0 for never."""
    gone = (StewardAway.__name__, PersonDeactivated.__name__, PersonBecameGuest.__name__)
    noted = Entry.objects.filter(name__in=gone, about=f"Person:{person_id}").order_by("-pk")
    return noted.values_list("pk", flat=True).first() or 0


def last_unattended(stewardship: Stewardship) -> int:
    """The journal's number of when it was last left to nobody; 0 for never."""
    noted = Entry.objects.filter(name=LeftUnattended.__name__, about=f"Stewardship:{stewardship.pk}").order_by("-pk")
    return noted.values_list("pk", flat=True).first() or 0


def watch_of(person: Person, stewardship: Stewardship) -> str:
    """Beyond what the person wants to be told of what is theirs there; "" for nothing."""
    found = Watch.objects.filter(stewardship=stewardship, person=person).values_list("beyond", flat=True)
    return next(iter(found), "")


def watches(stewardships: Iterable[Stewardship]) -> list[Watch]:
    """Who wants to be told of what goes wider in these, as far as they look after them and can act. One query."""
    over = {each.pk: each for each in stewardships}
    found = list(Watch.objects.filter(stewardship__in=over).select_related("person").order_by("pk")) if over else []
    for each in found:
        each.stewardship = over[each.stewardship_id]
    return [each for each in found if each.person_id in {person.pk for person in deciders(each.stewardship)}]


@Prepared
def _looked_after(given: Given) -> QuerySet[Stewardship]:
    person = given.number("person")
    return Stewardship.objects.filter(Q(steward_id=person) | Q(deputy_id=person)).only("pk").order_by()[:1]


def looks_after_something(person: Person) -> bool:
    """Whether they are steward or deputy of anything. One query, for every page of a post."""
    return bool(_looked_after.rows(person=person.pk))


def of_topic(topic_id: int) -> Stewardship | None:
    """The stewardship over a topic, whether or not somebody can act in it; None where there is none."""
    return named(Stewardship.objects.filter(topic_id=topic_id)).first()


def by_id(public_id: str, *, viewer: Person) -> Stewardship:
    """The stewardship at this address. Refuses (404) one that is not there, and any to a viewer who is no member."""
    known = Stewardship.objects.filter(public_id=public_id) if viewer.is_member else Stewardship.objects.none()
    found: Stewardship | None = named(known).first()
    if found is None:
        raise NotFound("There is nothing here that somebody looks after.")
    return found


def example(stewardship: Stewardship, public_id: str) -> Example:
    """The example of this id. Refuses (404) one that is not there."""
    found = Example.objects.filter(stewardship=stewardship, public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such example.")
    return found


def unreleased(stewardship: Stewardship, public_id: str) -> Unreleased:
    """The name of this id that waits for its day. Refuses (404) one that is not there."""
    found = Unreleased.objects.filter(stewardship=stewardship, public_id=public_id[:13]).first()
    if found is None:
        raise NotFound("There is no such name.")
    return found


def listed(viewer: Person, *, search: str = "", kind: str = "", after: NameKey | None = None) -> Page[Stewardship]:
    """Every stewardship, for members, by name, a page by key: a guest is shown none. One query.

    Words are looked for in its name, what it is known by, and who looks after it; never in code names and examples.
    """
    if not viewer.is_member:
        return Page(rows=[], next=None)
    found = named(Stewardship.objects.all())
    if kind:
        found = found.filter(kind=kind)
    for word in search.split()[:MOST_WORDS]:
        found = found.filter(_has(word))
    if after is not None:
        found = found.filter(Q(over_name__gt=after.name) | Q(over_name=after.name, public_id__gt=after.tie))
    rows = list(found.order_by("over_name", "public_id")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(rows=rows[:PAGE], next=NameKey(last.over, last.public_id) if last else None)


def unattended(*, kind: str = "", search: str = "") -> list[Stewardship]:
    """The stewardships in which nobody can act, by name, 200 at most. One query."""
    found = named(Stewardship.objects.exclude(pk__in=attended()))
    for word in search.split()[:MOST_WORDS]:
        found = found.filter(_has(word))
    return list((found.filter(kind=kind) if kind else found).order_by("over_name", "pk")[:MOST_UNATTENDED])


def attended() -> QuerySet[Stewardship]:
    """The stewardships in which somebody can act."""
    somebody = reduce(or_, (Q(**{f"{who}__is_active": True, f"{who}__standing": "member"}) for who in ("steward", "deputy")))
    return Stewardship.objects.filter(somebody)


def named(found: QuerySet[Stewardship]) -> QuerySet[Any]:
    """With `over_name`, by which they are ordered, and with all that a line about them needs."""
    return found.select_related(*BESIDE).annotate(over_name=Coalesce("topic__name", "unit__name", "name"))


def _has(word: str) -> Q:
    plain = (
        "over_name",
        "topic__slug",
        "topic__description",
        "phrases",
        "steward__name",
        "deputy__name",
        "fine",
        "not_fine",
    )
    return reduce(or_, [_any_case(place, word, how="icontains") for place in plain])


def _any_case(place: str, word: str, *, how: str = "iexact") -> Q:
    """SQLite folds the case of ASCII letters alone."""
    spellings = {word} if word.isascii() else {word, word.lower(), word.capitalize(), word.title(), word.upper()}
    return reduce(or_, [Q(**{f"{place}__{how}": spelling}) for spelling in spellings])
