"""Who has been asked about a draft already, told by rooms above: a thought does not name them again.

heard.add(lambda draft, *, by, words: {dana.pk})
"""

from __future__ import annotations

from typing import Protocol

from intramural.people.models import Person


class Teller(Protocol):
    def __call__(self, draft: str, *, by: Person, words: tuple[str, str]) -> set[int]:
        """The numbers of those whom the author has asked about the draft of this public id, which has this title and body now."""


_tellers: list[Teller] = []


def add(teller: Teller) -> None:
    """Has the teller asked about every draft that is kept."""
    if teller not in _tellers:
        _tellers.append(teller)


def of(draft: str, *, by: Person, words: tuple[str, str]) -> frozenset[int]:
    """All of them; nobody for what is not kept yet."""
    return frozenset(pk for teller in _tellers for pk in teller(draft, by=by, words=words)) if draft else frozenset()
