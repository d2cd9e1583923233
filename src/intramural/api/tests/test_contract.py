"""The whole API, asked as its document says and as it does not (schemathesis): no fault, and nothing undocumented."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings

from intramural.care.tests import access as care
from intramural.people.testing import a_token
from intramural.posts import actions
from intramural.posts.testing import a_file
from tests.access import Scene

# All checks. What is as described may still say nothing that can be taken (422), be gone (410), or end before what is asked (416).
CHECKS = {
    "positive_data_acceptance": {"expected-statuses": ["2xx", "304", "401", "403", "404", "409", "410", "416", "422"]},
    "negative_data_rejection": {"expected-statuses": ["400", "401", "403", "404", "405", "409", "410", "415", "422"]},
}
SEED = 20_261
MOST = 3 if not os.environ.get("TEST_DATABASE_URL") else 2
BOUNDED = settings(
    max_examples=MOST, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def _one_connection(db: None) -> Iterator[None]:
    """As Django's own test client does: the test's connection outlives its requests."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def document(_one_connection: None, pytestconfig: pytest.Config) -> Any:
    """Read when it is asked, all operations in one test: making theirs at import took longer than collecting all other tests.

    What is right of an operation is no matter of the database: of the second, each is asked a few times only.
    """
    thorough = not pytestconfig.getoption("--second-database")
    chosen = {"checks": CHECKS, "seed": SEED, "phases": {"coverage": {"enabled": thorough}}}
    return schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), config=schemathesis.Config.from_dict(chosen)
    )


@pytest.fixture
def scene(_one_connection: None) -> Any:
    made: Any = Scene()
    made.token = a_token(made.author)
    [made.file] = actions.attach(made.post, [a_file()], by=made.author)
    for begins in (care.raised, care.narrowed, care.asked):
        begins(made)
    return made


@pytest.fixture(autouse=True)
def _node_id(request: pytest.FixtureRequest) -> None:
    """Schemathesis 4.32 writes each operation's name where pytest 9.2 no longer keeps one."""
    request.node._nodeid = request.node.nodeid


@schemathesis.pytest.from_fixture("document").parametrize()
@BOUNDED
def test_every_operation_does_what_the_document_says(case: Any, scene: Any) -> None:
    """Each asked in the same scene: what the asking before changed is taken back."""
    _meet(case, scene)
    with transaction.atomic():
        case.call_and_validate(headers={"Authorization": f"Bearer {scene.token}"})
        transaction.set_rollback(True)
    cache.clear()


def _meet(case: Any, scene: Any) -> None:
    """Something that is there, in place of a random id that leads nowhere."""
    there = {
        "id": [scene.post.public_id, scene.comment.public_id, scene.gated_post.public_id, scene.file.public_id],
        "handle": [scene.owner.handle],
        "slug": [scene.space.slug, scene.open_space.slug, scene.topic.slug],
        "kind": ["thank"],
    }
    of_care = {"/concerns/{id}": scene.concern, "/narrowings/{id}": scene.narrowing, "/consults/{id}": scene.consult}
    for path, thing in of_care.items():
        if path in case.path:
            there["id"] = [thing.public_id]
    for name, value in case.path_parameters.items():
        if name in there and isinstance(value, str) and len(value) % 3:
            case.path_parameters[name] = there[name][sum(map(ord, value)) % len(there[name])]
