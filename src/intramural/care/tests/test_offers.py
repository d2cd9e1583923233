"""What a condition in a sentence comes to, and what another wording takes out and puts in."""

from __future__ import annotations

import time
from datetime import date

import pytest

from intramural.care import differing
from intramural.care.offers import Meant, understood

TODAY = date(2026, 3, 4)
BODY = "From May on all will cost 12.5 % more, or €1,200 a pallet.\n\nThe codename is Redwood.\n\nAsk @ben4 about #q3."


def meant(condition: str, **more: str) -> Meant:
    return understood(condition, title=more.pop("title", "Prices"), body=more.pop("body", BODY), today=TODAY, **more)


@pytest.mark.parametrize(
    "condition",
    ["figures removed", "the figures are removed", "you leave out the numbers", "ohne Zahlen", "sans les chiffres"],
)
def test_figures_go(condition):
    said = meant(condition).body
    assert said == BODY.replace("12.5 %", "…").replace("€1,200", "…")


def test_a_full_stop_stays():
    assert meant("without the figures", body="It costs 12. It is 3,5% more.").body == "It costs …. It is … more."


def test_what_stands_in_quotation_marks_goes():
    assert meant("fine without “redwood” and “May”").body == BODY.replace("Redwood", "…").replace("May", "…")


def test_a_paragraph_goes():
    assert meant("the second paragraph goes").body == BODY.replace("The codename is Redwood.\n\n", "")
    assert meant("the last paragraph is dropped").body == BODY.partition("\n\nAsk")[0]
    assert meant("without the last paragraph", body="One alone.").body is None


@pytest.mark.parametrize(
    ("condition", "day"),
    [
        ("not before 2026-05-03", date(2026, 5, 3)),
        ("not before 3 May", date(2026, 5, 3)),
        ("not before May 3rd, 2027", date(2027, 5, 3)),
        ("erst ab dem 3.5.", date(2026, 5, 3)),
        ("nicht vor dem 1. März", date(2027, 3, 1)),
        ("pas avant le 3 mai", date(2026, 5, 3)),
        ("not before the summer", None),
        ("not before 31 February", None),
        ("you take the slide from 2 decks", None),
        ("from 3 separate teams, after 2 marketing rounds", None),
        ("you take it from 2 decks, and not before 3 December", date(2026, 12, 3)),
        ("the lab 3 May results go", None),
        ("not before May 2027", None),
        ("not before 3 ſept", None),
    ],
)
def test_a_day(condition, day):
    assert meant(condition).not_before == day


MONTHS = [
    "January february MARCH April May June July August September October November December",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "Jän. Feb. Mrz Apr. Mai Jun. Jul. Aug. Sept. Okt. Nov. Dez.",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv. févr. mars avr. mai juin juil. aoû. sept. oct. nov. déc.",
]


@pytest.mark.parametrize("months", MONTHS)
def test_a_month_by_its_names(months):
    for number, month in enumerate(months.split(), 1):
        assert meant(f"not before 5 {month} 2027").not_before == date(2027, number, 5)
        assert meant(f"nicht vor dem 5. {month}").not_before == date(2026 + (number < 3), number, 5)
        assert meant(f"pas avant {month} 5").not_before == date(2026 + (number < 3), number, 5)


def test_other_readers():
    assert meant("it is only for @ada and @ben.").people == ("ada", "ben")
    assert meant("@ada agrees").people == ()


def test_the_draft_with_other_words_below():
    below = BODY.replace("12.5 %", "a little")
    assert meant("it reads like this", below=below).body == below
    assert meant("it is short", below="I would rather say it in a meeting, what do you think of it?").body is None


def test_what_is_not_understood_stays_a_condition():
    assert meant("legal agrees") == Meant()
    assert meant("the figures are right") == Meant()


def text(found: list[differing.Piece], *how: str) -> str:
    return "".join(piece.text for piece in found if piece.how in how)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It costs 12 % more.", "It costs … more."),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree."),
        ("", "All new"),
        ("All gone\n", ""),
        ("same", "same"),
        ("a\nb\nc", "c\nb\na"),
    ],
)
def test_the_difference_holds_both(before, after):
    found = differing.pieces(before, after)
    assert text(found, differing.SAME, differing.OUT) == before
    assert text(found, differing.SAME, differing.IN) == after


def test_the_difference_is_of_words():
    found = differing.pieces("It costs 12 % more.", "It costs … more.")
    assert [(piece.how, piece.text) for piece in found] == [
        ("same", "It costs "), ("out", "12 %"), ("in", "…"), ("same", " more."),
    ]  # fmt: skip


@pytest.mark.parametrize("unit", ["a\n", "a ", "ab\nba\n", "x" * 50 + "\n"])
def test_no_texts_take_long(unit):
    began = time.process_time()
    one = (unit * 60_000)[:60_000]
    differing.pieces(one + "1", f"2{one[:-7]}")
    understood("without “a b”, not before 3 May, only @ada", title="", body=one, below=one[::-1], today=TODAY)
    assert time.process_time() - began < 3
