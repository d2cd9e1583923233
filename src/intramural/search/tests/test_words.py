"""From text to terms: the same for what is written and what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intramural.kit.words import stems
from intramural.search import spelling, words


@pytest.mark.parametrize(
    ("several", "stem"),
    [
        ("connect connected connecting connection connections", "connect"),
        ("policy policies", "polici"),
        ("relational relate", "relat"),
        ("hopping hop", "hop"),
        ("falling fall", "fall"),
        ("happy happiness", "happi"),
        ("agreed agree", "agre"),
        ("electrical electricity", "electr"),
        ("adjustable adjustment", "adjust"),
        ("controlling control", "control"),
        ("yes", "yes"),
        ("by", "by"),
    ],
)
def test_english(several, stem):
    assert {stems.english(word) for word in several.split()} == {stem}


@pytest.mark.parametrize(
    ("several", "stem"),
    [
        ("urlaub urlaubs urlaube urlauben", "urlaub"),
        ("vertrag vertrages vertrage vertragen", "vertrag"),
        ("muller mueller", "mull"),
        ("kollege kollegen kolleg", "kolleg"),
        ("zeitung zeitungen", "zeitung"),
        ("schicht schichten", "schicht"),
        ("lieferung lieferungen", "liefer"),
    ],
)
def test_german(several, stem):
    assert {stems.german(word) for word in several.split()} == {stem}


def test_german_pay_is_not_holding():
    assert stems.german("gehalt") != stems.german("halten")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Müller's Café", ["mullers", "cafe"]),
        ("Ærøskøbing STRASSE Straße", ["aeroskobing", "strasse", "strasse"]),
        ("snake_case and/or e-mail", ["snake", "case", "and", "or", "e", "mail"]),
        ("ﬁne ＷＩＤＥ x²", ["fine", "wide", "x2"]),
        ("配送", ["配", "送"]),
        ("हिन्दी", ["हिन्दी"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words(text, right):
    assert words.split(text) == right


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The offer is on the table and we have to answer it by Friday", "en"),
        ("Das Angebot liegt auf dem Tisch und wir sollen bis Freitag antworten, ist das nicht knapp", "de"),
        ("Night shift", "both"),
        ("Nous avons bien reçu votre offre concernant les palettes vides " * 10, ""),
    ],
)
def test_the_language_of_a_text(text, language):
    assert words.language_of(words.split(text)) == language


@given(st.text(max_size=60))
def test_words_stand_where_they_say_and_hold_nothing_that_a_database_reads(text):
    for token in words.read(text):
        assert 0 <= token.start < token.end <= len(text)
        assert not set(token.word) & set(" '\"\\¤¶*")
        assert words.fold(token.word) == token.word
        for (term,) in words.forms((token.word,)):
            assert term
            assert not set(term) & set(" '\"\\¤¶*")


_MUCH_ALIKE = st.text(st.sampled_from("aeßs'’5²äÉœ_ .–❤\ufe0f\u0301٣Ωı"), max_size=20)


@given(st.text(max_size=80) | st.text(st.characters(max_codepoint=0x17F), max_size=80) | _MUCH_ALIKE)
def test_plain_text_is_cut_as_any_other(text):
    among_others = list(words.read(f"{text} 配"))[:-1]
    assert list(words.read(text)) == among_others
    assert words.split(text) == [word for word, _, _ in among_others]


@given(st.text(max_size=80) | _MUCH_ALIKE, st.sampled_from(["a", "es", "5", "s5", "d"]))
def test_words_that_begin_so_are_those_of_all(text, letters):
    assert list(words.read(text, beginning=letters)) == [it for it in words.read(text) if it.word[0] in letters]


@given(st.text("abcdefgh", min_size=4, max_size=9), st.text("abcdefgh", min_size=4, max_size=9))
def test_words_one_slip_apart_meet_in_a_key(one, other):
    if spelling.distance(one, other) <= 1:
        assert spelling._keys(one) & spelling._keys(other)


@pytest.mark.parametrize(("one", "other", "away"), [("pay", "pay", 0), ("form", "from", 1), ("shift", "shfit", 1), ("a", "", 1), ("kitten", "sitting", 3)])  # fmt: skip
def test_how_many_slips_lie_between_two_words(one, other, away):
    assert spelling.distance(one, other) == spelling.distance(other, one) == away
