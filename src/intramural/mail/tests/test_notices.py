"""Short mails of their own, whatever they are about."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intramural.kit import clock
from intramural.mail.models import Notice
from intramural.mail.outgoing import notices, quiet
from intramural.posts import actions as posts
from intramural.posts.testing import a_post

MOST_TABLES = 16
"""PostgreSQL plans so many in milliseconds, and three times as many in a third of a second; SQLite joins 64 at most."""


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Notice.Kind)
def test_a_notice_asks_for_what_its_kind_is_about(ada, kind):
    now = clock.now()
    found = Notice.objects.create(person=ada, kind=kind, key=f"{kind}:1", due_at=now, changed_at=now)
    with CaptureQueriesContext(connection) as asked:
        assert notices._whole(found) == found
    [query] = asked.captured_queries
    assert query["sql"].count(" JOIN ") < MOST_TABLES


@pytest.mark.django_db
def test_a_note_on_the_week_that_was_put_off_tells_of_all_that_is_left(ada, ben, office):
    """It names some of its list, which goes on until it has left; then it is known of which posts words stood in it."""
    kept = [a_post(by=ada, body=f"Post {number}.") for number in range(quiet.MOST + 2)]
    notices.tell(ben, Notice.Kind.QUIET, "now", words_of=kept)
    office.at_rcpt[ben.email] = "451 busy"
    assert notices.hand_over() == 0
    for post in kept[-3:]:
        posts.delete(post, by=ada)
    del office.at_rcpt[ben.email]
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert notices.hand_over() == 1
    notice = Notice.objects.get()
    assert (notice.state, set(notice.words_of.all())) == ("sent", set(kept[:-3]))


@pytest.mark.django_db
def test_a_note_on_the_week_holds_words_of_those_that_it_names_alone(ada, ben):
    kept = [a_post(by=ada, body=f"Post {number}.") for number in range(quiet.MOST + 2)]
    notices.tell(ben, Notice.Kind.QUIET, "now", words_of=kept)
    assert notices.hand_over() == 1
    assert set(Notice.objects.get().words_of.all()) == set(kept[2:])
