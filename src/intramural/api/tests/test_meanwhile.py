"""Whoever was let in, and whose account is ended, erased or made a guest's before their request begins, does nothing more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from intramural.people import actions
from intramural.people.models import Person, Token
from intramural.posts.models import Post
from intramural.record import once
from tests.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def meanwhile(monkeypatch) -> Callable[[Callable[[], Any]], None]:
    """Calls what it is given after somebody was let in, and before the transaction of their request begins."""
    answer, waiting = once.answer, []

    def late(request, **more):
        while waiting:
            waiting.pop()()
        return answer(request, **more)

    monkeypatch.setattr(once, "answer", late)
    return waiting.append


def now(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def test_a_profile_sent_while_its_person_is_erased(ben, olga, signed_in, meanwhile):
    browser = signed_in(ben)
    meanwhile(lambda: actions.erase(now(ben), by=olga))
    answer = browser.post("/settings/", {"name": "Ben Haddad", "about": "Call me at home: 555-0100"})
    assert answer.url.startswith("/sign-in/")
    assert (now(ben).name, now(ben).about) == ("Somebody who has left", "")


def test_a_post_sent_while_the_account_of_its_author_ends(ben, olga, signed_in, meanwhile):
    browser = signed_in(ben)
    meanwhile(lambda: actions.deactivate(now(ben), by=olga))
    browser.post("/write/", {"kind": "update", "body": "Last words", "audience": "everyone"})
    assert not Post.objects.exists()


def test_a_program_that_posts_while_the_account_of_its_person_ends(ben, olga, meanwhile):
    program = Program(ben)
    meanwhile(lambda: actions.deactivate(now(ben), by=olga))
    assert program.post("/posts", {"body": "Last words"}).status_code == 401
    assert not Post.objects.exists()


def test_a_token_made_while_the_account_of_its_person_ends(ben, olga, signed_in, meanwhile):
    browser = signed_in(ben)
    meanwhile(lambda: actions.deactivate(now(ben), by=olga))
    browser.post("/settings/tokens/", {"name": "x", "days": "", "scopes": ["posts:read"]})
    assert not Token.objects.exists()


def test_an_invitation_sent_while_its_member_becomes_a_guest(ben, olga, signed_in, meanwhile):
    browser = signed_in(ben)
    meanwhile(lambda: actions.change_standing(now(ben), by=olga, standing="guest"))
    assert browser.post("/invitations/", {"email": "nia@house.example", "name": "Nia"}).status_code == 403
    assert not Person.objects.filter(email="nia@house.example").exists()
