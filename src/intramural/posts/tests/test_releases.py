"""What is told to people who did not ask: each thing once, when its undo window has ended, and never before."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from intramural.audiences.models import EVERYONE
from intramural.kit import clock
from intramural.posts import actions, tasks
from intramural.posts.actions.bringing_in import Said
from intramural.posts.models import Release
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, dict[str, int]]]:
    names = ("PostReleased", "CommentReleased")
    return list(Entry.objects.filter(name__in=names).order_by("pk").values_list("name", "facts"))


@pytest.fixture
def post(ada):
    ada.undo_seconds = 20
    ada.save(update_fields=["undo_seconds"])
    return actions.publish(by=ada, body="The night shift has a new rota.")


def later(seconds: int):
    return time_machine.travel(clock.now() + timedelta(seconds=seconds + 1))


def test_nothing_is_told_within_the_undo_window_and_everything_once_after(ada, ben, post):
    answer = actions.comment(post, by=ada, body="From Monday.")
    assert tasks.tell_released() == 0
    with later(ada.undo_seconds):
        assert tasks.tell_released() == 2
        assert tasks.tell_released() == 0
    assert told() == [
        ("PostReleased", {"post_id": post.pk}),
        ("CommentReleased", {"comment_id": answer.pk, "post_id": post.pk}),
    ]


def test_what_was_taken_back_is_never_told(ada, post):
    answer = actions.comment(post, by=ada, body="From Monday.")
    actions.withdraw_comment(answer, by=ada)
    actions.withdraw(post, by=ada)
    with later(3600):
        assert tasks.tell_released() == 0
    assert not told()
    assert not Release.objects.exists()


def test_what_was_deleted_before_it_was_told_is_never_told(ada, post):
    with later(ada.undo_seconds):
        actions.delete(post, by=ada)
        assert tasks.tell_released() == 0
    assert not told()


def test_a_draft_that_is_shared_after_all_is_told_once(ada, post):
    actions.withdraw(post, by=ada)
    post.refresh_from_db()
    again = actions.publish(by=ada, body="Once more.", draft=post)
    with later(ada.undo_seconds):
        assert tasks.tell_released() == 1
    assert told() == [("PostReleased", {"post_id": again.pk})]


def test_without_an_undo_window_it_is_told_at_once(ada):
    assert ada.undo_seconds == 0
    actions.publish(by=ada, body="Fire drill now.")
    assert tasks.tell_released() == 1


def test_nobody_is_told_of_what_was_brought_in(ada):
    long_ago = clock.now() - timedelta(days=400)
    said = Said(origin="elsewhere:1", audience_id=EVERYONE, author_id=ada.pk, at=long_ago, body="Old news.")
    assert actions.bring_in([said], run="elsewhere").posts == 1
    assert tasks.tell_released() == 0
