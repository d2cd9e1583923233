"""R3: what nobody can discuss stands before those who may see it; all others are told a number, once a month, in tens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from intramural.audiences import actions as audiences
from intramural.care.testing import a_narrowing
from intramural.kit import clock
from intramural.oversight import queries
from intramural.oversight.models import Month
from intramural.oversight.tasks import count_months
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from tests.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender(ada, ben):
    return a_space("Tender", owner=ada, members=(ben,), gated=True)


def told(person) -> list[str]:
    return [each["html"] for each in Program(person).get("/openness/undiscussed").json()["items"]]


def test_only_who_may_see_them_sees_them(ada, ben, cara, olga, tender, signed_in):
    a_post(by=ada, body="The offer", to=Choice("space", space=tender))
    for person in (ada, ben):
        assert told(person) == ["<p>The offer</p>\n"]
        shown = signed_in(person).get("/openness/").content.decode()
        assert "The offer</a>" in shown
        assert ("Who can read it</a>" in shown) is (person == ada)
    for person in (cara, olga):
        assert told(person) == []
        assert "The offer" not in signed_in(person).get("/openness/").content.decode()


def test_a_third_reader_takes_it_off_and_one_who_leaves_puts_it_back(ada, ben, cara, rosa, tender):
    post = a_post(by=ada, body="The offer", to=Choice("space", space=tender))
    audiences.grant(tender.circle, [cara])
    assert told(ada) == []
    audiences.revoke(tender.circle, [ben])
    audiences.grant(tender.circle, [rosa], since=clock.now() + timedelta(hours=1))
    assert len(told(ada)) == 1, "who comes later cannot read what was there before"
    cara.is_active = False
    cara.save()
    assert len(told(ada)) == 1
    assert post.reactions.count() == 0


def test_what_is_for_others_than_a_space_is_talk_between_them(ada, ben, operations, tender):
    """Also what is narrowed for a time: that is not forgotten in a gated space."""
    a_post(by=ada, body="For you", to=Choice("people", people=(ben,)))
    a_post(by=ada, body="For me", to=Choice("me"))
    a_post(by=ada, body="For all")
    a_narrowing(of=a_post(by=ada, body="Narrowed"), by=ada)
    chess = a_space("Chess", owner=ada)
    a_post(by=ada, body="Open", to=Choice("space", space=chess))
    assert told(ada) == []
    a_post(by=ada, body="For its members", to=Choice("members", space=chess))
    assert told(ada) == ["<p>For its members</p>\n"]


def test_a_long_list_comes_in_pages(ada, tender):
    for n in range(23):
        a_post(by=ada, body=f"Number {n}", to=Choice("space", space=tender))
    first = Program(ada).get("/openness/undiscussed").json()
    second = Program(ada).get(f"/openness/undiscussed?after={first['next']}").json()
    assert len({each["id"] for each in first["items"] + second["items"]}) == 23
    assert second["next"] is None


@pytest.mark.parametrize(("count", "said"), [(3, "fewer than 10"), (16, "about 20")])
def test_all_others_are_told_a_number_in_tens_once_a_month(ada, cara, tender, signed_in, count, said):
    with time_machine.travel(datetime(2026, 3, 10, 12, tzinfo=UTC), tick=False):
        for n in range(count):
            a_post(by=ada, body=f"Number {n}", to=Choice("space", space=tender))
        a_post(by=ada, body="For all")
    with time_machine.travel(datetime(2026, 4, 1, 1, tzinfo=UTC), tick=False):
        assert count_months() == 1
        spaces.archive(tender, by=ada)
        a_post(by=ada, body="For all of us")
    assert Month.objects.get().undiscussed == count
    assert f"<td>{said}</td>" in signed_in(cara).get("/openness/").content.decode()
    assert queries.meter()[0].undiscussed == round(count / 10 + 0.01) * 10
