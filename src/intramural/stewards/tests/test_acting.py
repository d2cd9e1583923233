"""Who decides just now: the steward, the deputy when the steward is away or gone, and never silently nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.people import actions as people
from intramural.people.testing import a_unit
from intramural.record.models import Entry
from intramural.stewards import actions, policy, queries
from intramural.stewards.testing import a_stewardship

pytestmark = pytest.mark.django_db


def now_acting(stewardship):
    return queries.acting(queries.named(type(stewardship).objects.filter(pk=stewardship.pk)).get())


def noted(name):
    return list(Entry.objects.filter(name=name).values_list("facts", flat=True))


def test_the_steward_decides_and_both_may_act(ada, ben, cara):
    pricing = a_stewardship(topic="pricing", steward=ada, deputy=ben)
    assert queries.acting(pricing) == ada
    assert queries.deciders(pricing) == [ada, ben]
    assert policy.looks_after(ada, topics=[pricing.topic_id]).because == "you look after Pricing"
    assert policy.looks_after(ben, topics=[pricing.topic_id]).because == "you are deputy for Pricing"
    assert not policy.looks_after(cara, topics=[pricing.topic_id])
    assert not policy.looks_after(ada, topics=[])


def test_the_deputy_acts_in_the_moment_in_which_the_steward_is_deactivated(ada, ben, olga):
    pricing = a_stewardship(topic="pricing", steward=ada, deputy=ben)
    people.deactivate(ada, by=olga)
    assert now_acting(pricing) == ben
    assert noted("DeputyActs") == [{"stewardship_id": pricing.pk, "deputy_id": ben.pk, "steward_id": ada.pk}]
    assert not policy.looks_after(ada, topics=[pricing.topic_id])
    people.reactivate(ada, by=olga)


def test_an_erased_steward_is_forgotten_and_the_deputy_stays_deputy(ada, ben, olga):
    pricing = a_stewardship(topic="pricing", steward=ada, deputy=ben)
    people.erase(ada, by=olga)
    pricing.refresh_from_db()
    assert (pricing.steward, pricing.deputy) == (None, ben)
    assert now_acting(pricing) == ben


def test_nobody_is_never_silent(ada, ben, cara, olga, signed_in):
    pricing = a_stewardship(topic="pricing", steward=ada, deputy=ben)
    people.deactivate(ben, by=olga)
    assert noted("LeftUnattended") == []
    people.deactivate(ada, by=olga)
    assert noted("LeftUnattended") == [{"stewardship_id": pricing.pk}]
    assert now_acting(pricing) is None
    assert queries.over(topics=[pricing.topic_id]) == []
    assert [each.pk for each in queries.unattended()] == [pricing.pk]
    assert "Nobody looks after it just now." in signed_in(cara).get(pricing.url).content.decode()
    assert 'href="/topics/pricing/">Pricing' in signed_in(cara).get("/stewards/?nobody=1").content.decode()


def test_away_the_deputy_acts_until_the_day_is_past(ada, ben):
    pricing = a_stewardship(topic="pricing", steward=ada, deputy=ben)
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False) as time:
        actions.go_away(by=ada, through=date(2027, 3, 5))
        assert now_acting(pricing) == ben
        assert policy.looks_after(ada, topics=[pricing.topic_id]), "being away bars nobody"
        time.move_to(datetime(2027, 3, 6, 0, 0, 1, tzinfo=UTC))
        assert now_acting(pricing) == ada
        actions.go_away(by=ada, through=date(2027, 3, 9))
        actions.come_back(by=ada)
        actions.come_back(by=ada)
        assert now_acting(pricing) == ada
    assert len(noted("StewardBack")) == 1


def test_a_day_is_past_where_one_is(ada, ben):
    pricing = a_stewardship(topic="pricing", steward=ada, deputy=ben)
    type(ada).objects.filter(pk=ada.pk).update(time_zone="Pacific/Auckland")
    ada.refresh_from_db()
    with time_machine.travel(datetime(2027, 3, 1, 12, 30, tzinfo=UTC), tick=False) as time:
        with pytest.raises(Unacceptable):
            actions.go_away(by=ada, through=date(2027, 3, 1))
        actions.go_away(by=ada, through=date(2027, 3, 2))
        time.move_to(datetime(2027, 3, 2, 10, 59, tzinfo=UTC))
        assert now_acting(pricing) == ben
        time.move_to(datetime(2027, 3, 2, 11, 0, 1, tzinfo=UTC))
        assert now_acting(pricing) == ada


def test_where_both_are_away_somebody_still_decides(ada, ben):
    pricing = a_stewardship(topic="pricing", steward=ada, deputy=ben)
    for person in (ada, ben):
        actions.go_away(by=person, through=clock.now().date() + timedelta(days=3))
    assert now_acting(pricing) == ada


@pytest.mark.parametrize("days", [-1, 400])
def test_one_is_away_through_a_day_to_come(ada, days):
    with pytest.raises(Unacceptable):
        actions.go_away(by=ada, through=clock.now().date() + timedelta(days=days))


def test_units_are_looked_after_with_those_below(ada, ben, cara, operations):
    below = a_unit("Depot", parent=operations)
    whole = a_stewardship(unit=operations, steward=ada)
    part = a_stewardship(unit=below, steward=ben)
    a_stewardship(unit=a_unit("Elsewhere"), steward=cara)
    assert [each.pk for each in queries.over(topics=[], units=[below.pk])] == [part.pk, whole.pk]
    assert queries.over(topics=[], units=[operations.pk]) == [whole]
    assert policy.looks_after(ada, topics=[], units=[below.pk])


def test_what_holds_costs_two_questions_whatever_is_asked(ada, ben, operations, django_assert_num_queries):
    held = [a_stewardship(topic=f"topic{n}", steward=ada, deputy=ben) for n in range(20)]
    with django_assert_num_queries(2):
        found = queries.over(topics=[each.topic_id for each in held], units=[operations.pk])
        assert {queries.acting(each).pk for each in found} == {ada.pk}
    assert len(found) == 20
