"""Who and what a source's things are here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Lower

from intramural.imports.models import KnownAs
from intramural.people import queries as people
from intramural.people.models import Person
from intramural.posts.models import Post

BY_ADDRESS = "mail:"
"""How a key begins that is a person's address in lower case."""
MOST_REMEMBERED = 50_000


def digest_of(origin: str) -> str:
    """What is kept of an origin of somebody who was erased."""
    return f"gone:{people.hash_of(origin)}"


def known(origins: Iterable[str], *fields: str) -> dict[str, tuple[Any, ...]]:
    """Origin → these fields of whom it is, or was before they were erased. One query."""
    wanted = {key: origin for origin in set(origins) for key in (origin, digest_of(origin))}
    rows = KnownAs.objects.filter(origin__in=wanted).values_list("origin", *fields)
    return {wanted[key]: tuple(row) for key, *row in rows}


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as an import needs them. The author of what an erased person wrote is nobody."""

    pk: int
    handle: str
    is_erased: bool


class People:
    """Origin → person, looked up many at a time and remembered, in bounded memory."""

    def __init__(self) -> None:
        self._found: dict[str, Somebody] = {}

    def of(self, origins: Iterable[str]) -> dict[str, Somebody]:
        wanted = set(origins)
        missing = wanted - self._found.keys()
        if missing:
            if len(self._found) + len(missing) > MOST_REMEMBERED:
                self._found.clear()
                missing = wanted
            rows = known(missing, "person_id", "person__handle", "person__erased_at")
            self._found.update({origin: Somebody(pk, handle, at is not None) for origin, (pk, handle, at) in rows.items()})
            self._match(key for key in missing if key not in self._found and key.startswith(BY_ADDRESS))
        return {origin: self._found[origin] for origin in wanted if origin in self._found}

    def _match(self, keys: Iterable[str]) -> None:
        """Who is here already is known by their address, also if the source holds nothing that they wrote."""
        wanted = {key.removeprefix(BY_ADDRESS): key for key in keys}
        if wanted:
            rows = Person.objects.annotate(lower=Lower("email")).filter(lower__in=wanted)
            for pk, handle, erased, address in rows.values_list("pk", "handle", "erased_at", "lower"):
                self._found[wanted[address]] = Somebody(pk, handle, erased is not None)


def addresses_of_posts(origins: Iterable[str]) -> dict[str, str]:
    """For those messages that are posts here, or comments under one: the address of the post."""
    wanted = list(origins)
    if not wanted:
        return {}
    found = Post.objects.filter(origin__in=wanted).values_list("origin", "public_id")
    under = Post.objects.filter(comments__origin__in=wanted).values_list("comments__origin", "public_id")
    return {str(origin): f"/posts/{public_id}/" for origin, public_id in [*under, *found]}
