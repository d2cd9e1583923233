"""Who calls, and what a program is told about people."""

from __future__ import annotations

import pytest
from django.test import Client

from intramural.people import actions, scopes
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
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, PATCH")
    assert answer.json()["type"] == "urn:intramural:wrong_method"
    assert Program(ada).get("/nothing").json()["type"] == "urn:intramural:not_found"


def test_a_filter_that_would_be_passed_over_is_refused(ada):
    answer = Program(ada).get("/units?onyl=mine")
    assert (answer.status_code, answer.json()["field"]) == (422, "onyl")


def test_changing_what_one_says_of_oneself(ada):
    program = Program(ada)
    found = program.patch(
        "/me", {"title": "  Head\u202e of bread ", "languages": ["English", "Igbo"], "undo_seconds": 0}
    ).json()
    assert (found["title"], found["languages"], found["undo_seconds"]) == ("Head of bread", ["English", "Igbo"], 0)
    assert found["name"] == "Ada Okonkwo"
    assert program.get("/me").json() == found
    for words in (
        {"undo_seconds": 121},
        {"undo_seconds": "20"},
        {"level": "executive"},
        {"time_zone": "Mars"},
        {"name": " "},
    ):
        refused = program.patch("/me", words)
        assert (refused.status_code, refused.json()["field"]) == (422, next(iter(words)))
    assert program.patch("/me", []).status_code == 422
    assert Program(ada, scopes.PEOPLE_READ).patch("/me", {}).status_code == 403


def test_finding_people_a_page_at_a_time(ada, ben, cara, rosa, gus, django_assert_num_queries):
    program, names, after = Program(ada), [], ""
    while after is not None:
        with django_assert_num_queries(2):
            page = program.get(f"/people?limit=2&after={after}").json()
        names += [each["handle"] for each in page["items"]]
        after = page["next"]
    assert names == ["ada", "ben", "cara", "gus", "rosa"]
    assert [each["handle"] for each in program.get("/people?q=lind").json()["items"]] == ["cara"]
    assert [each["handle"] for each in program.get("/people?level=executive").json()["items"]] == ["rosa"]
    unit = program.get("/people/ben").json()["unit"]["id"]
    assert [each["handle"] for each in program.get(f"/people?unit={unit}").json()["items"]] == ["ada", "ben"]
    assert [each["handle"] for each in program.get(f"/units/{unit}/people").json()["items"]] == ["ada", "ben"]
    assert program.get(f"/units/{unit}").json()["name"] == "Operations"
    assert [each["handle"] for each in program.get("/people/ada/reports").json()["items"]] == ["ben"]
    assert [each["handle"] for each in Program(gus).get("/people").json()["items"]] == ["gus"]
    for wrong in (
        "limit=0",
        "limit=101",
        "limit=x",
        "after=*",
        "after=AAAA",
        "level=boss",
        "unit=nothing",
        f"q={'x' * 121}",
    ):
        assert program.get(f"/people?{wrong}").status_code in (404, 422)


def test_finding_whom_to_ask_for_what_only_an_operator_can_do(ada, gus, olga):
    assert [each["handle"] for each in Program(ada).get("/people?operates=true").json()["items"]] == ["olga"]
    assert Program(gus).get("/people?operates=true").json()["items"] == []


def test_following_is_told_to_nobody_else(ada, ben):
    program = Program(ada)
    assert program.put("/people/ben/following").status_code == 204
    assert program.put("/people/ben/following").status_code == 204
    assert program.get("/people/ben").json()["followed"] is True
    assert Program(ben).get("/people/ada").json()["followed"] is False
    assert program.delete("/people/ben/following").status_code == 204
    assert program.get("/people/ben").json()["followed"] is False
    assert program.put("/people/ada/following").status_code == 422


def test_who_speaks_for_a_unit(ada, olga, operations):
    actions.delegate(ada, unit=operations, by=olga)
    found = Program(ada).get(f"/units/{operations.public_id}/speakers").json()["items"]
    assert [each["handle"] for each in found] == ["ada"]
