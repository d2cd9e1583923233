"""What a program reads and does with spaces."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.kit import clock
from intramural.people import scopes
from intramural.spaces import actions, api, kinds, queries
from intramural.spaces.testing import a_space
from tests.programs import Program

pytestmark = pytest.mark.django_db


def slugs(answer):
    return [space["slug"] for space in answer.json()["items"]]


def a_day(days):
    return (clock.now() + timedelta(days=days)).date().isoformat()


def test_founding_finding_and_changing_one(ada, ben):
    program = Program(ada)
    made = program.post("/spaces", {"name": "Night shift", "description": "Who is awake"})
    assert (made.status_code, made["Location"]) == (201, "/api/v1/spaces/night-shift")
    assert (made.json()["role"], made.json()["gated"], made.json()["people"]) == ("owner", False, 1)
    assert slugs(program.get("/me/spaces")) == slugs(Program(ben).get("/spaces")) == ["night-shift"]
    assert slugs(program.get("/spaces")) == slugs(Program(ben).get("/spaces?kind=project")) == []
    changed = program.patch("/spaces/night-shift", {"description": "Awake"}).json()
    assert (changed["name"], changed["description"]) == ("Night shift", "Awake")
    assert Program(ben).patch("/spaces/night-shift", {"name": "Mine"}).status_code == 403
    assert Program(ada, scopes.SPACES_READ).post("/spaces", {"name": "X"}).status_code == 403


def test_a_gated_one_needs_a_purpose_and_a_sunset(ada):
    program = Program(ada)
    gated = {"name": "Merger", "gated": True, "purpose": "The offer", "sunset_on": a_day(90)}
    for wrong in ({"purpose": ""}, {"sunset_on": None}, {"sunset_on": a_day(400)}, {"sunset_on": 20_000}, {"kind": "gang"}):
        refused = program.post("/spaces", {**gated, **wrong})
        assert (refused.status_code, refused.json()["field"]) == (422, next(iter(wrong)))
    made = program.post("/spaces", {**gated, "listed": False}).json()
    assert (made["sunset_on"], made["listed"]) == (a_day(90), False)
    assert program.delete(f"/spaces/{made['slug']}/gate").json()["gated"] is False
    again = program.put(f"/spaces/{made['slug']}/gate", {"purpose": "Again", "sunset_on": a_day(30)}).json()
    assert (again["gated"], again["purpose"]) == (True, "Again")
    assert program.put(f"/spaces/{made['slug']}/sunset", {}).json()["sunset_on"] == actions.latest_sunset().isoformat()
    assert program.put(f"/spaces/{made['slug']}/archive").json()["archived"] is True
    assert program.put(f"/spaces/{made['slug']}/sunset", {}).json()["type"] == "urn:intramural:space_archived"
    assert program.delete(f"/spaces/{made['slug']}/archive").json()["archived"] is False


def test_joining_inviting_leaving(ada, ben, cara):
    a_space("Bakers", owner=ada)
    a_space("Merger", owner=ada, gated=True)
    program = Program(ben)
    assert program.put("/spaces/bakers/membership").json()["role"] == "member"
    assert [m["handle"] for m in program.get("/spaces/bakers/members").json()["items"]] == ["ada", "ben"]
    assert program.put("/spaces/merger/membership").status_code == 403
    assert program.get("/spaces/merger/members").json()["items"] == []
    assert Program(ada).post("/spaces/merger/invitations", {"people": ["ben", "cara"]}).json() == {"invited": 2}
    assert program.get("/spaces/merger").json()["invited"] is True
    assert program.put("/spaces/merger/membership").json()["role"] == "member"
    assert Program(cara).delete("/spaces/merger/invitation").status_code == 204
    assert Program(cara).put("/spaces/merger/membership").status_code == 403
    for wrong in ({"people": []}, {"people": ["nobody"]}, {"people": ["x"] * 51}):
        assert Program(ada).post("/spaces/merger/invitations", wrong).status_code == 422
    assert program.delete("/spaces/merger/membership").status_code == 204
    assert Program(ada).delete("/spaces/merger/membership").json()["type"] == "urn:intramural:last_owner"


def test_looking_after_one(ada, ben, cara):
    space = a_space("Bakers", owner=ada, members=(ben, cara))
    program = Program(ada)
    assert program.put("/spaces/bakers/owners/ben").status_code == 204
    assert program.delete("/spaces/bakers/ownership").status_code == 204
    assert Program(cara).put("/spaces/bakers/ownership").status_code == 403
    assert program.put("/spaces/bakers/owners/cara").status_code == 403
    taken_out = {"person": "cara", "reason": "It is over."}
    assert Program(ben).post("/spaces/bakers/removals", {**taken_out, "reason": ""}).status_code == 422
    assert Program(ben).post("/spaces/bakers/removals", taken_out).status_code == 204
    assert queries.membership(space, cara) is None


def test_ones_own_mark_moves_forward_and_never_back(ada):
    space = a_space("Bakers", owner=ada)
    before = queries.membership(space, ada).read_to
    program = Program(ada)
    assert program.put("/spaces/bakers/read-to", {"at": "2020-01-01T00:00:00Z"}).status_code == 204
    assert queries.membership(space, ada).read_to == before
    program.put("/spaces/bakers/read-to", {"at": "2040-01-01T00:00:00+02:00"})
    assert queries.membership(space, ada).read_to > before
    for wrong in ("2040", "2040-01-01T00:00:00", 4_000_000_000, None, "9999-12-31T23:59:59-23:59"):
        assert program.put("/spaces/bakers/read-to", {"at": wrong}).status_code == 422


def test_an_unlisted_one_is_not_there_for_others(ada, ben):
    a_space("Redwood", owner=ada, gated=True, is_listed=False)
    program = Program(ben)
    for path in ("/spaces/redwood", "/spaces/redwood/members"):
        assert program.get(path).content == program.get(path.replace("redwood", "nowhere")).content
    assert slugs(program.get("/spaces")) == slugs(program.get("/spaces?q=redwood")) == []


def test_spaces_are_listed_in_two_queries(ada, ben, django_assert_num_queries):
    for number in range(8):
        a_space(f"Space {number}", owner=ada)
    program = Program(ben)
    with django_assert_num_queries(2):
        program.get("/spaces")
    with django_assert_num_queries(6):
        program.get("/spaces/space-1")


def test_the_document_names_what_there_is():
    assert set(api.KINDS.__args__) == set(kinds.BY_NAME)
