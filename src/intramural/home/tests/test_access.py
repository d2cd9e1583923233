"""A request for access is told to who answers, by page and by mail, and its answer to who asked; nothing is told twice (R27)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from intramural.care import actions as care
from intramural.care.tasks import remind_of_access
from intramural.exposure import actions as ledger
from intramural.exposure import queries as exposure
from intramural.exposure.testing import a_ledger
from intramural.home import queries as home
from intramural.kit import clock
from intramural.mail.outgoing import notices
from intramural.notifications import queries
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(django_capture_on_commit_callbacks: Any) -> Any:
    """What happens within the block is told to all who listen; what is to be mailed leaves at its end."""

    @contextmanager
    def telling() -> Iterator[None]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield
        notices.hand_over()

    return telling


@pytest.fixture
def known(ada, ben, pricing):
    words = {"title": "Prices from May", "summary": "What changes in #pricing.", "body": "All 12 % more. #secret"}
    return a_post(by=ben, to=Choice("people", people=(ada,), known_to=Choice()), **words)


def lines(person: Any, only: str = "asks") -> list[tuple[str, str, str]]:
    return [(line.by.handle if line.by else "", line.title, line.words) for line in queries.inbox(person, only=only).rows]


def sent() -> dict[str, str]:
    return {each.to[0].partition("@")[0]: each.subject for each in mail.outbox}


def test_the_steward_answers_from_the_mail_and_both_others_are_told(known, ben, cara, dana, told, settings, signed_in):
    settings.MAIL_COMES_IN = True
    with told():
        care.ask_for_access(known, by=cara, words="I answer the customers.")
    (asked,) = mail.outbox
    assert (asked.to, asked.subject) == ([dana.email], "Cara Lindqvist asks for access")
    assert asked.message()["Reply-To"].startswith("access+")
    assert "What changes in #pricing." in asked.body
    assert "12 %" not in asked.body
    for person in (dana, ben):
        assert lines(person) == [("cara", "Prices from May", "“I answer the customers.”")]
        assert home.beside(person).asks == 1
    assert "12 %" not in signed_in(dana).get("/for-you/").content.decode()
    assert "secret" not in signed_in(dana).get("/for-you/").content.decode()
    link = next(line for line in asked.body.splitlines() if "/care/access/" in line)
    with told():
        Client().post(link.removeprefix("http://testserver"), {"answer": "yes", "because": "Gladly."})
    assert sent() == {"cara": "You can read it now: Prices from May"}
    assert "They say: “Gladly.”" in mail.outbox[0].body
    assert lines(cara, "following") == [("dana", "Prices from May", "You can read it now.")]
    assert lines(ben, "following") == [("dana", "Prices from May", "Cara Lindqvist can read it now.")]
    assert lines(dana) == lines(ben) == []
    assert "All 12 % more." in signed_in(cara).get(f"/posts/{known.public_id}/").content.decode()


def test_a_no_is_kind_and_names_nobody(known, ben, cara, dana, told, signed_in):
    with told():
        asked = care.ask_for_access(known, by=cara)
    with told():
        care.answer_access(asked, by=dana, answer="no", because="The contract is not signed.")
    (answer,) = mail.outbox
    assert (answer.to, answer.subject) == ([cara.email], "About the access that you asked for: Prices from May")
    assert "Thank you for asking" in answer.body
    assert "Dana" not in answer.body
    assert lines(cara, "following") == [("", "Prices from May", "It stays with a smaller circle for now.")]
    assert "You asked for access" in signed_in(cara).get("/for-you/").content.decode()
    with told():
        care.answer_access(asked, by=ben, answer="yes")
    assert sent() == {"cara": "You can read it now: Prices from May"}
    assert [words for *_, words in lines(cara, "following")] == ["You can read it now."]


def test_silence_is_followed_by_one_reminder(known, ben, cara, dana, told):
    with told():
        care.ask_for_access(known, by=cara)
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        with told():
            remind_of_access()
        assert sent() == {"dana": "A reminder: Cara Lindqvist asked for access"}
    with time_machine.travel(clock.now() + timedelta(days=30)), told():
        remind_of_access()
    assert sent() == {}


def test_nothing_is_told_of_what_is_narrowed_meanwhile(known, ben, cara, dana, told, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        care.ask_for_access(known, by=cara)
        care.narrow(known, by=ben, because="Not yet.")
    notices.hand_over()
    assert "dana" not in sent()
    assert lines(dana) == []
    assert home.beside(dana).asks == 0


def test_a_shell_is_nothing_that_was_handed_out(known, ada, cara, dana, told, signed_in, tmp_path):
    with told():
        care.ask_for_access(known, by=cara)
    at = f"/posts/{known.public_id}/"
    with a_ledger(tmp_path):
        for person in (cara, dana):
            for page in ("/", at, f"{at}access/", "/for-you/", "/search/?q=prices"):
                assert signed_in(person).get(page).status_code == 200
        signed_in(ada).get("/")
        ledger.take_in()
        assert exposure.of_post(known.pk) == {"page": {ada.pk}}
