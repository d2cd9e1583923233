"""Whose account is ended, erased or invited while they, or another, do something in a transaction that is not over."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from intramural.api.tests.test_races import _a_journal_that_can_be_emptied  # noqa: F401  (a fixture)
from intramural.kit.errors import Refusal
from intramural.people import actions as people
from intramural.people import invitations
from intramural.people import queries as people_queries
from intramural.people.models import Person, Token
from intramural.people.testing import a_person
from intramural.posts.models import Post

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def meet(first: Callable[[], Any], second: Callable[[], Any]) -> None:
    """Does `first` in a transaction that is not over when `second` begins, which waits for it, or is refused."""
    done, over = Event(), Event()

    def open_ended() -> None:
        try:
            with transaction.atomic():
                first()
                done.set()
                over.wait(10)
        finally:
            done.set()
            connection.close()

    def behind() -> None:
        try:
            done.wait(10)
            with suppress(Refusal):
                second()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        begun = [pool.submit(open_ended), pool.submit(behind)]
        wait(begun[1:], timeout=0.5)
        over.set()
        for each in begun:
            each.result(20)


def now(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def olga() -> Person:
    return a_person("olga", is_operator=True)


@pytest.mark.parametrize("accepts_first", [True, False])
@pytest.mark.parametrize("end", [people.erase, people.deactivate])
def test_an_invitation_accepted_while_the_account_ends_opens_nothing(olga, end, accepts_first):
    sent = people.invite("nia@house.example", by=olga, name="Nia Adeyemi")
    acts = [
        lambda: people.accept(invitations.token_of(sent.nonce), password="kettle-harbour-7"),
        lambda: end(now(sent.person), by=olga),
    ]
    meet(*(acts if accepts_first else reversed(acts)))
    nia = now(sent.person)
    assert not nia.is_active
    assert (nia.deactivated_at or nia.erased_at) is not None
    assert nia.email is None or nia.erased_at is None


def test_nothing_is_written_back_of_whom_is_being_erased(olga, signed_in):
    ben = a_person("ben")
    browsers = [signed_in(ben) for _ in range(2)]

    def write() -> None:
        browsers[0].post("/settings/", {"name": "Ben Haddad", "about": "Call me at home: 555-0100"})
        browsers[1].post("/drafts/", {"kind": "update", "body": "Private words"})

    meet(lambda: people.erase(now(ben), by=olga), write)
    assert (now(ben).name, now(ben).about) == ("Somebody who has left", "")
    assert not Post.objects.exists()


def test_no_token_is_left_of_an_account_that_ends_while_it_is_made(olga):
    ben = a_person("ben")

    def make() -> None:
        people.issue_token(by=people_queries.held(ben), name="A program", allowed=["posts:read"], days=None)

    meet(make, lambda: people.deactivate(now(ben), by=olga))
    assert not now(ben).is_active
    assert not Token.objects.exists()
    meet(lambda: people.deactivate(now(ben), by=olga), make)
    assert not Token.objects.exists()


@pytest.mark.parametrize("address", ["nia@house.example", "other@house.example"])
def test_two_invitations_of_one_address_or_one_name_at_a_time(olga, address):
    ada, ben = a_person("ada"), a_person("ben")
    meet(
        lambda: people.invite("nia@house.example", by=ada, name="Nia"),
        lambda: people.invite(address, by=ben, name="Nia"),
    )
    made = dict(Person.objects.filter(is_active=False).values_list("email", "handle"))
    assert set(made) == {"nia@house.example", address}
    assert sorted(made.values()) == ["nia", "nia2"][: len(made)]
    assert people_queries.invitation_of(Person.objects.get(email="nia@house.example")).invited_by == ada
