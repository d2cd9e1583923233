"""Who speaks officially for a unit is said by its head, the head above, or an operator."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from intramural.kit import clock
from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.people import actions, queries
from intramural.people.models import Delegation
from intramural.people.testing import a_unit

pytestmark = pytest.mark.django_db


def test_the_head_of_a_unit_delegates_for_it_and_what_is_under_it(ada, ben, cara, operations, sales):
    operations.head = ada
    operations.save()
    depot = a_unit("Depot", parent=operations)
    actions.delegate(ben, unit=depot, by=ada)
    assert list(queries.speaks_for(ben)) == [depot]
    with pytest.raises(NotAllowed):
        actions.delegate(ben, unit=sales, by=ada)
    with pytest.raises(NotAllowed):
        actions.delegate(ben, unit=operations, by=cara)


def test_a_delegation_ends_by_itself(ben, olga, operations):
    actions.delegate(ben, unit=operations, by=olga, until=clock.now() + timedelta(days=7))
    assert queries.speaks_for(ben).exists()
    with time_machine.travel(clock.now() + timedelta(days=8)):
        assert not queries.speaks_for(ben).exists()


def test_again_gives_the_running_one_a_new_end(ben, olga, operations):
    first = actions.delegate(ben, unit=operations, by=olga)
    until = clock.now() + timedelta(days=7)
    again = actions.delegate(ben, unit=operations, by=olga, until=until)
    assert first == again
    assert again.ends_at == until


def test_it_is_ended_by_who_gave_it_and_who_has_it(ada, ben, cara, olga, operations):
    given = actions.delegate(ben, unit=operations, by=olga)
    with pytest.raises(NotAllowed):
        actions.end_delegation(given, by=cara)
    actions.end_delegation(given, by=ben)
    assert not queries.speaks_for(ben).exists()
    actions.end_delegation(Delegation.objects.get(), by=ben)


def test_what_is_no_delegation(ben, gus, olga, operations):
    with pytest.raises(Unacceptable):
        actions.delegate(gus, unit=operations, by=olga)
    with pytest.raises(Unacceptable):
        actions.delegate(ben, unit=operations, by=olga, until=clock.now() - timedelta(days=1))
