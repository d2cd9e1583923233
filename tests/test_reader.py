"""Whoever has switched their path off and reads is reminded of nothing: 90 days of a house that talks, and of its keeper (D11)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from intramural.config import keeper
from intramural.notifications.models import News, Push
from intramural.participation import actions
from intramural.posts.testing import a_comment, a_post

BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
def test_a_reader_is_nagged_never_in_ninety_days(ada, ben, cara, mailoutbox, django_capture_on_commit_callbacks):
    actions.switch_off(by=ben)
    chores = keeper.chores()
    with time_machine.travel(BEGAN, tick=False) as time:
        for day in range(90):
            time.move_to(BEGAN + timedelta(days=day))
            with django_capture_on_commit_callbacks(execute=True):
                said = a_post(by=ada, body=f"Talk of day {day}, @cara. #pay")
                a_comment(by=cara, on=said, body="Yes.")
            for chore in chores:
                with django_capture_on_commit_callbacks(execute=True):
                    chore.do()
    assert News.objects.filter(person=cara).exists()
    assert not News.objects.filter(person=ben).exists()
    assert not Push.objects.exists()
    assert ben.email not in {to for mail in mailoutbox for to in mail.to}
