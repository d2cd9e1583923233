"""Whose a document is, by what its sharer says of its origin: a function, a source, a unit, a topic."""

from __future__ import annotations

import pytest

from intramural.people.testing import a_unit
from intramural.stewards import queries
from intramural.stewards.testing import a_stewardship

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(ada, ben, cara, operations):
    """A function, a source and a unit, each looked after by somebody else."""
    press = a_stewardship(name="Press office", steward=ada, phrases="PO")
    reports = a_stewardship(name="Market reports", kind="source", steward=ben, phrases="https://reports.example/\nintranet")
    unit = a_stewardship(unit=operations, steward=cara)
    return {"press": press, "reports": reports, "unit": unit}


@pytest.mark.parametrize(
    ("names", "urls", "found"),
    [
        (["press OFFICE"], [], ["press"]),
        (["the Press office"], [], ["press"]),
        (["po"], [], ["press"]),
        (["Somebody, Press office"], [], ["press"]),
        (["Operations and Press office"], [], ["unit", "press"]),
        (["Operations"], [], ["unit"]),
        (["Depot"], [], ["unit"]),
        ([], ["https://www.Reports.example/a.pdf?x"], ["reports"]),
        ([], ["http://files.reports.example:8080/a"], ["reports"]),
        ([], ["http://intranet/a"], ["reports"]),
        (["Operations"], ["//reports.example/"], ["unit", "reports"]),
        (["Press"], ["https://notreports.example/", "mailto:ada@elsewhere.example"], []),
        (["x" * 60_000, "Press office"], [f"https://{'x' * 60_000}.example/"], ["press"]),
        (["Pressoffice", ""], ["https://reports.example.elsewhere/", "https://example/", "x"], []),
    ],
)
def test_an_origin_names_who_looks_after_it(held, operations, names, urls, found):
    a_unit("Depot", parent=operations)
    assert [each.pk for each in queries.of_origin(names, urls)] == [held[each].pk for each in found]


def test_names_of_other_alphabets_and_of_several_units(ada, ben, operations):
    office = a_stewardship(name="Öffentlichkeitsarbeit", steward=ada)
    assert queries.of_origin(["öffentlichkeitsarbeit"]) == [office]
    assert queries.of_origin(["ÖFFENTLICHKEITSARBEIT"]) == [office]
    several = [a_stewardship(unit=a_unit("Sales", parent=parent), steward=ben) for parent in (operations, a_unit("North"))]
    assert {each.pk for each in queries.of_origin(["sales"])} == {each.pk for each in several}


def test_nobody_is_named_where_nobody_can_act(ada, django_assert_max_num_queries):
    a_stewardship(name="Press office")
    assert queries.of_origin(["Press office"]) == []
    with django_assert_max_num_queries(0):
        assert queries.of_origin([" "], [""]) == []
    with django_assert_max_num_queries(2):
        queries.of_origin(["Press office", "Operations", "Legal, and others"], ["https://a.b.c.example/"])
