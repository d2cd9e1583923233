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


@pytest.mark.parametrize("line", ["Who is Cara?", "No idea, ask Ben", "Not sure about this", "Yesterday it was signed"])
def test_what_is_neither_is_asked_again(answered, dana, line):
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
