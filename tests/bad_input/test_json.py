"""C9: what is no JSON, and JSON that nobody described, to every operation of the API that takes a body."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from intramural.api.document import document
from tests import vectors
from tests.access import Scene
from tests.programs import Program

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WRITES = [
    (method.upper(), path.removeprefix("/api/v1"), operation)
    for path, operations in sorted(document()["paths"].items())
    for method, operation in sorted(operations.items())
    if "application/json" in operation.get("requestBody", {}).get("content", {})
]
READS = [path.removeprefix("/api/v1") for path, operations in sorted(document()["paths"].items()) if "get" in operations]


def _address(path: str, scene: Scene) -> str:
    known = {"handle": scene.owner.handle, "slug": scene.open_space.slug, "space": scene.open_space.slug}
    here = path
    while "{" in here:
        name = here.partition("{")[2].partition("}")[0]
        here = here.replace(f"{{{name}}}", known.get(name, scene.post.public_id))
    return here


def test_the_vectors_are_refused_or_taken():
    """Each vector goes to one operation, all operations in turn; every answer is one that the document promises."""
    scene = Scene()
    program, asked = Program(scene.author), 0
    program.client.raise_request_exception = True
    for number, (name, raw) in enumerate(sorted(vectors.of_json().items())):
        method, path, _ = WRITES[number % len(WRITES)]
        began = time.process_time()
        status = program.call(method, _address(path, scene), raw).status_code
        assert status < 500, f"{method} {path} {name}: {status}"
        assert time.process_time() - began < 1, name
        asked += 1
    assert asked > 300


ANYTHING = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("operation", WRITES, ids=[f"{method} {path}" for method, path, _ in WRITES])
def test_members_of_any_kind_are_refused_or_taken(operation: tuple[str, str, dict[str, Any]]):
    method, path, described = operation
    schema = described["requestBody"]["content"]["application/json"]["schema"]
    if "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    names = sorted(schema.get("properties", {})) or ["x"]
    scene = Scene()
    program, address = Program(scene.author), _address(path, scene)

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(some.dictionaries(some.sampled_from(names), ANYTHING, max_size=4))
    def tried(body: dict[str, Any]) -> None:
        assert program.call(method, address, body).status_code < 500

    tried()


def test_addresses_take_anything():
    scene, wrong = Scene(), []
    program = Program(scene.author)
    for path in READS:
        for text in ("%00", "%ff", "%F0%9F%A6%84", "..%2f..%2fetc", "'%20OR%201=1", "x" * 3000, "-1", "1e9"):
            address = re.sub(r"{[^}]*}", lambda _, text=text: text, path)
            for query in ("", f"?q={text}&after={text}&limit={text}&only={text}&size={text}"):
                if (status := program.client.get("/api/v1" + address + query, headers=program.headers).status_code) >= 500:
                    wrong.append(f"{address}{query}: {status}")
    assert not wrong


def test_a_cookie_alone_changes_nothing(client):
    """A browser that is signed in can be made to send JSON, as text, by another site: without our token it is refused."""
    from django.test import Client

    scene = Scene()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(scene.author)
    for method, path, _ in WRITES:
        for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
            answer = browser.generic(method, "/api/v1" + _address(path, scene), b"{}", content_type=kind,
                                     headers={"Origin": "https://evil.example"})  # fmt: skip
            assert answer.status_code in (401, 403, 415), f"{method} {path} {kind}: {answer.status_code}"
