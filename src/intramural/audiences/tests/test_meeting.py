"""Making an audience meets what changes who is in it, as PostgreSQL lets them meet: no grant outlasts its reason."""

from __future__ import annotations

import pytest

from intramural.audiences import actions
from intramural.audiences.models import Grant
from intramural.people import actions as people
from intramural.people.models import Person
from intramural.people.testing import a_unit
from tests.meeting import meeting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def granted(audience) -> set[str]:
    return set(Grant.objects.filter(audience=audience).values_list("person__handle", flat=True))


@pytest.fixture
def move(ben, olga, sales):
    return lambda: people.place(Person.objects.get(pk=ben.pk), by=olga, unit=sales)


@pytest.mark.parametrize("first", ["made", "left"])
def test_who_leaves_a_unit_is_not_in_the_audience_that_is_made_of_it_meanwhile(ada, operations, sales, move, first):
    both = [lambda: actions.for_units([operations]), move]
    done = meeting(*(both if first == "made" else reversed(both)))
    assert granted(done[0 if first == "made" else 1]) == {"ada"}


def test_who_comes_into_a_unit_that_is_moved_meanwhile_is_not_in_that_of_its_old_parent(cara, sales, move, olga):
    yard = a_unit("Yard")
    people.move_unit(sales, by=olga, to=yard)
    above = actions.for_units([yard])
    assert granted(above) == {"cara"}
    meeting(move, lambda: people.move_unit(sales, by=olga, to=None))
    assert granted(above) == set()


@pytest.mark.parametrize("first", ["let in", "left"])
def test_who_leaves_a_circle_is_not_in_the_one_that_is_widened_meanwhile(ada, ben, cara, first):
    circle = actions.open_circle()
    actions.grant(circle, [ada, ben])
    both = [lambda: actions.let_in(circle, cara), lambda: actions.revoke(circle, [ben])]
    done = meeting(*(both if first == "let in" else reversed(both)))
    assert granted(done[0 if first == "let in" else 1]) == {"ada", "cara"}


def test_who_comes_into_a_circle_is_in_the_one_that_is_widened_meanwhile(ada, ben, cara):
    circle = actions.open_circle()
    actions.grant(circle, [ada])
    _, wide = meeting(lambda: actions.grant(circle, [ben]), lambda: actions.let_in(circle, cara))
    assert granted(wide) == {"ada", "ben", "cara"}
