"""Whoever is told of what goes wider wants to be told no more, and says so by answering the mail that told them."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from intramural.care.models import Concern
from intramural.mail import addresses
from intramural.mail.models import Notice
from intramural.mail.outgoing import notices
from intramural.mail.tests.test_acts import in_every_program
from intramural.posts import actions as posts
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.record.models import Entry
from intramural.stewards import actions as stewards
from intramural.stewards import queries
from intramural.stewards.testing import a_stewardship

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(ben, pricing):
    return a_post(by=ben, title="New prices", body="All will cost more. #pricing")


@pytest.fixture
def told(domain, post, pricing, dana, dirk):
    """Dana and Dirk watch pricing, and she was mailed that this post goes wider."""
    for person in (dana, dirk):
        stewards.watch(pricing, beyond="unit", by=person)
    mail.outbox.clear()
    notices.tell(dana, Notice.Kind.WIDER, "now", post=post, stewardship=pricing)
    notices.hand_over()
    (sent,) = mail.outbox
    return sent


@in_every_program
def test_a_word_ends_the_watch_and_says_nothing_to_the_author(exchange, told, post, pricing, dana, dirk, program):
    assert "answer this mail with “stop” in the first line" in told.body
    row = exchange.write("Stop.\n\nThank you.\nDana", by=dana, to=addresses.care_address(post, dana), program=program)
    assert (row.state, row.act) == ("taken", "stop")
    assert (queries.watch_of(dana, pricing), queries.watch_of(dirk, pricing)) == ("", "unit")
    assert Entry.objects.filter(name="WatchChanged", by_id=dana.pk).count() == 2
    assert not Concern.objects.exists()


@pytest.mark.parametrize("word", ["no more", "Stop watching!", "Nicht mehr", "unsubscribe"])
def test_other_words_do_too(exchange, told, post, pricing, dana, word):
    exchange.write(word, by=dana, to=addresses.care_address(post, dana))
    assert queries.watch_of(dana, pricing) == ""


def test_a_sentence_that_begins_like_it_is_for_the_author(exchange, told, post, pricing, dana):
    exchange.write("Stop this: the prices are not out.", by=dana, to=addresses.care_address(post, dana))
    assert queries.watch_of(dana, pricing) == "unit"
    assert Concern.objects.get().messages.get().body == "Stop this: the prices are not out."


def test_what_another_mail_told_of_is_watched_still_and_again_changes_nothing(exchange, told, post, pricing, dana):
    rebates = a_stewardship(topic="rebates", steward=dana)
    stewards.watch(rebates, beyond="unit", by=dana)
    for _ in range(2):
        assert exchange.write("stop", by=dana, to=addresses.care_address(post, dana)).act == "stop"
    assert (queries.watch_of(dana, pricing), queries.watch_of(dana, rebates)) == ("", "unit")
    assert not Concern.objects.exists()


def test_it_ends_also_when_the_post_is_not_for_them_any_more(exchange, told, post, pricing, ben, dana):
    posts.change_audience(post, by=ben, choice=Choice("me"))
    to = addresses.care_address(post, dana)
    for words in ("Is it out?", "narrow: it is not"):
        row = exchange.write(words, by=dana, to=to)
        assert (row.state, row.reason) == ("aside", "nowhere")
    assert exchange.write("stop", by=dana, to=to).act == "stop"
    assert queries.watch_of(dana, pricing) == ""
    assert exchange.write("stop", by=dana, to=to).reason == "nowhere"


def test_the_address_is_of_one_person(exchange, told, post, pricing, dana, dirk):
    row = exchange.write("stop", by=dirk, to=addresses.care_address(post, dana))
    assert (row.state, row.reason) == ("aside", "nowhere")
    assert (queries.watch_of(dana, pricing), queries.watch_of(dirk, pricing)) == ("unit", "unit")


def test_the_link_in_it_ends_it_too(told, pricing, dana):
    (door,) = re.findall(r"http\S+?(/care/stewardship/\S+?)#watch", told.body)
    Client().post(door, {"do": "watch", "beyond": ""})
    assert queries.watch_of(dana, pricing) == ""


def test_where_no_mail_comes_in_the_mail_names_the_link_alone(told, post, pricing, dana, settings):
    settings.MAIL_COMES_IN = False
    notices.tell(dana, Notice.Kind.WIDER, "again", post=post, stewardship=pricing)
    notices.hand_over()
    assert "“stop”" not in mail.outbox[-1].body
    assert "choose so here" in mail.outbox[-1].body
