"""What is handed out is written once, survives a process that is killed, goes after its time, and is nobody's habits."""

from __future__ import annotations

import inspect
import multiprocessing
import os
import signal
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import models

from intramural.exposure import actions, gathering, queries, spool
from intramural.exposure.models import Delivery
from intramural.exposure.spool import Line
from intramural.exposure.testing import a_ledger, handed
from intramural.kit import clock
from intramural.people import actions as people

TODAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def _ledger(tmp_path):
    with a_ledger(tmp_path):
        yield


def lines(*people_: int, way: str = "page", post: int = 7) -> list[Line]:
    return [Line(post, person, way, TODAY) for person in people_]


@pytest.mark.django_db
def test_what_was_written_is_taken_in_once():
    spool.write(lines(1, 2))
    spool.write(lines(2, 3))
    assert actions.take_in() == 3
    assert queries.of_post(7) == {"page": {1, 2, 3}}
    assert actions.take_in() == 3  # still aside: somebody could be writing
    assert Delivery.objects.count() == 3


@pytest.mark.django_db
def test_what_lies_aside_goes_when_nobody_can_be_writing_to_it(tmp_path, monkeypatch):
    spool.write(lines(1))
    actions.take_in()
    monkeypatch.setattr(spool, "SETTLED_AFTER", 0.0)
    actions.take_in()
    assert not list((tmp_path / "exposure").iterdir())
    assert actions.take_in() == 0


@pytest.mark.django_db
def test_a_crash_before_the_removal_changes_nothing(monkeypatch):
    spool.write(lines(1, 2))
    monkeypatch.setattr(spool, "remove", lambda paths: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        actions.take_in()
    monkeypatch.undo()
    actions.take_in()
    assert queries.of_post(7) == {"page": {1, 2}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "torn", ["7 2 pa", "7 2 page 2026-03-", "7 2 page 2026-03-7\0", "7 2 page 2026-13-04", "7 2 page 202603044"]
)
def test_torn_lines_are_passed_over_and_no_others(tmp_path, monkeypatch, torn):
    monkeypatch.setattr(spool, "SETTLED_AFTER", 0.0)
    spool.write(lines(1))
    with next((tmp_path / "exposure").glob("*.lines")).open("a") as file:
        file.write(f"{torn}\n")
    spool.write(lines(3))
    assert handed(7) == {"page": {1, 3}}
    assert not list((tmp_path / "exposure").iterdir())


@pytest.mark.django_db
def test_another_day_moves_the_line_and_makes_no_second():
    spool.write(lines(1))
    actions.take_in()
    spool.write([Line(7, 1, "page", TODAY + timedelta(days=3))])
    actions.take_in()
    assert Delivery.objects.get().on == TODAY + timedelta(days=3)


def _write_and_be_killed(folder: str) -> None:
    with a_ledger(Path(folder)):
        spool.write(lines(1, 2, 3))
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.django_db
def test_a_process_that_is_killed_loses_nothing(tmp_path):
    process = multiprocessing.get_context("fork").Process(target=_write_and_be_killed, args=(str(tmp_path),))
    process.start()
    process.join(20)
    assert process.exitcode == -signal.SIGKILL
    assert handed(7) == {"page": {1, 2, 3}}


def test_a_full_disk_keeps_nobody_from_a_page(monkeypatch):
    def full():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool, "_opened", full)
    spool.write(lines(1))
    monkeypatch.undo()
    spool.write(lines(1))
    assert list(spool.read(spool.aside())) == lines(1)


@pytest.mark.django_db
def test_it_goes_after_its_time(settings):
    settings.EXPOSURE_DAYS = 30
    actions.deliver([(7, 1)], way="mail")
    with time_machine.travel(clock.now() + timedelta(days=30)):
        assert actions.forget_old() == 0
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert actions.forget_old() == 1
    assert not Delivery.objects.exists()


def test_an_erased_person_is_in_it_no_more(cara, ben, olga):
    spool.write(lines(cara.pk, ben.pk))
    actions.deliver([(9, cara.pk)], way="mail")
    people.erase(cara, by=olga)
    assert handed(7) == {"page": {ben.pk}}
    assert handed(9) == {}


def test_nothing_in_it_is_finer_than_a_day_or_found_by_person():
    """No habits: no hour, no count, no order, and no index that leads from a person to what they were given."""
    columns = {field.name: field for field in Delivery._meta.get_fields()}
    assert columns.keys() == {"id", "post_id", "person_id", "way", "on"}
    assert type(columns["on"]) is models.DateField
    assert not any(index.fields[0] == "person_id" for index in Delivery._meta.indexes)
    firsts = [each.fields[0] for each in Delivery._meta.constraints if isinstance(each, models.UniqueConstraint)]
    assert firsts == ["post_id"]
    asked = [one for one in vars(queries).values() if inspect.isfunction(one) and one.__module__ == queries.__name__]
    assert {one.__name__: list(inspect.signature(one).parameters) for one in asked} == {
        "of_post": ["post_id"],
        "since": [],
        "reached_fewer": ["authors", "than"],
    }


def test_it_is_gathered_for_each_person_and_only_within_a_request():
    with gathering.opened() as gathered:
        gathering.shown(9, [3])
        gathering.shown(9, [4], way="file")
    assert gathered == {(3, 9): set(), (4, 9): {"file"}}
    gathering.shown(9, [5])
    assert (5, 9) not in gathered
