"""The line in the composer: shown once, passed with one key, never in the way of a program."""

from __future__ import annotations

import pytest

from intramural.posts.models import Post
from intramural.stewards.testing import a_stewardship
from intramural.thought import tasks
from intramural.thought.models import Tally
from tests.programs import Program

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}
CARDS = {"body": "The new rate cards are here", "kind": "update"}


@pytest.fixture
def pricing(ada):
    it = a_stewardship(topic="pricing", steward=ada, asks="ask", phrases="rate card")
    tasks.learn_ordinary_talk()
    tasks.refresh_stale()
    return it


def shared():
    return Post.objects.filter(state=Post.State.PUBLISHED)


def test_sharing_says_it_once_with_everything_kept_and_then_shares(pricing, ben, signed_in):
    browser = signed_in(ben)
    asked = browser.post("/write/", CARDS)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "Ada Okonkwo looks after Pricing and asks to be asked first" in page
    assert "The new rate cards are here</textarea>" in page
    assert 'autofocus=""' in page
    assert not shared().exists()
    draft = Post.objects.get(state=Post.State.DRAFT)
    assert f'name="draft" value="{draft.public_id}"' in page
    passed = browser.post("/write/", {**CARDS, "thought": f"phrase.{pricing.public_id}", "draft": draft.public_id})
    assert passed.status_code == 302
    assert shared().get().pk == draft.pk
    assert Tally.objects.values_list("shown", "passed", "fine", "not_theirs").get() == (1, 1, 0, 0)


def test_what_was_shown_while_writing_is_not_asked_again(pricing, ben, signed_in):
    line = signed_in(ben).post("/write/second-thought/", CARDS, headers=PART).content.decode()
    assert f'name="thought" value="phrase.{pricing.public_id}"' in line
    assert signed_in(ben).post("/write/second-thought/", {"body": "Soup"}, headers=PART).content.strip() == b""
    assert not Post.objects.exists()
    way = {"thought": f"phrase.{pricing.public_id}", "thought_way": "not_theirs"}
    assert signed_in(ben).post("/write/", {**CARDS, **way}).status_code == 302
    assert Tally.objects.get().not_theirs == 1


def test_narrowing_keeps_what_was_typed_for_fewer(pricing, ben, signed_in, operations):
    page = signed_in(ben).post("/write/", {**CARDS, "narrow": "units"}).content.decode()
    assert f'value="{operations.public_id}" checked' in page
    assert "The new rate cards are here</textarea>" in page
    assert not shared().exists()
    way = {"audience": "people", "people": "@ada", "thought": f"phrase.{pricing.public_id}"}
    assert signed_in(ben).post("/write/", {**CARDS, **way}).status_code == 302
    assert Tally.objects.values_list("shown", "passed").get() == (1, 0)


def test_only_a_live_credential_asks_for_one_confirmation_more(ben, signed_in):
    secret = {"body": "Password: Lowmoor!2027", "thought": "credential"}
    asked = signed_in(ben).post("/write/", secret)
    assert asked.status_code == 200
    assert 'name="confirmed" value="credential"' in asked.content.decode()
    assert signed_in(ben).post("/write/", {**secret, "confirmed": "credential"}).status_code == 302


def test_ordinary_words_are_shared_at_once(pricing, ben, signed_in):
    assert signed_in(ben).post("/write/", {"body": "Good morning"}).status_code == 302


def test_a_program_shares_without_it_and_may_ask(pricing, ben):
    program = Program(ben)
    thought = program.post("/second-thought", {"body": CARDS["body"]}).json()["thought"]
    assert (thought["signal"], [each["handle"] for each in thought["people"]]) == ("phrase", ["ada"])
    assert program.post("/second-thought", {"body": "Soup"}).json() == {"thought": None}
    assert program.post("/posts", {"body": CARDS["body"]}).status_code == 201
    assert program.post("/posts", {"body": "Password: Lowmoor!2027"}).status_code == 201
