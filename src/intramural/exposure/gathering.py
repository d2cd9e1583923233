"""What one answer shows, gathered where it is taken out of the database for somebody, and forgotten unless the answer leaves.

    shown(viewer.pk, [post.pk])                    in a query of posts, for whoever it is asked
    shown(viewer.pk, [post.pk], way=Way.SEARCH)    where the way is not that of the address

Outside of a request (mails, chores, commands) nothing is gathered: what leaves there is noted where it leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Gathered = dict[tuple[int, int], set[str]]
"""(post, person) → the ways that were named; an empty set for "that of the address"."""

_here: ContextVar[Gathered | None] = ContextVar("intramural.exposure.gathered", default=None)


def shown(person_id: int, post_ids: Iterable[int], *, way: str = "") -> None:
    """Something of these posts is taken out for this person, to be shown to them."""
    gathered = _here.get()
    if gathered is None or not person_id:
        return
    for post_id in post_ids:
        ways = gathered.setdefault((post_id, person_id), set())
        if way:
            ways.add(str(way))


@contextmanager
def opened() -> Iterator[Gathered]:
    """Gathers within the block."""
    gathered: Gathered = {}
    token = _here.set(gathered)
    try:
        yield gathered
    finally:
        _here.reset(token)
