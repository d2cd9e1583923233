"""Coming into a space meets becoming a guest, as PostgreSQL lets them meet."""

from __future__ import annotations

import pytest

from intramural.kit.errors import NotAllowed
from intramural.people import actions as people
from intramural.people.models import Person
from intramural.spaces import actions
from intramural.spaces.models import Membership
from intramural.spaces.testing import a_space
from tests.meeting import meeting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def becomes_guest(ben, olga):
    return lambda: people.change_standing(Person.objects.get(pk=ben.pk), by=olga, standing="guest")


@pytest.mark.parametrize("first", ["joins", "becomes a guest"])
def test_who_becomes_a_guest_while_they_join_is_in_no_space_of_the_house(ada, ben, becomes_guest, first):
    space = a_space("Chess", owner=ada)
    both = [lambda: actions.join(space, by=ben), becomes_guest]
    done = meeting(*(both if first == "joins" else reversed(both)))
    assert not Membership.objects.filter(person=ben).exists()
    assert not space.circle.grants.filter(person=ben).exists()
    assert isinstance(done[1], NotAllowed) is (first != "joins")


@pytest.mark.parametrize("first", ["is founded", "becomes a guest"])
def test_who_becomes_a_guest_while_an_official_space_is_founded_is_not_in_it(ada, ben, olga, becomes_guest, first):
    both = [lambda: actions.found(by=olga, name="News", kind="official"), becomes_guest]
    meeting(*(both if first == "is founded" else reversed(both)))
    assert set(Membership.objects.values_list("person__handle", flat=True)) == {"ada", "olga"}
