"""Who calls, and what a program is told about people."""

from __future__ import annotations

import pytest
from django.test import Client

from intramural.people import scopes
from tests.programs import Program

pytestmark = pytest.mark.django_db


def test_who_i_am(ada, operations):
    found = Program(ada).get("/me").json()
    assert found["handle"] == "ada"
    assert found["unit"] == {"id": operations.public_id, "name": "Operations"}
    assert found["email"] == "ada@house.example"


def test_a_person_is_told_of_without_what_is_theirs_alone(ada, ben):
    found = Program(ada).get("/people/ben").json()
    assert found["manager"] == {"handle": "ada", "name": "Ada Okonkwo", "url": "/people/ada/"}
    assert not {"email", "undo_seconds", "operator", "last_login"} & found.keys()


def test_nobody_and_who_a_guest_may_not_see_are_the_same(ada, gus):
    program = Program(gus)
    assert program.get("/people/gus").status_code == 200
    there, nowhere = program.get("/people/ada"), program.get("/people/nobody")
    assert there.status_code == 404
    assert (there.content, there.headers) == (nowhere.content, nowhere.headers)
    assert program.get("/people/a%00b").status_code == 404


def test_units(ada, sales, gus, django_assert_num_queries):
    program = Program(ada)
    with django_assert_num_queries(2):
        found = program.get("/units").json()
    assert [unit["name"] for unit in found["items"]] == ["Operations", "Sales"]
    assert Program(gus).get("/units").json()["items"] == []


def test_without_a_token_there_is_nobody(db):
    answer = Program(None).get("/me")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["type"] == "urn:intramural:not_signed_in"


@pytest.mark.parametrize("shown", ["Bearer nothing", "Bearer", "Basic YTpi", "", "Bearer \xe4\xf6"])
def test_a_token_that_is_none_is_refused_even_beside_a_cookie(ada, signed_in, shown):
    answer = signed_in(ada).get("/api/v1/me", headers={"Authorization": shown})
    assert (answer.status_code, answer.json()["type"]) == (401, "urn:intramural:bad_token")


def test_a_token_ends_with_its_person(ada):
    program = Program(ada)
    ada.is_active = False
    ada.save()
    assert program.get("/me").status_code == 401


def test_a_token_does_what_its_scopes_name(ada):
    answer = Program(ada, scopes.POSTS_READ).get("/me")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:intramural:missing_scope")
    assert "people:read" in answer.json()["title"]


def test_a_signed_in_browser_reads_without_more(ada, signed_in):
    assert signed_in(ada).get("/api/v1/me").json()["handle"] == "ada"
    assert Client().get("/api/v1/me").status_code == 401


def test_what_somebody_has_already_is_not_sent_again(ada, ben):
    program = Program(ada)
    first = program.get("/people/ben")
    again = program.get("/people/ben", If_None_Match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    ben.title = "Baker"
    ben.save()
    assert program.get("/people/ben", If_None_Match=first["ETag"]).status_code == 200
    assert Program(None).get("/people/ben", If_None_Match="*").status_code == 401


def test_a_head_is_a_get_without_its_body(ada):
    program = Program(ada)
    whole = program.get("/me")
    head = program.client.head("/api/v1/me", headers=program.headers)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
    assert int(head["Content-Length"]) == len(whole.content)


def test_what_nothing_does_is_refused_in_words(ada):
    answer = Program(ada).delete("/me")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert answer.json()["type"] == "urn:intramural:wrong_method"
    assert Program(ada).get("/nothing").json()["type"] == "urn:intramural:not_found"


def test_a_filter_that_would_be_passed_over_is_refused(ada):
    answer = Program(ada).get("/units?onyl=mine")
    assert (answer.status_code, answer.json()["field"]) == (422, "onyl")
