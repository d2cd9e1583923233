"""By which ways and when: tables of the pure functions."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from intramural.notifications import policy
from intramural.notifications.models import Rhythm
from intramural.notifications.policy import Facts

BERLIN = ZoneInfo("Europe/Berlin")
PAGE, MAIL, BOTH, NONE = frozenset({"page"}), frozenset({"mail"}), frozenset({"page", "mail"}), frozenset()
IN_SPACE = Facts("post", post=1, space=2, topics=frozenset({3, 4}), by=5, followed_topic=3)
NAMED = Facts("mention", post=1, space=2, topics=frozenset({3}), by=5)


@pytest.mark.parametrize(
    ("news", "wishes", "ways"),
    [
        (IN_SPACE, {}, PAGE),
        (NAMED, {}, BOTH),
        (IN_SPACE, {"kind:post": MAIL}, MAIL),
        (IN_SPACE, {"kind:post": MAIL, "topic:3": BOTH}, BOTH),
        (IN_SPACE, {"kind:post": MAIL, "topic:4": BOTH}, MAIL),
        (IN_SPACE, {"topic:3": BOTH, "space:2": PAGE}, PAGE),
        (IN_SPACE, {"space:2": PAGE, "post:1": MAIL}, MAIL),
        (IN_SPACE, {"topic:4": NONE, "space:2": BOTH}, NONE),
        (IN_SPACE, {"space:2": NONE, "topic:3": BOTH}, NONE),
        (IN_SPACE, {"person:5": NONE}, NONE),
        (NAMED, {"space:2": NONE, "topic:3": NONE}, BOTH),
        (NAMED, {"space:2": MAIL}, MAIL),
        (NAMED, {"post:1": NONE}, NONE),
        (NAMED, {"person:5": NONE, "space:2": MAIL}, NONE),
        (NAMED, {"kind:mention": NONE}, NONE),
        (Facts("invitation", space=2), {"kind:invitation": MAIL}, PAGE),
        (Facts("invitation", space=2), {"kind:invitation": NONE}, NONE),
    ],
)
def test_ways(news, wishes, ways):
    assert policy.ways(news, wishes) == ways


def test_who_has_a_device_hears_there_of_what_asks_something():
    assert policy.ways(NAMED, {}, has_devices=True) == {"page", "mail", "push"}
    assert policy.ways(Facts("renewal", space=2), {}, has_devices=True) == {"page", "push"}
    assert policy.ways(IN_SPACE, {}, has_devices=True) == PAGE
    assert policy.ways(NAMED, {"kind:mention": PAGE}, has_devices=True) == PAGE
    assert policy.ways(NAMED, {"post:1": NONE}, has_devices=True) == NONE
    assert policy.ways(IN_SPACE, {"space:2": frozenset({"page", "push"})}) == {"page", "push"}


def rhythm(**more):
    return Rhythm(**{"quiet_from": time(20), "quiet_to": time(7), "bundle": "daily", **more})


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("kept", "now", "due", "bundle"),
    [
        # 2026-03-02 is a Monday.
        (rhythm(bundle=""), "2026-03-02 10:00", "2026-03-02 10:02", ""),
        (rhythm(bundle=""), "2026-03-02 19:57", "2026-03-02 19:59", ""),
        (rhythm(bundle=""), "2026-03-02 19:58", "2026-03-03 07:00", "daily"),
        (rhythm(bundle=""), "2026-03-02 20:00", "2026-03-03 07:00", "daily"),
        (rhythm(bundle=""), "2026-03-03 06:57", "2026-03-03 07:00", "daily"),
        (rhythm(bundle=""), "2026-03-03 06:59", "2026-03-03 07:01", ""),
        (rhythm(bundle="", quiet_from=None, quiet_to=None), "2026-03-02 03:00", "2026-03-02 03:02", ""),
        (rhythm(bundle="", only_at_work=True), "2026-03-06 18:00", "2026-03-09 09:00", "daily"),
        (rhythm(bundle="", only_at_work=True), "2026-03-06 08:00", "2026-03-06 09:00", "daily"),
        (rhythm(bundle="", only_at_work=True, work_days="7"), "2026-03-02 10:00", "2026-03-08 09:00", "daily"),
        (rhythm(), "2026-03-02 10:00", "2026-03-03 08:00", "daily"),
        (rhythm(), "2026-03-02 07:59", "2026-03-02 08:00", "daily"),
        (rhythm(quiet_to=time(11)), "2026-03-02 10:00", "2026-03-03 11:00", "daily"),
        (rhythm(only_at_work=True), "2026-03-06 10:00", "2026-03-09 09:00", "daily"),
        (rhythm(bundle="weekly"), "2026-03-02 08:00", "2026-03-09 08:00", "weekly"),
        (rhythm(bundle="weekly", only_at_work=True, work_days="23"), "2026-03-02 10:00", "2026-03-10 09:00", "weekly"),
        # The clocks go forward at 2 in the night of 2026-03-29, back in that of 2026-10-25.
        (rhythm(), "2026-03-28 12:00", "2026-03-29 08:00", "daily"),
        (rhythm(bundle="", quiet_to=time(2, 30)), "2026-03-29 01:00", "2026-03-29 03:30", "daily"),
        (rhythm(), "2026-10-24 12:00", "2026-10-25 08:00", "daily"),
    ],
)
def test_when(kept, now, due, bundle):
    assert policy.due(kept, BERLIN, at(now), at(now)) == policy.Due(at(due), bundle)


def test_what_was_told_a_while_ago_need_not_wait():
    told, now = at("2026-03-02 10:00"), at("2026-03-02 10:05")
    assert policy.due(rhythm(bundle=""), BERLIN, told, now) == policy.Due(now, "")


def test_nothing_ever_falls_into_the_quiet():
    kept = [rhythm(bundle=b, only_at_work=w) for b in ("", "daily", "weekly") for w in (True, False)]
    moment = at("2026-03-23 00:00")
    for step in range(0, 14 * 24 * 60, 97):
        for one in kept:
            now = moment + timedelta(minutes=step)
            due = policy.due(one, BERLIN, now, now)
            assert due.at >= now
            assert not policy.is_quiet(one, BERLIN, due.at)


def test_a_rhythm_that_leaves_no_time_is_known():
    assert policy.leaves_room(rhythm())
    assert not policy.leaves_room(rhythm(only_at_work=True, work_days=""))
    assert not policy.leaves_room(rhythm(only_at_work=True, work_from=time(21), work_to=time(6)))


@pytest.mark.parametrize(
    ("kept", "told", "now", "due"),
    [
        (rhythm(), "2026-03-02 10:00", "2026-03-02 10:00", "2026-03-02 10:02"),
        (rhythm(), "2026-03-02 10:00", "2026-03-02 10:05", "2026-03-02 10:05"),
        (rhythm(bundle="weekly"), "2026-03-02 19:57", "2026-03-02 19:57", "2026-03-02 19:59"),
        (rhythm(), "2026-03-02 19:58", "2026-03-02 19:58", "2026-03-03 07:00"),
        (rhythm(only_at_work=True), "2026-03-06 17:00", "2026-03-06 17:00", "2026-03-09 09:00"),
    ],
)
def test_when_a_push_leaves(kept, told, now, due):
    assert policy.push_due(kept, BERLIN, at(told), at(now)) == at(due)


@pytest.mark.parametrize(
    ("kept", "now", "until"),
    [
        (rhythm(), "2026-03-02 10:00", "2026-03-02 20:00"),
        (rhythm(), "2026-03-02 21:00", "2026-03-02 21:00"),
        (rhythm(quiet_from=None, quiet_to=None), "2026-03-02 10:00", "2026-03-03 10:00"),
        (rhythm(only_at_work=True), "2026-03-02 10:00", "2026-03-02 17:00"),
        (rhythm(quiet_from=time(23), quiet_to=time(1), only_at_work=True, work_from=time(20), work_to=time(3), work_days="1"),
         "2026-03-02 21:00", "2026-03-02 23:00"),
        (rhythm(quiet_from=None, quiet_to=None, only_at_work=True, work_from=time(20), work_to=time(3), work_days="1"),
         "2026-03-02 21:00", "2026-03-03 00:00"),
    ],
)  # fmt: skip
def test_until_when_it_may_come(kept, now, until):
    assert policy.allowed_until(kept, BERLIN, at(now)) == at(until)
