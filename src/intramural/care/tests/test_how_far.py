"""Whoever is asked first is told how far the draft would go: for whom, for whom from its day on, and who may know of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from intramural.care import actions, doors, opinions, queries
from intramural.care.testing import a_consult, a_draft
from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.people.testing import a_token
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.models import Embargo, Post

pytestmark = pytest.mark.django_db
CIRCLE = "Ben Haddad, Dana Silva and Dirk Deputy, 3 people"


@pytest.fixture
def waiting(ben, pricing):
    """Ben's draft for Dana until a Monday, then for everyone; Dirk looks after its topic too, and is let in."""
    return a_draft(by=ben, audience="people", people="@dana", opens_at="2099-03-09T09:00", then="everyone")


@pytest.fixture
def translucent(ben, pricing):
    words = {"summary": "What May will bring, and why."}
    return a_draft(by=ben, audience="people", people="@dana", known_to="everyone", **words)


def pages(consult, person, signed_in):
    """What they read: signed in, and by the link of their mail."""
    found = (signed_in(person).get(consult.url), Client().get(doors.to_consult(consult, person)))
    return [each.content.decode() for each in found]


def by_program(consult, person):
    headers = {"Authorization": f"Bearer {a_token(person)}"}
    return Client().get(f"/api/v1/consults/{consult.public_id}", headers=headers).json()


def test_the_day_and_who_can_read_it_then(waiting, dana, signed_in):
    consult = a_consult(about=waiting, asks=(dana,))
    everyone = queries.further(consult).then.counted
    assert everyone.startswith("Everyone here, ")
    for page in pages(consult, dana, signed_in):
        assert f"meant for {CIRCLE}" in page
        assert f"From 9 March 2099, 9:00 on: <b>{everyone}</b>." in page
    said = by_program(consult, dana)
    assert (said["meant_for"], said["meant_for_then"], said["known_to"]) == (CIRCLE, everyone, "")
    assert said["opens_at"].startswith("2099-03-09T09:00")


def test_what_its_author_alone_reads_until_its_day_is_not_for_who_is_asked(ben, dana, pricing, signed_in):
    consult = a_consult(about=a_draft(by=ben, audience="me", opens_at="2099-03-09T09:00"), asks=(dana,))
    for page in pages(consult, dana, signed_in):
        assert "meant for Ben Haddad, 1 person" in page
        assert "From 9 March 2099" in page


def test_who_may_know_of_it_and_the_sentence_that_they_read(translucent, dana, signed_in):
    consult = a_consult(about=translucent, asks=(dana,))
    everyone = queries.further(consult).known.counted
    for page in pages(consult, dana, signed_in):
        assert f"<b>{everyone},</b> can see its title and one sentence: “What May will bring, and why.”" in page
    said = by_program(consult, dana)
    assert (said["known_to"], said["summary"], said["opens_at"]) == (everyone, "What May will bring, and why.", None)


def test_what_goes_no_further_and_what_cannot_be_said_yet_say_nothing_of_it(draft, ben, dana, pricing, signed_in):
    half_done = a_draft(by=ben, audience="people", people="", opens_at="soon", known_to="nowhere", summary="Half done.")
    for each in (draft, half_done):
        consult = a_consult(about=each, asks=(dana,))
        assert queries.further(consult) == queries.Further()
        for page in pages(consult, dana, signed_in):
            assert " on: <b>" not in page
            assert "one sentence" not in page


def test_it_is_gone_when_the_consult_is_over(waiting, ben, dana):
    consult = a_consult(about=waiting, asks=(dana,))
    actions.call_off(consult, by=ben)
    assert queries.further(queries.consult(consult.public_id, viewer=dana)) == queries.Further()


@pytest.mark.parametrize("other", [{"opens_at": "2099-04-01T09:00"}, {"then": "units"}, {"known_to": "everyone"}])
def test_another_day_or_a_later_circle_are_other_words(waiting, ben, dana, operations, other):
    consult = a_consult(about=waiting, asks=(dana,))
    former = opinions.typed(consult, {"answer": "fine"})
    units = {"then_units": (operations.public_id,)} if "then" in other else {}
    posts.draft(replace(composing.of(waiting), **other, **units), by=ben, into=waiting)
    actions.show_again(consult, by=ben)
    with pytest.raises(Unacceptable, match="other words"):
        opinions.answer(queries.consult(consult.public_id, viewer=dana), former, by=dana)


def test_other_readers_are_those_and_nobody_else(ben, cara, dana, pricing, signed_in):
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=UTC)):
        draft = a_draft(by=ben, audience="people", people="@dana", opens_at="2026-03-09T09:00")
        consult = a_consult(about=draft, asks=(dana,))
        offer = actions.opine(consult, by=dana, kind="if", because="it is only for @cara").offer
        page = signed_in(ben).get(consult.url).content.decode()
        assert f'For Ben Haddad and Cara Lindqvist, 2 people <span class="soft">instead of {CIRCLE}' in page
        assert "It opens to nobody else on 9 March 2026, 9:00" in page
        actions.take(consult, offer.public_id, by=ben)
        page = signed_in(dana).get(consult.url).content.decode()
        assert "meant for Ben Haddad and Cara Lindqvist, 2 people" in page
        assert "9 March" not in page
        post = actions.share(consult, by=ben)
        assert not Embargo.objects.exists()
        assert list(post.audience.people.order_by("handle").values_list("handle", flat=True)) == ["ben", "cara"]


def test_other_readers_take_the_wider_knowing_away(translucent, ben, ada, cara, dana, signed_in):
    consult = a_consult(about=translucent, asks=(dana,))
    offer = actions.opine(consult, by=dana, kind="if", because="it is only for @cara").offer
    assert "Nobody else can see its title and one sentence" in signed_in(ben).get(consult.url).content.decode()
    actions.take(consult, offer.public_id, by=ben)
    post = actions.share(consult, by=ben)
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        assert not Post.objects.known_to(ada).filter(pk=post.pk).exists()
        assert Post.objects.visible_to(cara).filter(pk=post.pk).exists()


def test_other_words_alone_leave_who_reads_it_and_when(waiting, ben, dana):
    consult = a_consult(about=waiting, asks=(dana,))
    offer = actions.opine(consult, by=dana, kind="if", because="without the figures").offer
    actions.take(consult, offer.public_id, by=ben)
    composed = composing.of(Post.objects.get(pk=waiting.pk))
    assert (composed.people, composed.opens_at, composed.then) == ("@dana", "2099-03-09T09:00", "everyone")
