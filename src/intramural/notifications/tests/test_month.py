"""Nobody is told twice, nothing leaves when it is quiet, no digest is empty, nothing hidden is handed over."""

from __future__ import annotations

import os

import pytest

from intramural.notifications.tests import push_service
from intramural.notifications.tests.month import Month
from intramural.people.testing import a_person
from tests.leaks.tally import report

pytestmark = [pytest.mark.django_db, pytest.mark.slow, *([] if os.environ.get("MONTH") else [pytest.mark.once])]


# `bin/month` asks for the whole of it.
LENGTHS = [(400, 30)] if os.environ.get("MONTH") == "whole" else [(14, 9)]


@pytest.mark.parametrize(("people", "days"), LENGTHS)
def test_nobody_hears_more_than_they_like(people, days, django_capture_on_commit_callbacks, settings):
    crowd = [a_person(f"p{n}") for n in range(people)]
    settings.MAIL_DOMAIN, settings.MAIL_COMES_IN = "inside.example", True
    with push_service.running() as service:
        settings.PUSH_HOSTS = (service.host,)
        month = Month(crowd, django_capture_on_commit_callbacks, service).go(days)
    wrong = month.verdict()
    report("month", {**month.figures(), "people": people, "days": days, "wrong": wrong})
    assert wrong == []
    assert len(month.mails) > people
    assert len(month.pushes) > people
