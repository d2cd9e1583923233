"""The half page that whoever looks after something gets on Monday morning (R15)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client

from intramural.care import actions as care
from intramural.care import queries
from intramural.care.testing import a_consult, a_draft, a_narrowing
from intramural.kit import clock
from intramural.mail.outgoing import notices
from intramural.notifications import actions as wishes
from intramural.notifications.tasks import brief_stewards
from intramural.posts.beside import Beside, Source
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces.testing import a_space
from intramural.stewards import actions as stewards

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)


@pytest.fixture
def friday(pricing):
    with time_machine.travel(FRIDAY, tick=False) as time:
        mail.outbox.clear()
        yield time


def on_monday(time, at=MONDAY) -> list:
    time.move_to(at, tick=False)
    mail.outbox.clear()
    brief_stewards()
    notices.hand_over()
    return [each for each in mail.outbox if each.subject == "What you look after: the past week"]


def test_what_was_shared_and_what_waits(friday, ada, ben, cara, dana, rosa):
    kitchen = a_space("Kitchen", owner=ada, members=(ben,))
    found = a_post(
        by=ben,
        title="A price list",
        body="#pricing",
        kind="found",
        beside=Beside(source=Source(url="https://a.example/", owner="The association")),
    )
    a_post(by=ben, title="Rebates", body="#pricing", to=Choice("space", space=kitchen))
    care.raise_concern(found, by=cara, kind="question", body="Who may know this?")
    a_consult(about=a_draft(by=rosa), asks=(dana,))
    narrowed = a_post(by=ada, title="May", body="#pricing")
    a_narrowing(of=narrowed, by=dana, because="Not out yet.")
    (sent,) = on_monday(friday)
    assert sent.to == [dana.email]
    text = sent.body
    assert "Pricing: 3 posts in 1 space, with documents from 1 source." in text
    for words in ("- Rebates (Ben Haddad)", "- A price list", "Rosa Marchetti, by", "Not out yet."):
        assert words in text
    for address in re.findall(r"http\S+(/care/\S+)", text):
        assert Client().get(address).status_code == 200
    assert len(re.findall(r"/care/(?:post|talk|consult|matter)/", text)) >= 5


def test_nothing_where_there_is_nothing(friday, ben):
    a_post(by=ben, body="Lunch.")
    assert on_monday(friday) == []


def test_once_a_week_and_only_to_who_decides(friday, ben, dana, dirk):
    a_post(by=ben, body="#pricing")
    assert [each.to for each in on_monday(friday)] == [[dana.email]]
    assert on_monday(friday, MONDAY + timedelta(hours=2)) == []
    stewards.go_away(by=dana, through=clock.now().date() + timedelta(days=9))
    a_post(by=ben, body="#pricing")
    assert [each.to for each in on_monday(friday, MONDAY + timedelta(days=7))] == [[dirk.email]]


def test_what_they_may_not_read_is_not_in_it_also_when_that_ends_in_the_last_moment(friday, ada, ben, dana):
    board = a_space("Board", owner=ada, members=(ben,), gated=True)
    a_post(by=ben, title="Hidden", body="#pricing", to=Choice("space", space=board))
    assert on_monday(friday) == []
    post = a_post(by=ben, title="Shown", body="#pricing")
    friday.move_to(MONDAY, tick=False)
    brief_stewards()
    Post.objects.filter(pk=post.pk).update(audience=board.circle)
    notices.hand_over()
    assert not [each for each in mail.outbox if each.subject == "What you look after: the past week"]


def test_what_was_queued_is_not_worked_out_again_and_for_its_mail_once(friday, ben, dana, monkeypatch):
    a_post(by=ben, body="#pricing")
    friday.move_to(MONDAY, tick=False)
    asked = []
    real = queries.brief
    monkeypatch.setattr(queries, "brief", lambda person: asked.append(person.handle) or real(person))
    assert [brief_stewards() for _ in range(3)] == [1, 0, 0]
    assert asked == ["dana"]
    notices.hand_over()
    assert len(mail.outbox) == 1
    assert asked == ["dana"] * (2 if connection.vendor == "sqlite" else 3), "and once more where its posts had to be held"


def test_one_click_ends_them(friday, ben, dana):
    a_post(by=ben, body="#pricing")
    (sent,) = on_monday(friday)
    header = sent.message()["List-Unsubscribe"]
    assert sent.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (way_out,) = re.findall(r"<https?://[^/]*(/[^>]*)>", header)
    assert way_out in sent.body
    assert "your topics, once a week" in Client().get(way_out).content.decode()
    Client().post(way_out, {"List-Unsubscribe": "One-Click"})
    a_post(by=ben, body="#pricing")
    assert on_monday(friday, MONDAY + timedelta(days=7)) == []


def test_never_in_the_quiet_hours(friday, ben, dana):
    wishes.choose_rhythm(by=dana, quiet_from=time(0), quiet_to=time(10))
    a_post(by=ben, body="#pricing")
    assert on_monday(friday) == []
    friday.move_to(MONDAY + timedelta(hours=1, minutes=1), tick=False)
    notices.hand_over()
    assert [each.subject for each in mail.outbox] == ["What you look after: the past week"]
