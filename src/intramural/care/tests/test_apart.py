"""Whoever has no part in a matter learns nothing by how long its address takes: whose a post is by its words is not worked out for them."""

from __future__ import annotations

import pytest

from intramural.care import actions, exposures, queries
from intramural.care.testing import a_narrowing
from intramural.kit.errors import NotFound

pytestmark = pytest.mark.django_db


def test_a_matter_of_others_costs_a_query_more_than_none(post, ben, cara, dana, django_assert_max_num_queries):
    narrowing = a_narrowing(of=post, by=dana)
    for public_id, most in (("gone", 1), (narrowing.public_id, 2)):
        with django_assert_max_num_queries(most), pytest.raises(NotFound):
            queries.narrowing(public_id, viewer=cara)
    assert queries.in_force(post.public_id, viewer=cara) is None
    assert {person: queries.narrowing(narrowing.public_id, viewer=person) for person in (ben, dana)} == {
        ben: narrowing,
        dana: narrowing,
    }


def test_a_talk_of_others_costs_two_queries_more_than_none(post, ben, cara, dana, rosa, django_assert_max_num_queries):
    concern = actions.raise_concern(post, by=cara, kind="question", body="Who may know this?")
    for public_id, most in (("gone", 1), (concern.public_id, 3)):
        with django_assert_max_num_queries(most), pytest.raises(NotFound):
            queries.concern(public_id, viewer=rosa)
    assert [queries.concern(concern.public_id, viewer=person) for person in (ben, cara, dana)] == [concern] * 3


def test_a_report_of_others_is_not_worked_out(post, ben, cara, dana, django_assert_max_num_queries):
    a_narrowing(of=post, by=dana)
    with django_assert_max_num_queries(4):
        assert not exposures.may_open(cara, post)
    assert exposures.may_open(ben, post)
    assert exposures.may_open(dana, post)
