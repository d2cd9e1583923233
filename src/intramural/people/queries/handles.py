"""Which handles are free."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import count, islice

from intramural.people.models import HandleOfTheErased, Person
from intramural.people.queries.keys import hash_of

LONGEST_HANDLE = 40
RESERVED = {"chart"}
"""Pages that stand beside the profiles."""


def taken(handles: Iterable[str]) -> set[str]:
    """Those of these handles that nobody gets: somebody has them or had them and was erased, or a page stands there.

    Two queries.
    """
    wanted = {hash_of(handle): handle for handle in handles}
    here = Person.objects.filter(handle__in=wanted.values()).values_list("handle", flat=True)
    gone = HandleOfTheErased.objects.filter(digest__in=wanted).values_list("digest", flat=True)
    return {*here, *(wanted[digest] for digest in gone), *(RESERVED & set(wanted.values()))}


def free(base: str, *, besides: Collection[str] = ()) -> str:
    """The handle itself, or with the first number that makes it free: "ada", "ada2" … None of `besides`."""
    candidates, size = _numbered(base), 50
    while True:
        some = [handle for handle in islice(candidates, size) if handle not in besides]
        not_free = taken(some)
        found = next((handle for handle in some if handle not in not_free), None)
        if found is not None:
            return found
        size = min(size * 2, 10_000)  # where thousands are called the same, few questions all the same


def _numbered(base: str) -> Iterator[str]:
    yield base
    for number in count(2):
        yield f"{base[: LONGEST_HANDLE - len(str(number))].rstrip('._-')}{number}"
