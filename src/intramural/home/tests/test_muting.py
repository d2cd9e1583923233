"""D2: a line that people pass over mutes itself; those who look after it are told, and operators read the whole, of nobody."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from intramural.kit import clock, ids
from intramural.mail.models import Notice
from intramural.mail.outgoing import notices
from intramural.notifications.testing import heard
from intramural.people import actions as people
from intramural.people.testing import a_person
from intramural.stewards.testing import a_stewardship
from intramural.thought import actions, queries, tasks

pytestmark = pytest.mark.django_db


def passed(stewardship, times, *, way="passed"):
    """So many people, each another, did so with the line about it."""
    for _ in range(times):
        actions.learn(f"tag.{stewardship.public_id}", way=way, by=a_person(f"person{ids.new()}"))


def test_steward_and_deputy_are_told_once_by_page_and_by_mail(
    pricing, dana, dirk, cara, signed_in, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        passed(pricing, 11)
    notices.hand_over()
    line = "nobody : The second thought about Pricing has muted itself"
    assert [heard(person) for person in (dana, dirk, cara)] == [[line], [line], []]
    assert sorted(each.to[0] for each in mail.outbox) == sorted([dana.email, dirk.email])
    words = mail.outbox[0].body
    assert mail.outbox[0].subject == "The second thought about Pricing has muted itself"
    assert "Of the 11 times that this was counted they passed it over 11 times" in words
    (door,) = re.findall(r"\S+(/care/stewardship/\S+)", words)
    assert "Let it begin anew" in Client().get(door).content.decode()
    assert pricing.url not in words
    page = signed_in(dana).get("/for-you/").content.decode()
    assert "because you look after it" in page
    opened = page.partition('<h3><a href="')[2].partition('"')[0]
    assert signed_in(dana).get(opened).url == f"{pricing.url}second-thought/"


def test_who_does_not_look_after_it_any_more_is_told_nothing(pricing, dana, dirk, olga, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        passed(pricing, 10)
    people.deactivate(dirk, by=olga)
    actions.begin_anew(pricing, by=dana)
    notices.hand_over()
    assert not mail.outbox
    assert set(Notice.objects.values_list("state", flat=True)) == {"dropped"}
    type(pricing).objects.filter(pk=pricing.pk).update(steward=None)
    assert heard(dana) == []


def test_operators_read_the_whole_and_nobody_reads_of_anybody(pricing, ada, olga, signed_in):
    pay = a_stewardship(topic="pay", steward=ada)
    passed(pricing, 9)
    assert tasks.take_stock() == 0
    assert "Fewer than ten lines" in signed_in(olga).get("/operator/second-thought/").content.decode()
    passed(pricing, 1)
    passed(pay, 2, way="heeded")
    passed(pay, 4, way="fine")
    assert (tasks.take_stock(), tasks.take_stock()) == (1, 0)
    whole = queries.stock()
    assert (whole.shown, whole.passed, whole.heeded, whole.fine, whole.not_theirs, whole.muted) == (16, 62, 13, 25, 0, 1)
    page = signed_in(olga).get("/operator/second-thought/").content.decode()
    assert "62 %" in page
    assert "Pricing" not in page.partition("<main")[2]
    passed(pay, 9)
    assert tasks.take_stock() == 0, "so few more could be somebody"
    assert queries.stock().taken_at <= clock.now()
    assert signed_in(ada).get("/operator/second-thought/").status_code == 403
    assert "/operator/second-thought/" in signed_in(olga).get("/stewards/").content.decode()
    assert "/operator/second-thought/" not in signed_in(ada).get("/stewards/").content.decode()
