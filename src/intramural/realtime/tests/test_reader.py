from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.kit import clock
from intramural.posts import tasks
from intramural.posts.testing import a_post
from intramural.realtime import reader
from intramural.realtime.reader import Journal
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db


def noted(number: int, name: str = "Reacted", post: int = 1) -> None:
    Entry.objects.create(pk=number, name=name, about=f"Post:{post}", facts={"post_id": post}, at=clock.now())


def test_everything_is_read_once_and_in_order(ada):
    journal = Journal()
    begin = journal.number
    for number in (1, 2, 3):
        noted(begin + number)
    noted(begin + 4, "ProfileChanged")
    assert [one.number for one in journal.read()] == [begin + 1, begin + 2, begin + 3]
    assert journal.read() == []
    assert journal.number == begin + 4


def test_what_is_committed_late_is_read_nevertheless():
    journal = Journal()
    begin = journal.number
    noted(begin + 3)
    assert [one.number for one in journal.read()] == [begin + 3]
    noted(begin + 1)
    assert [one.number for one in journal.read()] == [begin + 1]
    noted(begin + 2)
    assert [one.number for one in journal.read()] == [begin + 2]
    assert journal._gaps == {}


def test_a_number_that_never_comes_is_not_waited_for_for_ever(monkeypatch):
    journal = Journal()
    noted(journal.number + 5)
    journal.read()
    assert len(journal._gaps) == 4
    monkeypatch.setattr(reader, "GAP_KEPT_FOR", -1.0)
    journal.read()
    assert journal._gaps == {}


def test_so_much_is_kept_and_what_is_left_out_is_known(monkeypatch):
    monkeypatch.setattr(reader, "KEPT", 3)
    journal = Journal()
    assert journal.since == clock.EPOCH
    begin = journal.number
    for number in range(1, 6):
        noted(begin + number)
    journal.read()
    kept = journal.kept()
    assert [one.number for one in kept] == [begin + 3, begin + 4, begin + 5]
    assert kept[0].at - timedelta(seconds=1) < journal.since <= kept[0].at


def test_a_journal_begins_with_what_happened_lately(ada):
    post = a_post(by=ada)
    tasks.tell_released()
    journal = Journal()
    assert [one.post_id for one in journal.kept()] == [post.pk]
    assert journal.read() == []
