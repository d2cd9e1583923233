"""Who is asked about a draft, and its author, are told at once by page and by mail, and of nothing twice (D3)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from intramural.care import actions as care
from intramural.care.models import Offer
from intramural.care.tasks import note_silence, remind
from intramural.care.testing import a_consult, a_draft
from intramural.mail.models import Notice
from intramural.mail.outgoing import notices
from intramural.notifications import queries
from intramural.notifications import tasks as notifications
from intramural.notifications.testing import heard
from intramural.people import actions as people
from intramural.posts import actions as posts
from intramural.posts.models import Post
from intramural.posts.tasks import tell_released
from intramural.posts.testing import a_file

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def told(django_capture_on_commit_callbacks: Any) -> Any:
    """What happens within the block is told to all who listen; what is to be mailed leaves at its end."""

    @contextmanager
    def telling() -> Iterator[None]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield
        with django_capture_on_commit_callbacks(execute=True):
            tell_released()
        notifications.decide()
        notices.hand_over()

    return telling


@pytest.fixture
def draft(ben, pricing):
    return a_draft(by=ben)


def sent() -> dict[str, str]:
    return {each.to[0].partition("@")[0]: each.subject for each in mail.outbox}


def test_who_is_asked_gets_a_line_and_the_draft_by_mail(draft, ben, cara, dana, told, settings):
    settings.MAIL_COMES_IN = True
    posts.attach(draft, [a_file("list.png")], by=ben)
    with told():
        a_consult(about=draft, asks=(dana, cara), note="Is May right?")
    assert heard(dana, only="asks") == ["ben asks you before sharing: A draft"]
    assert not heard(ben)
    assert sent() == {"dana": "Ben Haddad asks you before sharing", "cara": "Ben Haddad asks you before sharing"}
    (asked,) = (each for each in mail.outbox if each.to == ["dana@house.example"])
    for words in (
        "All will cost 12 % more from May. #pricing", "New prices", "Is May right?", "Cara Lindqvist is asked too",
        "You look after Pricing", "list.png", "For Everyone here",
    ):  # fmt: skip
        assert words in asked.body
    assert asked.message()["From"].startswith('"Ben Haddad')
    assert asked.message()["Reply-To"].startswith("consult+")
    link = next(line for line in asked.body.splitlines() if "/care/consult/" in line)
    assert "12 %" in Client().get(f"/care/{link.partition('/care/')[2]}").content.decode()


def test_its_words_stand_in_no_line(draft, dana, told, signed_in):
    with told():
        a_consult(about=draft, asks=(dana,))
    assert b"12 %" not in signed_in(dana).get("/for-you/").content


def test_the_line_leads_to_it_and_an_answer_settles_it(draft, ben, dana, told, signed_in):
    with told():
        consult = a_consult(about=draft, asks=(dana,))
    line = queries.inbox(dana, only="asks").rows[0]
    assert "1 asks you" in signed_in(dana).get("/").content.decode()
    assert signed_in(dana).get(f"/for-you/{line.public_id}/")["Location"] == consult.url
    with told():
        care.opine(consult, by=dana, kind="if", because="without the figures")
    assert not heard(dana, only="asks")
    assert heard(ben, only="asks") == ["dana says something about a draft: A draft"]
    assert sent() == {"ben": "Dana Silva: it is fine, if …"}
    assert "one click" in mail.outbox[0].body
    with told():
        care.take(consult, Offer.objects.get().public_id, by=ben)
    assert not heard(ben, only="asks")
    assert not mail.outbox


def test_what_is_said_reaches_the_others_and_not_who_passed_it_on(draft, ben, cara, dana, rosa, told):
    with told():
        consult = a_consult(about=draft, asks=(dana, cara))
    with told():
        care.opine(consult, by=dana, kind="not_mine", passes_to=rosa)
    assert heard(rosa, only="asks") == ["dana asks you before sharing: A draft"]
    assert set(sent()) == {"ben", "cara", "rosa"}
    with told():
        care.say(consult, by=ben, body="All pallets.")
    assert set(sent()) == {"cara", "rosa"}
    assert "All pallets." in mail.outbox[0].body


def test_the_author_is_told_once_of_silence(draft, ben, rosa, told):
    with time_machine.travel(MONDAY, tick=False) as time:
        with told():
            a_consult(about=draft, asks=(rosa,))
        time.shift(timedelta(hours=4, minutes=1))
        with told():
            note_silence()
            note_silence()
        assert sent() == {"ben": "No answer yet about your draft"}
        assert heard(ben, only="asks") == ["rosa has not answered yet, and you need not wait: A draft"]


def test_those_who_were_asked_are_told_once_that_it_is_shared(draft, ben, cara, dana, rosa, told):
    with told():
        consult = a_consult(about=draft, asks=(dana, cara))
    with told():
        care.opine(consult, by=cara, kind="not_mine")
    with told():
        care.share(consult, by=ben)
    assert sent()["dana"] == "What Ben Haddad asked you about is shared"
    assert "nothing was missed" in next(each.body for each in mail.outbox if "dana" in each.to[0])
    assert "cara" not in sent()
    assert heard(dana) == ["ben is done with a draft that you were asked about: A draft"]
    with told():
        tell_released()
    assert not mail.outbox


def test_and_that_it_is_called_off_or_thrown_away(ben, dana, pricing, told):
    first, second = (a_draft(by=ben) for _ in range(2))
    with told():
        consult = a_consult(about=first, asks=(dana,))
        a_consult(about=second, asks=(dana,))
    with told():
        care.call_off(consult, by=ben)
    assert "does not need an answer" in mail.outbox[0].body
    with told():
        posts.discard(second, by=ben)
    assert "thrown the draft away" in mail.outbox[0].body
    assert Post.objects.filter(author=ben).count() == 1


def test_a_mail_that_waits_says_nothing_that_is_over(draft, ben, dana, told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        consult = a_consult(about=draft, asks=(dana,))
    with django_capture_on_commit_callbacks(execute=True):
        care.call_off(consult, by=ben)
    mail.outbox.clear()
    notices.hand_over()
    assert not any("12 %" in each.body for each in mail.outbox)
    assert Notice.objects.get(kind=Notice.Kind.CONSULT).state == Notice.State.DROPPED


def test_newer_words_are_asked_anew(draft, ben, dana, told):
    with told():
        consult = a_consult(about=draft, asks=(dana,))
    with told():
        care.opine(consult, by=dana, kind="fine")
    posts.draft(_changed(draft), by=ben, into=draft)
    with told():
        care.show_again(consult, by=ben)
    assert "Quite other words." in mail.outbox[0].body
    assert heard(dana, only="asks") == ["ben asks you before sharing: A draft"]


def _changed(draft):
    from dataclasses import replace

    from intramural.posts import composing

    return replace(composing.of(draft), body="Quite other words.")


def test_an_agreed_day_is_told(draft, ben, dana, told):
    consult = a_consult(about=draft, asks=(dana,))
    care.opine(consult, by=dana, kind="if", wanted=care.Wanted(not_before=date(2099, 5, 3)))
    care.take(consult, Offer.objects.get().public_id, by=ben)
    with time_machine.travel(datetime(2099, 5, 3, 9, tzinfo=UTC)), told():
        remind()
    assert sent() == {"ben": "The day has come for your draft"}
    assert heard(ben, only="asks") == ["dana asked you to wait for a day, which has come: A draft"]


def test_who_left_is_told_nothing(draft, ben, dana, olga, told):
    consult = a_consult(about=draft, asks=(dana,))
    people.deactivate(dana, by=olga)
    with told():
        care.call_off(consult, by=ben)
    assert not mail.outbox


def test_a_draft_is_asked_about_from_the_composer(ben, dana, pricing, signed_in):
    answer = signed_in(ben).post("/drafts/", {"kind": "update", "title": "New", "body": "Prices. #pricing", "ask": "1"})
    draft = Post.objects.get()
    assert answer["Location"] == f"/drafts/{draft.public_id}/asking/"
    answer = signed_in(ben).post(
        "/drafts/", {"draft": draft.public_id, "kind": "update", "body": "Prices.", "ask": "@dana, @dirk"}
    )
    assert answer["Location"] == f"/drafts/{draft.public_id}/asking/?people=%40dana%2C+%40dirk"
    assert b"Ask first" in signed_in(ben).get(f"/write/?draft={draft.public_id}").content
    assert f"/drafts/{draft.public_id}/asking/" in signed_in(ben).get("/drafts/").content.decode()
