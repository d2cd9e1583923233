"""What people said, told apart from what their programs put around it."""

from __future__ import annotations

import time

import pytest

from intramural.mail.incoming import reading, trimming
from intramural.mail.tests import clients

WORDS = [
    "Yes, on Friday.\n\nI bring the bread and the long table from the second floor, if somebody helps me carry it down the stairs.",
    "Danke, das passt mir gut. Ich frage noch die Kollegen aus der Halle 4, ob der Schlüssel dort liegt.",
    "D'accord pour vendredi. Qui apporte le café ?",
    "+1",
    "We wrote to the builder on Monday: no answer yet. From what I hear, Tuesday is too early.\n\n- the lamps\n- the oven",
    "On Friday.",
    "Is it today? I thought on Friday Mia wrote that it was off.",
]
SIGNATURES = ["", "Ben Haddad\nOperations | House\n+49 30 1234567"]


@pytest.mark.parametrize("client", sorted(set(clients.ALL) - {"between"}))
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_words_are_kept_and_the_rest_is_not(client: str, language: str) -> None:
    for words in WORDS:
        for signature in SIGNATURES:
            for quoting in (None, clients.Quoted()):
                mail = clients.ALL[client](words, quoting, language=language, signature=signature)
                assert said(mail) == flat(words), mail


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_answers_between_the_lines_keep_what_they_answer(language: str) -> None:
    mail = clients.between("Yes.\n\nIt is loud, too.", language=language, signature="Ben\nOperations")
    read = reading.read(mail.bytes(sender="ben@house.example", to="inside@house.example"))
    assert trimming.trim(read.said).said == (
        "> Shall we open the canteen on Friday?\n\nYes.\n\n> The new oven is here.\n\nIt is loud, too."
    )


def test_a_name_alone_at_the_end_is_a_signature() -> None:
    assert trimming.trim("Thanks,\nBen", names=("Ben Haddad", "Ben")).said == "Thanks,"
    assert trimming.trim("Thanks,\nCara", names=("Ben Haddad", "Ben")).said == "Thanks,\nCara"
    assert trimming.trim("Ben", names=("Ben Haddad", "Ben")).said == "Ben"


def test_nothing_but_quotation_says_nothing() -> None:
    assert trimming.trim("On Monday, 2 March, Ada wrote:\n> Shall we?") == trimming.Trimmed(
        "", "On Monday, 2 March, Ada wrote:\n> Shall we?"
    )


@pytest.mark.parametrize(
    "text",
    ["On " * 100_000, "On\n" * 20_000, "> \n" * 50_000, "From: a\n" * 20_000, "-" * 300_000, "_" * 300_000, " " * 300_000,
     "On a wrote" * 30_000, "1/1/11 1:1\n" * 20_000, "Le a écrit\n" * 20_000, "regards, " * 30_000, "\n" * 300_000],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    trimming.trim(text)
    assert time.process_time() - began < 3


def said(mail: clients.Mail) -> str:
    read = reading.read(mail.bytes(sender="Ben Haddad <ben@house.example>", to="inside@house.example"))
    return flat(trimming.trim(read.said, names=("Ben Haddad", "Ben")).said)


def flat(words: str) -> str:
    return " ".join(words.split())
