"""docs/developers/api.md: its examples are run, and its words are held to what is there."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from intramural.people import scopes
from intramural.people.testing import a_token
from intramural.posts.testing import A_PICTURE, a_post
from intramural.stewards.testing import a_stewardship
from tests.programs import hold_to_document
from tests.refusals_page import PAGE


@pytest.mark.django_db
def test_every_example_works(ada, ben, cara, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    a_stewardship(topic="hours", steward=ada)
    theirs = a_post(by=ben, body="From Monday we start at nine. #hours").public_id
    token, last, file, talk = a_token(ada), "", "", ""
    lines = [line.strip() for line in PAGE.read_text().splitlines() if line.startswith("    curl ")]
    assert len(lines) > 15
    for line in lines:
        line = line.replace("$TOKEN", token).replace("https://intramural.example/api/v1", "$API").replace("$ID", last)
        line = line.replace("$FILE", file).replace("$TALK", talk).replace("$THEIRS", theirs)
        answer = _asked(line)
        assert answer.status_code < 300, f"{line}: {answer.content.decode()}"
        kind, _, made = answer.get("Location", "").rpartition("/")
        if kind.endswith(("/posts", "/drafts")):
            last = made
        elif kind.endswith("/files"):
            file = made
        elif kind.endswith("/concerns"):
            talk = made


def _asked(line: str) -> Any:
    """What curl would get."""
    words, headers, method = iter(shlex.split(line)[1:]), {}, "GET"
    body: str | bytes = ""
    path = ""
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-o":
            next(words)
        elif word == "-F":
            field, _, name = next(words).partition("=@")
            form = encode_multipart(BOUNDARY, {field: SimpleUploadedFile(name, A_PICTURE)})
            body, method, headers["Content-Type"] = form, "POST", MULTIPART_CONTENT
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
