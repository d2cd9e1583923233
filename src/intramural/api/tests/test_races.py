"""Two requests at the same moment: what was meant once is done once, and both are told the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from intramural.people.testing import a_person, a_token
from intramural.posts import actions, queries
from intramural.posts.beside import Beside
from intramural.posts.models import Post, Reaction, Vote
from intramural.posts.testing import a_comment, a_post
from intramural.record.models import Answer
from intramural.spaces.models import Membership
from intramural.spaces.testing import a_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
AT_ONCE = 6


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


def at_once(call: Callable[[int], Any]) -> list[Any]:
    """The answers of calls that begin at the same moment, each on a connection of its own."""
    barrier = Barrier(AT_ONCE)

    def one(number: int) -> Any:
        try:
            barrier.wait(10)
            return call(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def asks(token: str, method: str, path: str, data: bytes = b"{}", **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().generic(
        method, f"/api/v1{path}", data, "application/json", headers={"Authorization": f"Bearer {token}", **named}
    )


def test_one_key_at_the_same_moment_is_one_post():
    token = a_token(a_person("ada"))
    for round in range(5):
        answers = at_once(lambda _: asks(token, "POST", "/posts", b'{"body": "x"}', Idempotency_Key=f"k{round}"))  # noqa: B023
        assert [answer.status_code for answer in answers] == [201] * AT_ONCE
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert sum("Idempotent-Replayed" not in answer.headers for answer in answers) == 1
    assert (Post.objects.count(), Answer.objects.count()) == (5, 5)


def test_one_key_with_other_words_at_the_same_moment():
    token = a_token(a_person("ada"))
    answers = at_once(
        lambda n: asks(token, "POST", "/posts", b'{"body": "%d"}' % (n % 2), Idempotency_Key="k"),
    )
    assert sorted({answer.status_code for answer in answers}) == [201, 409]
    assert Post.objects.count() == 1


def test_what_is_there_once_stays_there_once():
    ada, ben = a_person("ada"), a_person("ben")
    post = a_post(by=ada, kind="poll", beside=Beside(options=("One", "Two")))
    a_space("Bakers", owner=ada)
    token = a_token(ben)
    for path, data in (
        (f"/posts/{post.public_id}/reactions/thank", b"{}"),
        (f"/posts/{post.public_id}/keeping", b"{}"),
        (f"/posts/{post.public_id}/following", b"{}"),
        (f"/posts/{post.public_id}/vote", b'{"option": 1}'),
        ("/spaces/bakers/membership", b"{}"),
        ("/people/ada/following", b"{}"),
    ):
        answers = at_once(lambda _: asks(token, "PUT", path, data))  # noqa: B023
        assert {answer.status_code for answer in answers} <= {200, 204}, path
    assert (Reaction.objects.count(), Vote.objects.count(), Membership.objects.filter(person=ben).count()) == (1, 1, 1)


def test_a_draft_is_shared_once():
    token = a_token(a_person("ada"))
    draft = asks(token, "POST", "/drafts", b'{"body": "x"}').json()
    answers = at_once(lambda _: asks(token, "POST", f"/drafts/{draft['id']}/publication"))
    assert sorted(answer.status_code for answer in answers) in (
        [201] + [404] * 5,
        *([201] + [404] * (5 - n) + [409] * n for n in range(6)),
    )
    assert Post.objects.get().state == "published"


def test_a_post_grows_into_one_draft():
    ada, ben = a_person("ada"), a_person("ben")
    post, token = a_post(by=ada), a_token(ada)
    a_comment(by=ben, on=post)
    answers = at_once(lambda _: asks(token, "POST", f"/posts/{post.public_id}/growth"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Post.objects.filter(grown_from=post).count() == 1


def test_who_changes_the_title_leaves_the_words_that_another_call_changes():
    ada = a_person("ada")
    post, token = a_post(by=ada, title="Old", body="Old"), a_token(ada)
    given = (b'{"title": "New"}', b'{"body": "New"}')
    answers = at_once(lambda n: asks(token, "PATCH", f"/posts/{post.public_id}", given[n % 2]))
    assert {answer.status_code for answer in answers} == {200}
    post.refresh_from_db()
    assert (post.title, post.body) == ("New", "New")


def test_two_edits_of_one_version():
    ada = a_person("ada")
    post, token = a_post(by=ada), a_token(ada)
    answers = at_once(lambda n: asks(token, "PATCH", f"/posts/{post.public_id}", b'{"version": 1, "body": "%d"}' % n))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (AT_ONCE - 1)
    post.refresh_from_db()
    assert post.version == 2


def test_reading_while_it_is_narrowed_shows_it_whole_or_not_at_all():
    ada, ben = a_person("ada"), a_person("ben")
    post, token = a_post(by=ada, body="The offer"), a_token(ben)

    def call(number: int) -> Any:
        if number == 0:
            actions.delete(queries.one(post.public_id, viewer=ada), by=ada)
            return None
        return asks(token, "GET", f"/posts/{post.public_id}")

    answers = [answer for answer in at_once(call) if answer is not None]
    assert {answer.status_code for answer in answers} <= {200, 410}
    assert asks(token, "GET", f"/posts/{post.public_id}").status_code == 410
