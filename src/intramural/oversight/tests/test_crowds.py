"""k, and what subtraction would tell: nothing is told of fewer than ten, nor of what is left when it is taken from the whole."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

import pytest

from intramural.oversight import crowds


@dataclass(frozen=True)
class Event:
    author: int | None
    by: int | None
    end: str = "settled"


def between(authors: int, others: int, *, end: str = "settled", times: int = 0, first: int = 0) -> list[Event]:
    """So many authors and others, each at least once; the others have numbers of their own."""
    return [Event(first + n % authors, 1000 + n % others, end) for n in range(max(authors, others, times))]


@pytest.mark.parametrize(
    ("events", "may"),
    [
        (between(9, 1), False), (between(5, 5), True), (between(6, 4), False), (between(4, 20), False), (between(5, 4), False),
        ([Event(n, n) for n in range(9)], False), ([Event(n, n) for n in range(10)], True),
        ([Event(None, None)] * 50, False), ([Event(n, None) for n in range(10)], True), ([], False),
    ],
)  # fmt: skip
def test_ten_people_and_five_on_each_side(events, may):
    """Whoever acted on their own post is one side; whoever was erased counts for nobody; the same person twice is one."""
    assert crowds.may_tell_of(events) is may
    assert crowds.may_tell_of(events * 3) is may


def test_an_end_of_few_is_told_with_others_or_not_at_all():
    many, some, one = (between(12, 6, end="agreed"), between(6, 5, end="lapsed"), between(1, 1, end="upheld"))
    assert crowds.told_by_end(many + some) == {"agreed": 10, "lapsed": 5}
    assert crowds.told_by_end(many + some + one) == {"agreed": 10, "otherwise": 5}
    assert crowds.told_by_end(many + one) == {}, "or the one would be what is left"
    assert crowds.told_by_end(many) == {}, "or everybody would know how each one ended"


def test_no_cell_and_no_remainder_is_ever_of_few():
    """Two thousand houses by chance; whoever looks takes every told number from every other."""
    chance = random.Random(11)
    told_at_all = 0
    for _ in range(2_000):
        people = chance.randint(2, 60)
        events = [
            Event(chance.randrange(people), chance.randrange(people), chance.choice(("agreed", "upheld", "lapsed", "ended")))
            for _ in range(chance.randint(0, 120))
        ]
        told = crowds.told_by_end(events)
        told_at_all += bool(told)
        named = [[each for each in events if each.end == end] for end in told if end != crowds.OTHERWISE]
        rest = [each for each in events if each.end not in told]
        assert all(crowds.may_tell_of(cell) for cell in named)
        assert bool(rest and told) is (crowds.OTHERWISE in told)
        assert not (rest and told) or crowds.may_tell_of(rest)
        assert not told or len(told) > 1
        assert all(number % crowds.STEP == 0 for number in told.values())
    assert told_at_all > 500


@pytest.mark.parametrize(("number", "said"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (31, 30)])
def test_numbers_about_people_are_told_in_fives(number, said):
    assert crowds.about(number) == said


@pytest.mark.parametrize(
    ("took", "said"),
    [
        (timedelta(seconds=29), timedelta()), (timedelta(seconds=200), timedelta(minutes=3)),
        (timedelta(minutes=119, seconds=40), timedelta(minutes=120)), (timedelta(minutes=200), timedelta(hours=3)),
        (timedelta(hours=47), timedelta(hours=47)), (timedelta(hours=61), timedelta(days=3)),
    ],
)  # fmt: skip
def test_a_time_is_told_roughly(took, said):
    assert crowds.roughly(took) == said


def test_the_median():
    hours = [timedelta(hours=n) for n in (9, 1, 5, 3)]
    assert crowds.median(hours) == timedelta(hours=4)
    assert crowds.median(hours[:3]) == timedelta(hours=5)
    assert crowds.median([]) is None
