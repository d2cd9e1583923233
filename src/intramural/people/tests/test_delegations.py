"""On a unit's page its head says who speaks for it."""

from __future__ import annotations

import pytest

from intramural.people import actions, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(operations):
    return f"/units/{operations.public_id}/"


@pytest.fixture
def heads_it(ada, operations, signed_in):
    operations.head = ada
    operations.save()
    return signed_in(ada)


def test_the_head_gives_and_ends_it(ben, operations, heads_it, at):
    assert heads_it.post(f"{at}delegations/", {"person": "@ben", "until": "2099-03-31"}).url == at
    page = heads_it.get(at).content.decode()
    assert "until 31 March 2099, 23:59" in page
    assert list(queries.speaks_for(ben)) == [operations]
    heads_it.post(f"{at}delegations/ben/ending/")
    assert not queries.speaks_for(ben).exists()
    assert heads_it.post(f"{at}delegations/ben/ending/").status_code == 404


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"person": ""}, "person"),
        ({"person": "nobody"}, "person"),
        ({"person": "gus"}, "person"),
        ({"person": "ben", "until": "2020-01-01"}, "until"),
        ({"person": "ben", "until": "soon"}, "until"),
        ({"person": "ben", "until": "0001-01-01"}, "until"),
        ({"person": "ben", "until": "9999-12-31"}, "until"),
    ],
)
def test_what_is_refused_stays_in_the_form(ben, gus, heads_it, at, form, field):
    answer = heads_it.post(f"{at}delegations/", form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'id="{field}-wrong"' in page
    assert f'value="{form["person"]}"' in page


def test_a_member_sees_who_and_gives_nothing(ben, cara, olga, operations, signed_in, at):
    actions.delegate(ben, unit=operations, by=olga)
    page = signed_in(cara).get(at).content.decode()
    assert "Who speaks officially for Operations" in page
    assert "End it" not in page
    assert 'delegations/"' not in page
    assert "End it" in signed_in(ben).get(at).content.decode()
