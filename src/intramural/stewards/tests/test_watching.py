"""Steward and deputy say, each for themselves, beyond what they want to be told; nobody does unless they ask."""

from __future__ import annotations

import pytest

from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.stewards import actions, queries
from tests.programs import Program

pytestmark = pytest.mark.django_db


def test_off_until_somebody_asks_and_each_for_themselves(pricing, dana, dirk, signed_in):
    assert queries.watch_of(dana, pricing) == ""
    page = signed_in(dana).get(pricing.url).content.decode()
    assert '<option value="" selected>Do not tell me' in page
    signed_in(dana).post(f"{pricing.url}watch/", {"beyond": "unit"})
    assert (queries.watch_of(dana, pricing), queries.watch_of(dirk, pricing)) == ("unit", "")
    assert '<option value="unit" selected>' in signed_in(dana).get(pricing.url).content.decode()
    signed_in(dana).post(f"{pricing.url}watch/", {"beyond": ""})
    assert queries.watch_of(dana, pricing) == ""


def test_who_looks_after_it_alone_sees_and_sets_it(pricing, cara, olga, signed_in):
    for other in (cara, olga):
        assert "Tell me when it goes wider" not in signed_in(other).get(pricing.url).content.decode()
        with pytest.raises(NotAllowed):
            actions.watch(pricing, beyond="unit", by=other)


def test_what_is_no_choice(pricing, dana):
    with pytest.raises(Unacceptable):
        actions.watch(pricing, beyond="the moon", by=dana)


def test_who_looks_after_it_no_longer_watches_no_longer(pricing, dana, dirk, cara, olga):
    actions.watch(pricing, beyond="space", by=dana)
    actions.watch(pricing, beyond="unit", by=dirk)
    actions.entrust(pricing, steward=cara, deputy=dirk, by=olga)
    assert (queries.watch_of(dana, pricing), queries.watch_of(dirk, pricing)) == ("", "unit")


def test_by_a_program(pricing, dana, cara):
    program = Program(dana)
    at = f"/stewards/{pricing.public_id}"
    assert program.get(at).json()["watch"] is None
    assert program.put(f"{at}/watch", {"beyond": "named"}).json()["watch"] == "named"
    assert Program(cara).get(at).json()["watch"] is None
    assert program.delete(f"{at}/watch").status_code == 204
    assert program.get(at).json()["watch"] is None
