"""Several processes hand over at the same moment: each letter leaves once (I4)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.core import mail
from django.db import connection

from intramural.care import actions as care
from intramural.care.models import Message
from intramural.mail.models import Letter, Notice
from intramural.mail.outgoing import handing, notices
from intramural.people.testing import a_person
from intramural.posts import actions as posts
from intramural.posts.models import Post
from intramural.posts.testing import a_post
from intramural.stewards.testing import a_stewardship

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

    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(_take_away, post, asked, taken)
        assert handing.hand_over(seconds=5) == 1
        going.result(10)
    assert taken.is_set()
    assert Letter.objects.get().state == "sent"


def _take_away(post: Post, asked: Event, taken: Event) -> None:
    """Deletes it beside this thread, as soon as somebody has asked."""
    try:
        assert asked.wait(10)
        posts.delete(post, by=post.author)
        taken.set()
    finally:
        connection.close()


def _of_a_talk(post: Post) -> Notice:
    care.raise_concern(post, by=a_person("cara"), kind="question", body="Who may know this?")
    return _notice(post.author, Notice.Kind.CONCERN, message=Message.objects.get())


def _of_the_quiet(post: Post) -> Notice:
    return _notice(a_person("ben"), Notice.Kind.QUIET, words_of=[post])


def _of_the_week(post: Post) -> Notice:
    it = a_stewardship(topic="ramps", steward=a_person("dana"))
    post.topics.set([it.topic])
    return _notice(it.steward, Notice.Kind.BRIEF)


def _notice(person, kind: str, **about) -> Notice:
    Notice.objects.all().delete()
    assert notices.tell(person, kind, "1", **about)
    return Notice.objects.get()


in_each = pytest.mark.parametrize("noted", [_of_a_talk, _of_the_quiet, _of_the_week])


@in_each
def test_whoever_takes_it_down_waits_for_a_notice_that_has_asked(office, monkeypatch, noted):
    """Its words leave when the claim is committed, as those of letters do."""
    ada = a_person("ada")
    post = a_post(by=ada, title="The ramp")
    notice = noted(post)
    asked, taken = Event(), Event()
    real = notices.render_to_string

    def render(*given):
        asked.set()
        assert not taken.wait(0.5)
        return real(*given)

    monkeypatch.setattr(notices, "render_to_string", render)

    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(_take_away, post, asked, taken)
        assert notices.hand_over(seconds=5) == 1
        going.result(10)
    assert taken.is_set()
    notice.refresh_from_db()
    assert notice.state == "sent"
    assert list(notice.words_of.all()) == [Post.objects.get()]


@in_each
def test_what_was_taken_down_while_a_notice_waited_for_it_is_not_told(monkeypatch, noted):
    """The takedown is committed between the claim and the hold: what the notice says is asked for again."""
    ada = a_person("ada")
    post = a_post(by=ada, title="The ramp")
    notice = noted(post)
    if connection.vendor == "sqlite":
        assert not posts.hold([post.pk]), "it has one writer: nothing is committed between the two"
        return
    real, taken = posts.hold, Event()

    def take_away():
        try:
            posts.delete(post, by=ada)
            taken.set()
        finally:
            connection.close()

    def hold(wanted):
        if post.pk in (wanted := set(wanted)) and not taken.is_set():
            with ThreadPoolExecutor(1) as pool:
                pool.submit(take_away).result(10)
        return real(wanted)

    monkeypatch.setattr(notices.posts, "hold", hold)
    mail.outbox.clear()
    notices.hand_over(seconds=5)
    assert taken.is_set()
    assert "The ramp" not in "".join(f"{each.subject}{each.body}" for each in mail.outbox)
    assert not notice.words_of.exists() or not mail.outbox
