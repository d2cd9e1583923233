"""Answering a request for access by mail alone, for a steward who never signs in (R27, D18)."""

from __future__ import annotations

import pytest

from intramural.care import actions as care
from intramural.care.models import AccessRequest
from intramural.mail import addresses
from intramural.mail.models import Answer, Received
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(ada, ben, cara, pricing):
    """Cara asks for what Ben wrote for Ada; its sentence names what Dana looks after."""
    words = {"title": "Prices from May", "summary": "What changes in #pricing.", "body": "All 12 % more."}
    known = a_post(by=ben, to=Choice("people", people=(ada,), known_to=Choice()), **words)
    return care.ask_for_access(known, by=cara, words="I answer the customers.")


@pytest.fixture
def answered(exchange, domain, asked):
    """What the request says after a mail with this first line."""

    def answer(line, *, by, to=None):
        row = exchange.write(line, by=by, to=addresses.access_address(asked, to or by))
        asked.refresh_from_db()
        return row, asked.answer, asked.because

    return answer


@pytest.mark.parametrize(
    ("line", "answer", "because"),
    [
        ("yes", "yes", ""),
        ("Yes, please.\n\nBest\nDana", "yes", ""),
        ("YES! Only for your own customers", "yes", "Only for your own customers"),
        ("No problem", "yes", ""),
        ("Ja, gern", "yes", ""),
        ("Bien sûr", "yes", ""),
        ("Sure, no problem at all", "yes", "no problem at all"),
        ("Of course. No worries!", "yes", "No worries"),
        ("No objections. She answers the customers.", "yes", "She answers the customers"),
        ("Yes. Your prices come on Monday.", "yes", "Your prices come on Monday"),
        ("Ja, kein Problem", "yes", "kein Problem"),
        ("Klar, nur zu!", "yes", "nur zu"),
        ("Gerne! Nur für deine eigenen Kunden.", "yes", "Nur für deine eigenen Kunden"),
        ("Oui, pas de problème.", "yes", "pas de problème"),
        ("Volontiers ! Seulement pour tes clients", "yes", "Seulement pour tes clients"),
        ("Ok, thanks for asking", "yes", ""),
        ("no", "no", ""),
        ("No, the contract is not signed.", "no", "the contract is not signed"),
        ("Not yet\n\nThe contract is not signed.", "no", "The contract is not signed."),
        ("Nein danke", "no", ""),
        ("Non, pas encore", "no", "pas encore"),
    ],
)
def test_the_first_line(answered, dana, cara, line, answer, because):
    row, *said = answered(line, by=dana)
    assert (row.state, row.act) == (Received.State.TAKEN, "access")
    assert said == [answer, because]
    assert Post.objects.visible_to(cara).exists() is (answer == "yes")


@pytest.mark.parametrize(
    "line",
    [
        "Who is Cara?",
        "No idea, ask Ben",
        "Not sure about this",
        "Yesterday it was signed",
        "Of course not.",
        "Sure, who is she?",
        "OK, but who is this?",
        "Ok who is this",
        "yes or no?",
        "Yes? Who is she",
        "yes, if she has signed",
        "Yes, but only after the contract is signed",
        "Fine with me once legal has signed",
        "Ok when it is signed; else I do not mind",
        "Okay, until Friday",
        "Sure, unless Ben minds",
        "Yes – provided that Ben agrees",
        "Go ahead, except for the annex",
        "Let her in as soon as it is signed",
        "No problem once it is signed",
        "No objections, only not before May",
        "Sure, I don’t mind her, though Ben does",
        "Yes, no.",
        "Ok, let me ask Ben first",
        "Yes, maybe",
        "Yes! But only after the contract is signed",
        "OK. Once it is signed.",
        "Of course. Not before it is signed.",
        "Sure. No, wait.",
        "Yes. Who is she, by the way?",
        "Yes\n\nBut only after the contract is signed.",
        "Ja nicht!",
        "Klar nicht",
        "Ja, aber erst nach der Unterschrift",
        "Ja, wenn unterschrieben ist",
        "Gern, sobald Ben zustimmt",
        "Ja, nur für die eigenen Kunden",
        "Ja, nur zu Testzwecken",
        "Ja, sofern Ben es weiß",
        "In Ordnung, falls sie unterschrieben hat",
        "Einverstanden, nachdem der Vertrag da ist",
        "Ja, keinesfalls",
        "Ja, bevor es andere lesen",
        "Ja. Aber wer ist das",
        "Ja. Erst nach Freitag.",
        "Ja, wer ist das?",
        "Bien sûr que non",
        "Oui, mais après la signature",
        "Oui si Ben est d'accord",
        "Oui, seulement pour ses clients",
        "Oui, quand c'est signé",
        "D'accord, sauf l'annexe",
        "Oui, pas avant mai",
        "Oui. Mais qui est-ce",
        "Oui, qui est-ce ?",
    ],
)
def test_what_is_neither_is_asked_again(answered, dana, line):
    """Letting somebody in cannot be recalled: a yes that holds a doubt is none."""
    row, *said = answered(line, by=dana)
    assert (row.state, row.reason, said) == (Received.State.ASIDE, "refused", ["", ""])
    assert "a yes or a no" in Answer.objects.get().words


def test_its_author_may_answer_too_and_nobody_else(answered, ada, ben, cara, dana):
    for by, to in ((ada, dana), (cara, dana), (ada, ada)):
        row, answer, _ = answered("yes", by=by, to=to)
        assert (row.state, row.reason, answer) == (Received.State.ASIDE, "nowhere", "")
    row, answer, _ = answered("yes", by=cara)
    assert (row.state, row.reason, answer) == (Received.State.ASIDE, "refused", "")
    assert answered("yes", by=ben)[1] == "yes"
    assert AccessRequest.objects.get().answered_by == ben
