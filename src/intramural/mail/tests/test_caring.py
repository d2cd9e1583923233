"""Narrowing and agreeing by mail alone: D14, for who looks after something and never signs in."""

from __future__ import annotations

import pytest

from intramural.care.models import Concern, Narrowing
from intramural.care.testing import a_narrowing
from intramural.mail.models import Answer
from intramural.mail.tests.test_acts import in_every_program
from intramural.posts.models import Comment, Post, Reaction
from intramural.posts.testing import a_comment, a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(ben, pricing):
    return a_post(by=ben, title="New prices", body="All will cost more. #pricing")


@in_every_program
def test_narrow_with_a_reason(exchange, post, dana, program):
    row = exchange.write("Narrow: the prices are out in May.\n\nDana", by=dana, about=post, program=program)
    narrowing = Narrowing.objects.get()
    assert (narrowing.by, narrowing.because, row.act) == (dana, "the prices are out in May.", "narrow")
    assert not Comment.objects.exists()


def test_the_reason_may_stand_below(exchange, post, dana):
    exchange.write("Make it smaller\n\nThe prices are out in May.", by=dana, about=post)
    assert Narrowing.objects.get().because == "The prices are out in May."


def test_without_a_reason_or_a_right_one_is_told_why(exchange, post, dana, cara):
    exchange.write("narrow", by=dana, about=post)
    exchange.write("narrow: I do not like it", by=cara, about=post)
    assert not Narrowing.objects.exists()
    told = {answer.person.handle: answer.words for answer in Answer.objects.all()}
    assert "The reason is missing." in told["dana"]
    assert "whoever looks after one of its topics" in told["cara"]


def test_a_sentence_that_begins_like_it_is_an_answer(exchange, post, dana):
    exchange.write("Narrow margins are the reason, I think.", by=dana, about=post)
    assert Comment.objects.get().body.startswith("Narrow margins")


def test_the_author_takes_it_down(exchange, post, ben):
    exchange.write("Take it down: it was the wrong file", by=ben, about=post)
    assert Narrowing.objects.get().is_takedown
    assert Post.objects.get().is_taken_down


def test_the_author_agrees(exchange, post, ben, dana, cara):
    narrowing = a_narrowing(of=post, by=dana)
    row = exchange.write("I agree", by=ben, about=post)
    narrowing.refresh_from_db()
    assert row.act == "agree"
    assert narrowing.agreed_at
    assert not narrowing.is_provisional
    exchange.write("Agreed", by=ben, about=post, answers=a_comment(by=ben, on=post))
    assert Reaction.objects.get().kind == "agree"


@in_every_program
def test_raise_a_concern(exchange, post, cara, program):
    row = exchange.write("Concern: who may know this?", by=cara, about=post, program=program)
    concern = Concern.objects.get()
    assert (concern.raised_by, concern.kind, row.act) == (cara, "question", "concern")
    assert concern.messages.get().body == "who may know this?"
    assert not Comment.objects.exists()
