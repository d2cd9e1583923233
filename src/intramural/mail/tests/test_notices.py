"""Short mails of their own, whatever they are about."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intramural.kit import clock
from intramural.mail.models import Notice
from intramural.mail.outgoing import notices

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
