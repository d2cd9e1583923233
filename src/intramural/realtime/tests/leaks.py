from __future__ import annotations

import json
from typing import Any

from django.test import Client

from intramural.kit import clock
from intramural.posts import tasks
from intramural.realtime import queries
from tests.leaks.surfaces import Reads, Shows


def _told(world: Any, person: Any) -> bytes:
    """R01: what the stream of this person carries of everything that has happened, and what their page then asks for."""
    if person is None:
        return b""
    tasks.tell_released()
    told = queries.told(queries.recent().happenings, {person.pk})
    return _with_what_is_asked(told.get(person.pk, []), person)


def _replayed(world: Any, person: Any) -> bytes:
    """R02: the same for somebody who comes back and has heard nothing."""
    if person is None:
        return b""
    tasks.tell_released()
    lately = queries.recent()
    found = queries.missed(lately.happenings, lately.since, after=clock.EPOCH, person=person.pk)
    return _with_what_is_asked(found, person)


def _with_what_is_asked(news: list[queries.News], person: Any) -> bytes:
    client = Client()
    client.force_login(person)
    parts = [client.get(f"/live/posts/{one.post}/?whole=1").content for one in news if one.post]
    return b"\n".join([json.dumps([(one.word, one.post) for one in news]).encode(), *parts])


SURFACES = {
    "realtime:news": [
        Shows("what happened", queries=("?after=1", "?after="), of_people=True),
        Reads("R01 the stream", do=_told),
        Reads("R02 the stream again", do=_replayed),
    ],
    "realtime:shown": Shows(
        "which posts are still there", query=lambda w: f"?ids={w.post_id},0000000000000", of_people=True
    ),
    "realtime:post": [
        Shows("a post as a list shows it, anew", at=lambda w: [w.post_id], tombstones=True),
        Shows("a post as its page shows it, anew", at=lambda w: [w.post_id], queries=("?whole=1",), tombstones=True),
    ],
}
