"""docs/developers/api.md: its examples are run, and its words are held to what is there."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
from django.test import Client

from intramural.people import scopes
from intramural.people.testing import a_token
from tests.programs import hold_to_document
from tests.refusals_page import PAGE


@pytest.mark.django_db
def test_every_example_works(ada, ben):
    token, last = a_token(ada), ""
    lines = [line.strip() for line in PAGE.read_text().splitlines() if line.startswith("    curl ")]
    assert len(lines) > 15
    for line in lines:
        line = line.replace("$TOKEN", token).replace("https://intramural.example/api/v1", "$API").replace("$ID", last)
        answer = _asked(line)
        assert answer.status_code < 300, f"{line}: {answer.content.decode()}"
        if answer.status_code == 201 and "posts/" in answer["Location"]:
            last = answer.json()["id"]


def _asked(line: str) -> Any:
    """What curl would get."""
    words, headers, body, method = iter(shlex.split(line)[1:]), {}, "", "GET"
    path = ""
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body, method = next(words), method if method != "GET" else "POST"
        else:
            path = word.replace("$API", "")
    kind = headers.pop("Content-Type", "")
    answer = Client().generic(method, f"/api/v1{path}", body, content_type=kind, headers=headers)
    hold_to_document(method, path, answer)
    return answer


def test_it_names_every_scope():
    assert set(re.findall(r"`(\w+:\w+)`", PAGE.read_text())) >= set(scopes.NAMES)
