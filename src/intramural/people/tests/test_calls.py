"""A program that runs wild is told to wait, and nobody else is."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client

from intramural.kit import clock
from intramural.people import calls, scopes
from tests.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ten_a_minute(settings):
    settings.API_CALLS = 10


@pytest.fixture
def early_in_a_minute():
    with time_machine.travel(clock.now().replace(second=20, microsecond=0), tick=False) as time:
        yield time


def test_a_token_calls_so_often_in_a_minute_and_no_more(ada, ben, early_in_a_minute):
    program = Program(ada)
    assert [program.get("/me").status_code for _ in range(10)] == [200] * 10
    no = program.get("/me")
    assert (no.status_code, no["Content-Type"], no["Retry-After"]) == (429, "application/problem+json", "40")
    assert (no.json()["type"], no.json()["status"]) == ("urn:intramural:too_many_calls", 429)
    assert "Wait 40 seconds" in no.json()["detail"]
    assert program.post("/posts", {"body": "x"}).status_code == 429
    assert Program(ben).get("/me").status_code == 200
    assert Program(ada).get("/me").status_code == 200  # another token
    early_in_a_minute.shift(timedelta(seconds=40))
    assert program.get("/me").status_code == 200


def test_calls_that_are_refused_count_too(ada, early_in_a_minute):
    program = Program(ada, scopes.PEOPLE_READ)
    assert [program.post("/posts", {"body": "x"}).status_code for _ in range(11)] == [403] * 10 + [429]


def test_wrong_tokens_are_counted_by_where_they_come_from(ada, settings, early_in_a_minute):
    settings.API_CALLS, settings.PROXIES = 30, 1
    wrong, right = Program(None), Program(ada)
    wrong.headers = {"Authorization": "Bearer im_guessed", "X-Forwarded-For": "192.0.2.7"}
    answers = [wrong.get("/me") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401] * 3 + [429] * 2
    assert answers[-1]["Retry-After"] == "40"
    wrong.headers["Authorization"] = "Basic YTpi"
    assert wrong.get("/me").status_code == 429
    right.headers["X-Forwarded-For"] = "192.0.2.7"
    assert right.get("/me").status_code == 200
    wrong.headers["X-Forwarded-For"] = "192.0.2.8"
    assert wrong.get("/me").status_code == 401
    assert "192.0.2" not in str(caches["default"]._cache.keys())
    early_in_a_minute.shift(timedelta(seconds=40))
    wrong.headers["X-Forwarded-For"] = "192.0.2.7"
    assert wrong.get("/me").status_code == 401


def test_browsers_are_not_counted(ada, signed_in):
    browser = signed_in(ada)
    assert {browser.get("/api/v1/me").status_code for _ in range(12)} == {200}
    assert {Client().get("/api/v1/me").status_code for _ in range(12)} == {401}


def test_an_operator_may_set_no_limit(ada, settings):
    settings.API_CALLS = 0
    program, wrong = Program(ada), Program(None)
    wrong.headers = {"Authorization": "Bearer im_guessed"}
    assert {program.get("/me").status_code for _ in range(12)} == {200}
    assert {wrong.get("/me").status_code for _ in range(12)} == {401}


def test_counting_a_call_asks_the_database_nothing(ada, django_assert_num_queries):
    program = Program(ada)
    with django_assert_num_queries(0):
        calls.count(1)
    assert program.get("/me").status_code == 200
