"""Note what happened; tell whoever asked, after commit.

    @dataclass(frozen=True)
    class PostPublished(Event): post_id: int

    journal.note(PostPublished(post_id=7), by=person, about=post)   # in posts/actions
    @journal.on(PostPublished)                                       # in a higher domain's subscribers.py
    @journal.at_once(PersonMoved)                                    # where right and wrong depend on it

`at_once` handlers run inside the transaction of the change and can fail it: for what must never be seen half done,
such as a grant that ends with a move. All others run after commit. Such a handler gets the event, may be told the same thing twice (a crash between telling and marking), and must bear it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Protocol, TypeVar

import structlog
from django.db import connection, transaction

from intramural.kit import clock
from intramural.kit.prepared import insert
from intramural.record.models import Entry

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Event:
    """Something that happened: a name in the past tense, and ids. Never words that somebody wrote."""


class Thing(Protocol):
    pk: Any


E = TypeVar("E", bound=Event)
Handler = Callable[[Any], None]

_handlers: dict[str, list[Handler]] = defaultdict(list)
_at_once: dict[str, list[Handler]] = defaultdict(list)
_types: dict[str, type[Event]] = {}


def on(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Subscribes the decorated function to one kind of event."""

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        _types[event_type.__name__] = event_type
        _handlers[event_type.__name__].append(handler)
        return handler

    return register


def at_once(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Subscribes the decorated function to be called within the transaction that notes the event."""

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        _at_once[event_type.__name__].append(handler)
        return handler

    return register


def handlers() -> dict[str, list[str]]:
    """Who has subscribed to what: event name to dotted names of the handlers."""
    names = sorted(_handlers.keys() | _at_once.keys())
    return {
        name: [f"{h.__module__}.{h.__qualname__}" for h in (*_at_once.get(name, ()), *_handlers.get(name, ()))]
        for name in names
    }


def note(event: Event, *, by: Thing | None, about: Thing) -> Entry:
    """Writes the event into the journal, in the transaction of the change, and tells subscribers after commit."""
    name = type(event).__name__
    now = clock.now()
    entry = insert(
        Entry(
            name=name,
            by_id=by.pk if by is not None else None,
            about=f"{type(about).__name__}:{about.pk}",
            facts=asdict(event),
            at=now,
            # What nobody listens to is told as soon as it is written: one write less, and nothing for the sweep to find.
            handled_at=None if _handlers.get(name) else now,
        )
    )
    for handler in _at_once.get(name, ()):
        handler(event)
    if entry.handled_at is None:
        transaction.on_commit(lambda: _tell(entry, event))
    return entry


def sweep(*, older_than: timedelta = timedelta(seconds=10)) -> int:
    """Tells what a crash left untold; returns how many entries. Entries of an unknown kind are marked and logged."""
    told = 0
    for entry in Entry.objects.filter(handled_at__isnull=True, at__lt=clock.now() - older_than).order_by("pk")[:500]:
        event_type = _types.get(entry.name)
        if event_type is None:
            log.warning("journal.nobody_listens", entry=entry.pk, event_name=entry.name)
            Entry.objects.filter(pk=entry.pk).update(handled_at=clock.now())
            continue
        _tell(entry, event_type(**entry.facts))
        told += 1
    return told


def _tell(entry: Entry, event: Event) -> None:
    """One handler that fails does not keep the others, or the person's request, waiting: the sweep tries again."""
    failed = False
    for handler in _handlers[entry.name]:
        try:
            handler(event)
        except Exception:
            failed = True
            log.exception("journal.handler_failed", handler=handler.__qualname__, entry=entry.pk)
    if not failed:
        with connection.cursor() as cursor:
            now = connection.ops.adapt_datetimefield_value(clock.now())
            cursor.execute("UPDATE record_entry SET handled_at = %s WHERE id = %s", [now, entry.pk])
