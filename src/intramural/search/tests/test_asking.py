"""Whatever is typed can be read; what is no operator is told in a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intramural.search import asking
from intramural.search.asking import Given, Sought
from intramural.search.backends import Clause, Sieve, postgresql, sqlite
from intramural.search.words import forms


def test_a_question_with_everything():
    asked = asking.read(
        'invoice "night shift" -draft from:@Ben -in:bakers topic:#pay has:files before:2026-03 is:question onboard*'
    )
    assert asked.sought == (
        Sought(("invoice",)),
        Sought(("night", "shift"), quoted=True),
        Sought(("draft",), without=True),
        Sought(("onboard",), begins=True),
    )
    assert asked.given == (
        Given("from", "ben"),
        Given("in", "bakers", without=True),
        Given("topic", "pay"),
        Given("has", "file"),
        Given("is", "question"),
    )
    assert asked.before == date(2026, 3, 1)
    assert asked.problems == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("is:blue", "“is:blue” says nothing here. Write is:question or is:answered."),
        ("has:legs", "“has:legs” says nothing here. Write has:file or has:link."),
        ("before:yesterday", "“yesterday” is not a day. Write before:2026-03-01, before:2026-03 or before:2026."),
        ("after:2026-13-01", "“2026-13-01” is not a day. Write after:2026-03-01, after:2026-03 or after:2026."),
        ("by:ben", "There is no by: here. Write from:ben instead."),
        ('from:""', "After from: comes a handle, such as from:ben."),
    ],
)
def test_what_is_wrong_is_said(text, problem):
    assert asking.read(text).problems == (problem,)


@pytest.mark.parametrize("text", ["https://example.org/a?b", "10:30", "note: this", "from:", "", "-", '"', '""', "*", "''"])
def test_what_only_looks_like_an_operator_is_no_problem(text):
    assert asking.read(text).problems == ()


def test_days_close_in_on_each_other_and_a_minus_turns_them_round():
    asked = asking.read("before:2027 before:2026-05-03 after:2020 -before:2021-02-01")
    assert (asked.after, asked.before) == (date(2021, 2, 1), date(2026, 5, 3))


PIECES = st.sampled_from([
    "from:", "in:", "is:", "has:", "before:", "topic:", "-", '"', "“", "*", "¤", "¶", "'", "\\", "|", "&", "!", "(", ")", ":",
    "NEAR", "AND", "OR", "NOT", "^", "+", "{", "}", "%", "%s", "\x00", "\u202e", "ß", "İ", "ﬁ", "日本", "é", "2026-01-01", " ",
])  # fmt: skip


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=400), st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=60).map("".join)))
def test_anything_can_be_read_and_written_for_both_databases(text):
    asked = asking.read(text)
    clauses = tuple(Clause(tuple(forms(each.words)), begins=each.begins) for each in asked.sought)
    for word in (word for each in asked.sought for word in each.words):
        assert word
        assert not set(word) & set("¤¶'\"\\ ")
    if clauses:
        assert sqlite.written(Sieve(every=clauses)).count('"') % 2 == 0
        assert postgresql.written(Sieve(every=clauses)).count("'") % 2 == 0
    assert asking.read(asking.clean(text)).sought == asked.sought
