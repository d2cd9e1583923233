"""What a person wants to hear of, and when; seen by that person alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intramural.notifications.models import News, Rhythm, Wish
from intramural.people.models import Person
from intramural.spaces.models import Space
from intramural.topics.models import Topic


def wishes_of(people: Iterable[int]) -> dict[int, dict[str, frozenset[str]]]:
    """What these people (numbers) want, by person and key. One query."""
    found: dict[int, dict[str, frozenset[str]]] = {}
    for person, key, ways in Wish.objects.filter(person__in=set(people)).values_list("person_id", "key", "ways"):
        found.setdefault(person, {})[key] = _read(ways)
    return found


def rhythm_of(person: Person) -> Rhythm:
    """The person's rhythm, or the one of the house."""
    return Rhythm.objects.filter(person=person).first() or Rhythm(person=person)


def rhythms_of(people: Iterable[Person]) -> dict[int, Rhythm]:
    """The rhythms of these people, by their numbers. One query."""
    asked = {person.pk: person for person in people}
    chosen = {rhythm.person_id: rhythm for rhythm in Rhythm.objects.filter(person__in=asked)}
    return {pk: chosen.get(pk) or Rhythm(person=person) for pk, person in asked.items()}


@dataclass(frozen=True)
class Chosen:
    """One thing to hear of: `name` in forms and the API, `label` for people, and the ways; None: the house's own."""

    name: str
    label: str
    ways: frozenset[str] | None


def chosen(person: Person) -> dict[str, list[Chosen]]:
    """What the person can choose about: all kinds, their spaces and the topics that they follow, by name. Three queries."""
    wishes = wishes_of([person.pk]).get(person.pk, {})
    spaces = Space.objects.filter(memberships__person=person, archived_at=None).order_by("name", "pk")
    topics = Topic.objects.filter(followers=person).order_by("name", "pk")
    kinds = [kind for kind in News.Kind if kind != News.Kind.QUIET]
    return {
        "kinds": [Chosen(f"kind:{kind.value}", kind.label, wishes.get(f"kind:{kind.value}")) for kind in kinds],
        "spaces": [Chosen(f"space:{it.slug}", it.name, wishes.get(f"space:{it.pk}")) for it in spaces],
        "topics": [Chosen(f"topic:{it.slug}", it.name, wishes.get(f"topic:{it.pk}")) for it in topics],
    }


def silenced(person: Person) -> list[tuple[Wish, str]]:
    """What the person has silenced, each with its name, the newest last. One query.

    A post is not named: its words may have been taken from the person since.
    """
    found = Wish.objects.filter(person=person, ways="").select_related("post", "space", "topic", "other").order_by("pk")
    return [(wish, _name(wish)) for wish in found]


def _name(wish: Wish) -> str:
    if wish.about == Wish.About.KIND:
        return News.Kind(wish.key.removeprefix("kind:")).label
    named = wish.space or wish.topic or wish.other
    return str(named) if named is not None else "A post"


def _read(ways: str) -> frozenset[str]:
    return frozenset(filter(None, ways.split(",")))
