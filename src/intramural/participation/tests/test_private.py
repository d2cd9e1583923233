"""Whatever somebody does about their own path, nobody else's answers differ by a byte: no operator's, manager's or steward's."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from intramural.care import actions as care
from intramural.participation import actions
from intramural.participation.models import Closed, Consent, Reader
from intramural.participation.tests.access import NEW
from intramural.posts.testing import a_post
from intramural.record import journal
from intramural.record.models import Entry
from tests.access import Scene
from tests.leaks import reading
from tests.leaks.world import frozen
from tests.test_access import ROUTES, TABLE

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def test_nothing_here_tells_anybody_anything():
    """No event of what somebody does for themselves, no operation of the API, no news; one chore, which forgets."""
    from intramural.participation import events, tasks

    assert [chore.__name__ for _, chore in tasks.CHORES] == ["forget_consents"]

    assert importlib.util.find_spec("intramural.participation.api") is None
    facts = {
        field for kind in vars(events).values() if isinstance(kind, type) for field in getattr(kind, "__annotations__", {})
    }
    assert not [name for name in facts if "person" in name]
    heard = [handler for handlers in journal.handlers().values() for handler in handlers if "participation" in handler]
    assert heard == ["intramural.participation.subscribers.person_erased"]


@pytest.mark.slow
@pytest.mark.once
def test_nobody_sees_what_somebody_does_about_their_own_path(signed_in):
    with frozen("scene", NOW):
        scene = Scene()
        actions.add_skill(by=scene.operator, **NEW)
        actions.name_coach(scene.member, by=scene.operator, through=NOW.date())
        for _ in range(2):
            post = a_post(by=scene.author, body="All of us get more. #pay")
            care.recover(post, by=scene.author, parts={"apology": "I am sorry."})
        pages = list(addresses(scene))
        lookers = [signed_in(scene.owner), signed_in(scene.operator)]
        before = [answers(looker, pages) for looker in lookers]
        entries = Entry.objects.count()
        walk(scene)
        assert all(kept.objects.filter(person=scene.author).exists() for kept in (Closed, Consent, Reader))
        assert Entry.objects.count() == entries
        for looker, answered in zip(lookers, before, strict=True):
            after = answers(looker, pages)
            assert [at for at in answered if answered[at] != after[at]] == []


def walk(scene: Any) -> None:
    """The author, whom the owner leads and whose subject she looks after, does all that one can do on one's path."""
    browser = Client()
    browser.force_login(scene.author)
    assert browser.get("/path/").status_code == 200
    assert browser.post("/path/coach/", {"coach": "cara", "days": "90", "note": "Help me."}).status_code == 302
    assert browser.post("/path/cards/pay/").status_code == 302
    assert browser.post("/path/switch/").status_code == 302


def addresses(scene: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Every page and every operation that is read, with what goes into its head."""
    for name in sorted(TABLE.keys() & ROUTES.keys()):
        for row in TABLE[name]:
            if row.method == "GET" and row.first is None:
                yield reverse(name, args=row.at(scene) if row.at else []) + row.query, dict(row.headers)


def answers(client: Client, pages: list[tuple[str, dict[str, str]]]) -> dict[str, bytes]:
    """What one person is answered there."""
    found: dict[str, bytes] = {}
    for at, headers in pages:
        with frozen(at, NOW), transaction.atomic():
            found[at] = reading.comparable(client.get(at, headers=headers))
            transaction.set_rollback(True)
    return found
