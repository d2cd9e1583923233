"""The OpenAPI document: valid, complete, and the same for everybody."""

from __future__ import annotations

import pytest
from django.test import Client
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from intramural.api.document import REFUSED, document
from intramural.people import scopes
from tests import refusals_page

OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, operations in document()["paths"].items()
    for method, operation in operations.items()
}


def test_it_is_openapi_3_1():
    assert document()["openapi"] == "3.1.0"
    OPENAPI_31_VALIDATOR.validate(document())


@pytest.mark.django_db
def test_it_is_served_to_whoever_asks(ada, signed_in):
    found = Client().get("/api/v1/openapi.json")
    assert found.json() == document()
    assert signed_in(ada).get("/api/v1/openapi.json").content == found.content
    assert Client().get("/api/v1/openapi.json", headers={"If-None-Match": found["ETag"]}).status_code == 304
    assert Client().post("/api/v1/openapi.json").json()["type"] == "urn:intramural:wrong_method"


@pytest.mark.parametrize("name", OPERATIONS)
def test_each_operation_documents_every_refusal(name):
    operation = OPERATIONS[name]
    method = name.partition(" ")[0]
    expected = {"400", "401", "403", "404", "405", "422", "429"}
    expected |= {"200", "304"} if method == "GET" else {"409", "413", "415"}
    assert expected <= operation["responses"].keys()
    assert method == "GET" or operation["responses"].keys() & {"200", "201", "204"}
    headers = [each["name"] for each in operation["parameters"] if each["in"] == "header"]
    fetches = ["Range"] if "206" in operation["responses"] else []
    assert headers == (["If-None-Match", *fetches] if method == "GET" else ["Idempotency-Key"])
    [token, session] = operation["security"]
    assert set(token["token"]) < set(scopes.NAMES)
    assert token["token"][0].endswith(":read") == (method == "GET")
    assert session == {"session": []}


def test_names_are_used_once():
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(names) == len(set(names))


def test_nothing_in_it_measures_people():
    """No target, quota, streak, rank or last-seen has a place in any answer or body (R35, trust.md E)."""
    banned = ("last_seen", "last_login", "streak", "quota", "rank", "score", "points", "target", "views", "read_by", "seen")
    names = {name for part in document()["components"]["schemas"].values() for name in part.get("properties", {})}
    assert not [name for name in names for word in banned if word in name]


def test_every_refusal_stands_in_its_page():
    assert refusals_page.PAGE.read_text() == refusals_page.page(), "run python -m tests.refusals_page"


def test_every_refusal_is_documented_by_its_status():
    assert {kind.status for kind in refusals_page.refusals()} <= {*REFUSED, 503}
