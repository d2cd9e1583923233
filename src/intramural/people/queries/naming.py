"""Whom somebody names in a form: by handle, with or without @, or by whole name."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from intramural.kit.errors import Unacceptable
from intramural.kit.markup import clean_line
from intramural.people.models import Person
from intramural.people.queries.finding import visible_to

MOST_NAMED = 500
MOST_LETTERS = 50_000
_BETWEEN = re.compile(r"[,;\n]+")


def named(text: str, *, viewer: Person, field: str) -> Person | None:
    """Whom a line names; None for nobody. Refuses (422) who is not there, and a name that several have."""
    word = clean_line(text).strip(" ,;")
    return _one(word, visible_to(viewer), field=field) if word.lstrip("@") else None


def all_named(text: str, *, viewer: Person, field: str) -> list[Person]:
    """The people whom a line such as "@ben, Cara Lindqvist" names, each once, in their order.

    Between commas stands a name, or handles with blanks between. Refuses (422) who is not there, a name that several
    have, and more than 500.
    """
    here = visible_to(viewer)
    words: list[str] = []
    if len(text) <= MOST_LETTERS:
        parts = [part for each in _BETWEEN.split(text) if (part := clean_line(each)).strip("@ ")]
        words = list(dict.fromkeys(word for part in parts for word in _words(part, here)))
    if len(words) > MOST_NAMED or len(text) > MOST_LETTERS:
        raise Unacceptable(f"Those are more than {MOST_NAMED} people.", remedy="Use a unit or a space instead.", field=field)
    handles = [word.lstrip("@").lower() for word in words]
    known = {person.handle: person for person in here.filter(handle__in=handles)}
    found = [known.get(handle) or _one(word, here, field=field) for word, handle in zip(words, handles, strict=True)]
    return list({person.pk: person for person in found}.values())


def _words(part: str, here: QuerySet[Person]) -> list[str]:
    """One whole name, or several handles."""
    words = [word for word in part.split() if word.strip("@")]
    if len(words) < 2 or all(word.startswith("@") for word in words):
        return words
    handles = {word.lstrip("@").lower() for word in words}
    return words if here.filter(handle__in=handles).count() == len(handles) else [part]


def _one(word: str, here: QuerySet[Person], *, field: str) -> Person:
    handle = word.lstrip("@").lower()
    person = here.filter(handle=handle).first()
    if person is not None:
        return person
    several = list(here.filter(name__iexact=word[:120]).order_by("handle")[:5])
    if len(several) == 1:
        return several[0]
    if several:
        handles = ", ".join(f"@{person.handle}" for person in several)
        raise Unacceptable(
            f"“{word[:40]}” names more than one person: {handles}.",
            remedy="Write the handle of the one you mean.",
            field=field,
        )
    raise Unacceptable(
        f"There is nobody here with the handle or name “{word[:40]}”.",
        remedy="Write the handle that stands on their profile, such as @ben, or their whole name.",
        field=field,
    )
