"""Several processes hand over at the same moment: each letter leaves once (I4)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection

from intramural.mail.models import Letter
from intramural.mail.outgoing import handing
from intramural.people.testing import a_person
from intramural.posts import actions as posts
from intramural.posts.testing import a_post

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AT_ONCE = 4


@pytest.fixture(autouse=True)
def _a_journal_that_can_be_emptied(transactional_db: None) -> Iterator[None]:
    """These tests commit, and the house is emptied after each; the journal lets nobody do that."""
    yield
    if connection.vendor != "sqlite":
        return  # TRUNCATE asks no trigger
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'record_entry_no_delete'")
        [trigger] = cursor.fetchone()
        cursor.execute("DROP TRIGGER record_entry_no_delete")
        cursor.execute("DELETE FROM record_entry")
        cursor.execute(trigger)


@pytest.mark.parametrize("bundle", ["", "daily"])
def test_each_letter_leaves_once(office, queued, bundle):
    ada = a_person("ada")
    crew = [a_person(f"p{number}") for number in range(8)]
    written = [a_post(by=ada) for _ in range(3)]
    for person in crew:
        for post in written:
            queued(person, post, bundle=bundle)
    barrier = Barrier(AT_ONCE)

    def work(_: int) -> int:
        try:
            barrier.wait(10)
            return handing.hand_over(seconds=30)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(work, range(AT_ONCE)))
    each = 1 if bundle else len(written)
    assert sum(done) == each * len(crew)
    assert office.addresses == sorted(person.email for person in crew for _ in range(each))
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


def test_whoever_takes_it_down_waits_for_a_claim_that_has_asked(office, queued, monkeypatch):
    """A mail leaves when its claim is committed (docs/decisions/0016): nothing is taken down between the question and that."""
    ada, ben = a_person("ada"), a_person("ben")
    post = a_post(by=ada)
    queued(ben, post)
    asked, taken = Event(), Event()
    real = handing.reading.read

    def read(letters):
        news = real(letters)
        asked.set()
        assert not taken.wait(0.5)
        return news

    monkeypatch.setattr(handing.reading, "read", read)

    def take_away():
        try:
            assert asked.wait(10)
            posts.delete(post, by=ada)
            taken.set()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(take_away)
        assert handing.hand_over(seconds=5) == 1
        going.result(10)
    assert taken.is_set()
    assert Letter.objects.get().state == "sent"
