"""Answering a consult by mail alone: D3 and D14, for an executive who never signs in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine

from intramural.care import actions as care
from intramural.care import queries
from intramural.care.models import Asked, Offer, Remark
from intramural.care.testing import a_consult, a_draft
from intramural.kit import clock
from intramural.mail import addresses
from intramural.mail.incoming import answering
from intramural.mail.models import Answer, Notice, Received
from intramural.mail.outgoing import notices
from intramural.mail.tests.exchange import PASSED
from intramural.mail.tests.test_acts import in_every_program
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.models import Comment, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(ben, pricing):
    return a_draft(by=ben)


@pytest.fixture
def consult(draft, dana):
    return a_consult(about=draft, asks=(dana,))


def answer_of(consult, person):
    part = queries.part_of(person, consult)
    return part.answer if part else None


@in_every_program
def test_fine_if_figures_removed_is_an_offer(exchange, domain, draft, consult, dana, ben, program):
    row = exchange.write("fine if figures removed", by=dana, about=consult, program=program)
    assert (row.state, row.act) == (Received.State.TAKEN, "consult")
    assert answer_of(consult, dana) == "if"
    offer = Offer.objects.get()
    assert (offer.remark.body, offer.body) == ("figures removed", "All will cost … more from May. #pricing")
    care.take(consult, offer.public_id, by=ben)
    care.share(consult, by=ben)
    assert Post.objects.get(pk=draft.pk).body == "All will cost … more from May. #pricing"
    assert not Comment.objects.exists()


@in_every_program
def test_fine(exchange, domain, consult, dana, program):
    exchange.write("Fine.\n\nDana", by=dana, about=consult, program=program)
    assert answer_of(consult, dana) == "fine"


@pytest.mark.parametrize(
    ("line", "answer", "because"),
    [
        ("ok", "fine", ""),
        ("It’s fine with me, thanks!", "fine", ""),
        ("Go ahead", "fine", ""),
        ("Einverstanden.", "fine", ""),
        ("D'accord", "fine", ""),
        ("Fine, but please wait for legal", "if", "please wait for legal"),
        ("OK, provided that the price list goes out first", "if", "the price list goes out first"),
        ("Passt, wenn die Zahlen weg sind", "if", "die Zahlen weg sind"),
        ("Fine, not before 3 May 2099", "if", "not before 3 May 2099"),
        ("Fine.\n\nBut please wait for legal.", "if", "please wait for legal."),
        ("Ja\n\nAber bitte ohne „May“.", "if", "bitte ohne „May“."),
        ("Fine\n\nButter is cheaper, too.", "fine", "Butter is cheaper, too."),
        ("Fine without “May”", "if", "without “May”"),
        ("Please don't, because the deal is not signed", "dont", "the deal is not signed"),
        ("please don’t share this: it is too early", "dont", "it is too early"),
        ("Do not share it because it is too early", "dont", "it is too early"),
        ("No, it is too early", "dont", "it is too early"),
        ("Bitte nicht, weil es zu früh ist", "dont", "es zu früh ist"),
        ("Not mine", "not_mine", ""),
        ("not mine, ask @rosa", "not_mine", ""),
        ("This is not my topic. Please ask Rosa Marchetti.", "not_mine", ""),
        ("Nicht meins, frag @rosa", "not_mine", ""),
    ],
)
def test_the_first_line(exchange, domain, consult, dana, rosa, line, answer, because):
    exchange.write(line, by=dana, about=consult)
    assert answer_of(consult, dana) == answer
    assert Remark.objects.get().body == because
    assert Asked.objects.filter(person=rosa).exists() == ("osa" in line)


def test_a_day_and_words_in_quotation_marks(exchange, domain, consult, dana):
    exchange.write("Fine, not before 3 May 2099 and without “from May”", by=dana, about=consult)
    offer = Offer.objects.get()
    assert (offer.not_before, offer.body) == (date(2099, 5, 3), "All will cost 12 % more …. #pricing")


def test_the_draft_below_with_other_words(exchange, domain, consult, dana):
    exchange.write("Fine if it reads:\n\nAll will cost a little more from May. #pricing", by=dana, about=consult)
    assert Offer.objects.get().body == "All will cost a little more from May. #pricing"
    assert Remark.objects.get().body == "it reads:"


def test_the_reason_may_stand_below(exchange, domain, consult, dana):
    exchange.write("Please don't\n\nThe deal is not signed.", by=dana, about=consult)
    assert Remark.objects.get().body == "The deal is not signed."


@pytest.mark.parametrize(
    "line", ["Which pallets do you mean?", "No figures, please, and no names", "Fine print matters here"]
)
def test_what_is_no_answer_is_said(exchange, domain, consult, dana, line):
    exchange.write(line, by=dana, about=consult)
    assert answer_of(consult, dana) == ""
    assert Remark.objects.get().body == line


def test_its_author_answers_too(exchange, domain, consult, ben):
    exchange.write("Fine, I wait.", by=ben, about=consult)
    assert (Remark.objects.get().by, Remark.objects.get().answer) == (ben, "")


def test_a_refusal_is_told_with_its_remedy(exchange, domain, consult, dana):
    exchange.write("Please don't.", by=dana, about=consult)
    exchange.write("Not mine, ask @nobody", by=dana, about=consult)
    assert not Remark.objects.exists()
    assert {row.reason for row in Received.objects.all()} == {"refused"}
    told = Answer.objects.order_by("pk")
    assert ["Say in a sentence why." in told[0].words, "nobody" in told[1].words, len(told)] == [True, True, 2]


def test_whoever_is_told_of_a_refusal_answers_that_very_mail(exchange, domain, consult, dana, mailoutbox):
    exchange.write("Please don't.", by=dana, about=consult)
    answering.send()
    (told,) = mailoutbox
    assert "You can answer this mail" in told.body
    exchange.write("Fine", by=dana, to=told.reply_to[0])
    assert answer_of(consult, dana) == "fine"


def test_files_alone_are_no_answer_and_that_is_said(exchange, domain, consult, dana, mailoutbox):
    row = exchange.write("", by=dana, about=consult, files=[("marked.docx", "application/octet-stream", b"PK")])
    answering.send()
    assert (row.reason, "files do not come along" in mailoutbox[0].body) == ("files_alone", True)


def test_an_answer_to_former_words_is_told_so(exchange, domain, consult, draft, ben, dana):
    to = addresses.consult_address(consult, dana)
    assert addresses.read(to).version == 1
    posts.draft(replace(composing.of(draft), body="All will cost 9 % more."), by=ben, into=draft)
    newer = care.show_again(consult, by=ben)
    row = exchange.write("Fine", by=dana, about=newer, to=to)
    assert (row.state, row.reason) == (Received.State.ASIDE, "refused")
    assert "The draft has other words by now" in Answer.objects.get().words
    assert answer_of(consult, dana) == ""
    exchange.write("Fine", by=dana, about=newer)
    assert answer_of(consult, dana) == "fine"


def test_the_same_mail_twice_is_one_answer(exchange, domain, consult, dana):
    for _ in range(2):
        exchange.write("Fine if legal agrees", by=dana, about=consult, message_id="<once@client.example>")
    assert Remark.objects.count() == 1


def test_an_absence_note_answers_nothing(exchange, domain, consult, dana):
    row = exchange.write("Fine", by=dana, about=consult, more={"Auto-Submitted": "auto-replied"})
    assert row.state == Received.State.PROGRAM
    assert answer_of(consult, dana) == ""


def test_what_is_forged_is_rejected_and_logged(exchange, domain, consult, dana, cara, ben):
    """By whoever is not asked, with the address of another, with an address that was made up, or grown too old."""
    to = addresses.consult_address(consult, dana)
    made_up = to[:8] + ("1" if to[8] == "0" else "0") + to[9:]
    rows = [
        exchange.write("Fine", by=cara, about=consult, to=to),
        exchange.write("Fine", by=cara, about=consult, to=addresses.consult_address(consult, cara)),
        exchange.write("Fine", by=dana, about=consult, to=addresses.reply_address(consult, dana)),
    ]
    with time_machine.travel(clock.now() + timedelta(days=91)):
        rows.append(exchange.write("Fine", by=dana, about=consult, to=to))
    assert [(row.state, row.reason) for row in rows] == [(Received.State.ASIDE, "nowhere")] * 4
    assert addresses.read(made_up) is None
    assert not Remark.objects.exists()


def test_without_a_pass_of_a_trusted_server(exchange, domain, confirmed, consult, dana):
    row = exchange.write("Fine", by=dana, about=consult)
    assert (row.state, row.reason) == (Received.State.ASIDE, "unproven")
    assert exchange.write("Fine", by=dana, about=consult, more=PASSED).state == Received.State.TAKEN
    assert answer_of(consult, dana) == "fine"


def test_what_is_over_is_told(exchange, domain, consult, dana, ben):
    care.call_off(consult, by=ben)
    row = exchange.write("Fine", by=dana, about=consult)
    assert (row.state, row.reason) == (Received.State.ASIDE, "refused")
    assert "This is over" in Answer.objects.get().words


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"opens_at": "2099-03-09T09:00", "then": "everyone"}, "From 9 March 2099, 9:00 on: Everyone here, "),
        ({"known_to": "everyone", "summary": "What May brings."}, "can see its title and one sentence: “What May brings.”"),
    ],
)
def test_the_mail_says_how_far_it_goes_later_and_by_its_title(
    ben, dana, pricing, django_capture_on_commit_callbacks, choices, said
):
    with django_capture_on_commit_callbacks(execute=True):
        a_consult(about=a_draft(by=ben, audience="people", people="@dana", **choices), asks=(dana,))
    assert said in notices.mail(Notice.objects.get(person=dana, kind="consult")).body
