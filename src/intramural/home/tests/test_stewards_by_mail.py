"""A steward can be somebody who never signs in: each mail about what they look after leads to the page where they change it (R15)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from intramural.kit import clock
from intramural.mail.models import Notice
from intramural.mail.outgoing import notices
from intramural.notifications.tasks import brief_stewards
from intramural.people import actions as people
from intramural.posts.testing import a_post
from intramural.stewards import actions as stewards
from intramural.stewards import queries
from intramural.stewards.testing import a_stewardship

pytestmark = pytest.mark.django_db


def doors(person, *, about: str) -> list[str]:
    """The links in the one mail of this subject to somebody that lead to what they look after."""
    (sent,) = [each for each in mail.outbox if each.to == [person.email] and each.subject == about]
    return re.findall(r"http\S+?(/care/stewardship/[^\s#]+)", sent.body)


def test_from_being_named_to_handing_on(pricing, ben, dana, dirk, cara, olga, told):
    with told():
        stewards.entrust(pricing, steward=cara, deputy=dirk, by=olga)
    (door,) = doors(cara, about="You look after Pricing now")
    assert not doors(dana, about="You do not look after Pricing any more")
    Client().post(door, {"do": "say", "widest": "unit", "asks": "ask", "answers_within": "8"})
    Client().post(door, {"do": "watch", "beyond": "unit"})
    with told():
        a_post(by=ben, body="All will cost more. #pricing")
    (again,) = doors(cara, about="Pricing goes wider: Everyone here")
    assert '<option value="unit" selected>' in Client().get(again).content.decode()
    with told():
        Client().post(door, {"do": "away", "through": (clock.now().date() + timedelta(days=9)).isoformat()})
    (of_dirk,) = doors(dirk, about="You act for Cara Lindqvist now")
    assert "You are here as <bdi>Dirk Deputy</bdi>" in Client().get(of_dirk).content.decode()
    mail.outbox.clear()
    with told():
        Client().post(door, {"do": "people", "steward": "@dana", "deputy": "@dirk"})
    (of_dana,) = doors(dana, about="You look after Pricing now")
    assert Client().get(of_dana).status_code == 200
    assert Client().get(door).status_code == 404
    pricing.refresh_from_db()
    assert (pricing.steward, pricing.asks, queries.watch_of(cara, pricing)) == (dana, "ask", "")


def test_a_deputy_gets_a_link_for_each_thing_that_they_act_for(pricing, dana, dirk, told):
    a_stewardship(topic="rebates", steward=dana, deputy=dirk)
    with told():
        stewards.go_away(by=dana, through=clock.now().date() + timedelta(days=9))
    found = doors(dirk, about="You act for Dana Silva now")
    assert [re.findall("<h1>(.*?)</h1>", Client().get(each).content.decode()) for each in found] == [
        ["Pricing"],
        ["Rebates"],
    ]


def test_the_mail_of_the_week_has_a_link_of_today(pricing, ben, dana):
    with time_machine.travel(datetime(2026, 3, 6, 12, tzinfo=UTC), tick=False) as time:
        a_post(by=ben, body="#pricing")
        time.move_to(datetime(2026, 3, 9, 9, tzinfo=UTC), tick=False)
        mail.outbox.clear()
        brief_stewards()
        notices.hand_over()
        (door,) = doors(dana, about="What you look after: the past week")
        time.move_to(clock.now() + timedelta(days=179), tick=False)
        assert Client().get(door).status_code == 200


def test_who_cannot_look_after_it_any_more_gets_no_link(pricing, cara, olga, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        stewards.entrust(pricing, steward=cara, deputy=None, by=olga)
    people.change_standing(cara, standing="guest", by=olga)
    notices.hand_over()
    assert Notice.objects.get(person=cara, kind="entrusted").state == "dropped"
