from __future__ import annotations

from collections.abc import Iterable

from intramural.notifications.models import News, Wish
from intramural.people.models import Person


def wishes_of(people: Iterable[int]) -> dict[int, dict[str, frozenset[str]]]:
    """What these people (numbers) want, by person and key. One query."""
    found: dict[int, dict[str, frozenset[str]]] = {}
    for person, key, ways in Wish.objects.filter(person__in=set(people)).values_list("person_id", "key", "ways"):
        found.setdefault(person, {})[key] = frozenset(filter(None, ways.split(",")))
    return found


def silenced(person: Person) -> list[tuple[Wish, str]]:
    """What the person has silenced, each with its name, the newest last. One query.

    A post is not named: its words may have been taken from the person since.
    """
    found = Wish.objects.filter(person=person, ways="").select_related("space", "topic", "other").order_by("pk")
    return [(wish, _name(wish)) for wish in found]


def _name(wish: Wish) -> str:
    if wish.about == Wish.About.KIND:
        return News.Kind(wish.key.removeprefix("kind:")).label
    named = wish.space or wish.topic or wish.other
    return str(named) if named is not None else "A post"
