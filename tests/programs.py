"""A program that calls the API with a token; every answer that it gets is held to the OpenAPI document.

Program(ada).get("/people/ben").json()["name"]
Program(ada, scopes.POSTS_READ).post("/posts", {"body": "…"})       # 403
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import jsonschema_rs
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from intramural.api.document import ROOT, document
from intramural.people.models import Person
from intramural.people.scopes import Scope
from intramural.people.testing import a_token


class Program:
    """Calls as this person (None: as nobody) with a token of these scopes (none named: of all)."""

    def __init__(self, person: Person | None, *allowed: Scope) -> None:
        self.client = Client()
        self.headers = {} if person is None else {"Authorization": f"Bearer {a_token(person, *allowed)}"}

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, data: Any = None, **headers: str) -> Any:
        return self.call("POST", path, data, **headers)

    def put(self, path: str, data: Any = None, **headers: str) -> Any:
        return self.call("PUT", path, data, **headers)

    def patch(self, path: str, data: Any = None, **headers: str) -> Any:
        return self.call("PATCH", path, data, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.call("DELETE", path, **headers)

    def send(self, path: str, *files: tuple[str, bytes], field: str = "files", **headers: str) -> Any:
        """Sends files, each a name and its bytes, as a form does."""
        form = {field: [SimpleUploadedFile(name, content) for name, content in files]}
        return self.call("POST", path, encode_multipart(BOUNDARY, form), **{"Content_Type": MULTIPART_CONTENT, **headers})

    def call(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        """The answer, after it was found to be what the document promises. Bytes are sent as they are."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kind = named.pop("Content-Type", "application/json")
        body = data if isinstance(data, bytes) else b"" if data is None else json.dumps(data).encode()
        answer = self.client.generic(
            method, ROOT.rstrip("/") + path, body, content_type=kind, headers={**self.headers, **named}
        )
        hold_to_document(method, path, answer)
        return answer


def hold_to_document(method: str, path: str, answer: Any) -> None:
    """Fails if the document does not name this status for the operation, or describes another body."""
    operation = operation_at(method, path)
    status = str(answer.status_code)
    if operation is None:
        assert status in ("404", "405"), f"{method} {path} is not documented and answers {status}"
        assert answer["Content-Type"] == "application/problem+json"
        return
    described = operation["responses"].get(status)
    assert described, f"{method} {path} answers {status}, which is not documented: {answer.content[:300]!r}"
    if "$ref" in described:
        described = document()["components"]["responses"][described["$ref"].rpartition("/")[2]]
    if not described.get("content"):
        assert answer.content == b"", f"{method} {path} answers {status} with {answer.content[:300]!r}"
        return
    [(kind, content)] = described["content"].items()
    if kind == "*/*":
        return
    assert answer["Content-Type"].partition(";")[0] == kind
    _validator(json.dumps(content["schema"])).validate(json.loads(answer.content))


def operation_at(method: str, path: str) -> dict[str, Any] | None:
    """The operation of the document that this call is; a fixed path goes before one with arguments."""
    bare = ROOT.rstrip("/") + path.partition("?")[0]
    for template, operations in sorted(document()["paths"].items(), key=lambda item: item[0].count("{")):
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), bare):
            found: dict[str, Any] | None = operations.get(method.lower())
            return found
    return None


@cache
def _validator(schema: str) -> Any:
    return jsonschema_rs.Draft202012Validator({**json.loads(schema), "components": document()["components"]})
