"""Narrowing and agreeing by mail alone: D14, for who looks after something and never signs in."""

from __future__ import annotations

import pytest
from django.core import mail

from intramural.care import actions as care
from intramural.care import queries
from intramural.care.models import Concern, Narrowing
from intramural.care.testing import a_narrowing
from intramural.mail import addresses
from intramural.mail.models import Answer, Notice
from intramural.mail.outgoing import notices
from intramural.mail.tests.test_acts import in_every_program
from intramural.posts.models import Comment, Post, Reaction
from intramural.posts.testing import a_comment, a_post
from intramural.spaces import actions as spaces

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
    assert not Comment.objects.exists(), "it may have been meant for a few"
    exchange.write("say: Narrow margins are the reason, I think.", by=dana, about=post)
    assert Comment.objects.get().body.startswith("Narrow margins")
    assert not Narrowing.objects.exists()


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


@pytest.mark.parametrize(("how", "says"), [(care.agree, "you have agreed"), (care.uphold, "a second person has upheld it")])
def test_what_was_settled_before_its_mail_left_is_told_as_it_is_now(
    post, ben, dana, dirk, how, says, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        narrowing = care.narrow(post, by=dana, because="not out yet")
    how(narrowing, by=ben if how is care.agree else dirk)
    notices.hand_over()
    [told] = [each for each in mail.outbox if each.to == [ben.email]]
    assert told.subject == "Your post is smaller"
    assert f"It stays so, because {says}." in told.body
    assert "by itself" not in told.body


@in_every_program
def test_raise_a_concern(exchange, post, cara, program):
    row = exchange.write("Concern: who may know this?", by=cara, about=post, program=program)
    concern = Concern.objects.get()
    assert (concern.raised_by, concern.kind, row.act) == (cara, "question", "concern")
    assert concern.messages.get().body == "who may know this?"
    assert not Comment.objects.exists()


@in_every_program
def test_an_answer_to_a_talk_is_said_in_it(exchange, post, ben, cara, program):
    concern = care.raise_concern(post, by=cara, kind="question", body="Who may know this?")
    to = addresses.talk_address(concern, ben)
    assert exchange.write("Sales alone.", by=ben, to=to, program=program).act == "talk"
    assert [(each.by, each.body) for each in concern.messages.all()][1:] == [(ben, "Sales alone.")]
    exchange.write("Settled\n\nThank you.", by=ben, to=to)
    assert concern.messages.last().body == "Thank you."
    assert queries.has_closed(ben, concern)
    assert not Comment.objects.exists()


def test_its_mail_names_between_whom_a_talk_is(post, ben, dana, rosa, django_capture_on_commit_callbacks):
    """Whom an author told beside, too."""
    with django_capture_on_commit_callbacks(execute=True):
        care.recover(post, by=ben, parts={"apology": "I am sorry."}, tells=[rosa])
    for person in (dana, rosa):
        said = notices.mail(Notice.objects.get(person=person, kind="concern")).body
        assert "This is between Ben Haddad, Dana Silva and Rosa Marchetti, and nobody else." in said


def test_from_a_talk_its_post_is_made_smaller(exchange, post, dana, cara):
    concern = care.raise_concern(post, by=cara, kind="narrow")
    exchange.write("Narrow: not out yet", by=dana, to=addresses.talk_address(concern, dana))
    assert (Narrowing.objects.get().by, Narrowing.objects.get().because) == (dana, "not out yet")


@pytest.mark.parametrize(
    ("line", "kind"), [("narrow to Sales: not out yet", "units"), ("enger auf kitchen: not out yet", "circle")]
)
def test_for_a_unit_or_a_space_instead(exchange, post, dana, sales, kitchen, line, kind):
    spaces.join(kitchen, by=dana)
    exchange.write(line, by=dana, about=post)
    narrowing = Narrowing.objects.get()
    assert (narrowing.audience.kind, narrowing.because) == (kind, "not out yet")


def test_a_circle_that_is_none_is_told_and_changes_nothing(exchange, post, dana, kitchen):
    exchange.write("narrow to Kitchen: not out yet", by=dana, about=post)
    assert "no unit and no space of yours by the name “Kitchen”" in Answer.objects.get().words
    assert not Narrowing.objects.exists()


def test_a_reply_that_speaks_of_narrowing_stays_one(exchange, post, dana):
    exchange.write("say: Narrow to the point: thank you.", by=dana, about=post)
    assert Comment.objects.get().body == "Narrow to the point: thank you."


def test_a_second_person_upholds_it_and_who_narrowed_it_ends_it(exchange, post, dana, dirk):
    narrowing = a_narrowing(of=post, by=dana)
    assert exchange.write("Yes.", by=dirk, to=addresses.matter_address(narrowing, dirk)).act == "uphold"
    narrowing.refresh_from_db()
    assert (narrowing.upheld_by, narrowing.is_provisional) == (dirk, False)
    assert exchange.write("undo", by=dana, to=addresses.matter_address(narrowing, dana)).act == "end"
    narrowing.refresh_from_db()
    assert (narrowing.end, narrowing.ended_by) == ("steward", dana)


@pytest.mark.parametrize(
    "line", ["Yes?", "Yes, but wait for legal", "Yes.\n\nBut wait for legal.", "Uphold\n\nBut not for Sales.", "undo?"]
)
def test_a_longer_sentence_neither_upholds_nor_ends_it(exchange, post, dana, dirk, line):
    narrowing = a_narrowing(of=post, by=dana)
    assert exchange.write(line, by=dirk, to=addresses.matter_address(narrowing, dirk)).act == "talk"
    narrowing.refresh_from_db()
    assert narrowing.is_provisional
    assert narrowing.ended_at is None


def test_a_talk_is_not_settled_with_a_but(exchange, post, ben, cara):
    concern = care.raise_concern(post, by=cara, kind="question", body="Who may know this?")
    exchange.write("Settled.\n\nBut not for Sales.", by=ben, to=addresses.talk_address(concern, ben))
    assert concern.messages.last().body == "Settled.\n\nBut not for Sales."
    assert not queries.has_closed(ben, concern)


def test_a_question_takes_nothing_down(exchange, post, ben):
    exchange.write("Take it down, or shall I mend the table?", by=ben, about=post)
    exchange.write("Narrow it. Or shall I mend the table?", by=ben, about=post)
    assert not Narrowing.objects.exists()
    assert not Comment.objects.exists()


def test_other_words_to_its_mail_begin_a_talk_with_who_did_it(exchange, post, ben, dana):
    narrowing = a_narrowing(of=post, by=dana)
    to = addresses.matter_address(narrowing, ben)
    exchange.write("Cara said that it is out.", by=ben, to=to)
    exchange.write("Since Monday.", by=ben, to=to)
    talk = Concern.objects.get()
    assert [(each.person, each.part) for each in queries.between(talk)] == [(ben, "raised"), (dana, "cares")]
    assert [each.body for each in talk.messages.all()] == ["Cara said that it is out.", "Since Monday."]
    exchange.write("OK", by=ben, to=to)
    narrowing.refresh_from_db()
    assert narrowing.agreed_at


def test_what_is_said_to_what_goes_wider_is_private(exchange, post, dana, ben):
    exchange.write("Is this out already?", by=dana, to=addresses.care_address(post, dana))
    talk = Concern.objects.get()
    assert (talk.kind, [each.person for each in queries.between(talk)]) == ("question", [dana, ben])
    exchange.write("Narrow: it is not", by=dana, to=addresses.care_address(post, dana))
    assert Narrowing.objects.get().because == "it is not"
    assert not Comment.objects.exists()


def test_whoever_takes_it_down_by_mail_is_told_so(exchange, post, ben, dana, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        exchange.write("Take it down: it was the wrong file", by=ben, about=post)
    assert list(Notice.objects.values_list("person__handle", "kind")) == [("ben", "confirmed")]


def test_an_address_of_somebody_else_leads_nowhere(exchange, post, dana, dirk, cara):
    narrowing = a_narrowing(of=post, by=dana)
    row = exchange.write("undo", by=dirk, to=addresses.matter_address(narrowing, dana))
    assert (row.state, row.reason) == ("aside", "nowhere")
    row = exchange.write("undo", by=cara, to=addresses.matter_address(narrowing, cara))
    assert (row.state, row.reason) == ("aside", "nowhere")
