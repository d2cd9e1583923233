"""A name that is not out before a day is known to the second thought until then, and to everybody from then on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.posts import composing
from intramural.stewards import actions, tasks
from intramural.stewards.testing import a_stewardship
from intramural.thought import drafting, queries
from intramural.thought import tasks as chores

pytestmark = pytest.mark.django_db

BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)


@pytest.fixture
def time(monkeypatch):
    monkeypatch.setattr(tasks, "_watch", clock.Watch())
    with time_machine.travel(BEGAN, tick=False) as traveller:
        yield traveller


def sign(by, body):
    chores.refresh_stale()
    found = queries.think(drafting.of(composing.Composition(body=body), by=by))
    return found and (found.signal, found.reason)


def test_a_name_waits_for_its_day_and_joins_the_open_words(ada, ben, cara, olga, time, monkeypatch, signed_in):
    robots = a_stewardship(name="Robots", steward=ada, deputy=ben, phrases="gripper", asks="ask", widest="unit")
    signed_in(ada).post(f"{robots.url}names/", {"unreleased": "Falcon", "opens_at": "2026-03-09T08:00"})
    said = "Ada Okonkwo looks after Robots and asks to be asked first: it names something of it."
    assert sign(cara, "Is Falcon ready?") == ("phrase", said)
    for person, sees in ((ada, True), (ben, True), (cara, False), (olga, False)):
        assert ("Falcon" in signed_in(person).get(robots.url).content.decode()) == sees
        assert robots.url not in signed_in(person).get("/stewards/?q=Falcon").content.decode()
    time.move_to(DAY - timedelta(seconds=1))
    assert actions.let_names_out() == 0
    time.move_to(DAY)
    assert tasks.let_names_out() == 1
    assert "Falcon" in signed_in(cara).get(robots.url).content.decode()
    assert robots.url in signed_in(cara).get("/stewards/?q=Falcon").content.decode()
    assert sign(cara, "Is Falcon ready?")[1].endswith("it uses words by which it is known.")
    with pytest.raises(Unacceptable):
        actions.keep_name(robots, name="falcon", opens_at=DAY + timedelta(days=1), by=ada)


def test_a_name_is_out_at_once_or_was_never_to_be(ada, cara, time, signed_in):
    robots = a_stewardship(name="Robots", steward=ada)
    kept = [actions.keep_name(robots, name=name, opens_at=DAY, by=ada) for name in ("Falcon", "Magpie")]
    again = actions.keep_name(robots, name="Falcon", opens_at=DAY + timedelta(days=1), by=ada)
    assert (again.pk, again.opens_at) == (kept[0].pk, DAY + timedelta(days=1))
    browser = signed_in(ada)
    assert browser.post(f"{robots.url}names/{kept[0].public_id}/").status_code == 302
    assert browser.post(f"{robots.url}names/{kept[1].public_id}/", {"remove": "1"}).status_code == 302
    robots.refresh_from_db()
    assert (robots.phrases, robots.unreleased.count()) == ("Falcon", 0)
    assert sign(cara, "Is Magpie ready?") is None
