from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client

from conftest import Browser
from intramural.config import logs
from intramural.people import testing as people
from intramural.people.models import Person
from intramural.posts import actions
from intramural.posts.testing import a_post

CANARY = "Zaphkiel"


USUAL = {"format": "text", "level": "info", "messages": False, "cache": False}


class Lines:
    """What has gone to standard error so far."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self.captured, self.seen = captured, ""

    def text(self) -> str:
        self.seen += self.captured.readouterr().err
        return self.seen

    def facts(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text().splitlines()]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    logs.configure({**USUAL, "format": "json", "level": "debug"})
    yield Lines(capsys)
    logs.configure(USUAL)


@pytest.fixture
def canary(db: None) -> Person:
    return people.a_person("zaphkiel", name=f"{CANARY} Quill", title=f"{CANARY} at large", password=f"{CANARY}-secret-1")


def test_a_request_is_told_by_its_route_and_not_by_its_address(lines: Lines, ada: Person) -> None:
    post = a_post(by=ada)
    Browser(ada).get(f"/posts/{post.public_id}/?q={CANARY}")
    [line] = [line for line in lines.facts() if line["event"] == "request"]
    assert (line["method"], line["route"], line["status"], line["level"]) == ("GET", "posts:post", 200, "info")
    assert line["ms"] >= 0
    assert len(line["request"]) == 13


def test_health_is_asked_too_often_to_be_told(lines: Lines) -> None:
    Client().get("/healthz")
    assert [line["level"] for line in lines.facts()] == ["debug"]


@pytest.mark.django_db
def test_no_log_line_holds_a_name_or_a_word(lines: Lines, canary: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """What people write and are called is sent through pages that work, refuse and break; none of it is logged."""
    log_on = logging.getLogger("django.security.SuspiciousOperation")
    browser = Browser(canary, raise_request_exception=False)
    browser.post("/write/", {"title": CANARY, "body": f"{CANARY} says so #{CANARY}", "audience": "everyone"})
    post = a_post(by=canary, body=f"{CANARY} in a post")
    browser.get(f"/people/{CANARY.lower()}/")
    browser.get(f"/people/?q={CANARY}")
    browser.get(f"/nowhere/{CANARY}/?{CANARY}={CANARY}")
    browser.get(f"/posts/{post.public_id}/", HTTP_USER_AGENT=CANARY, HTTP_REFERER=f"http://testserver/{CANARY}")
    browser.get(f"/posts/{CANARY}/")
    browser.get("/", HTTP_HOST=f"{CANARY}.example")
    browser.post(f"/posts/{post.public_id}/comments/", {"body": CANARY, "file": SimpleUploadedFile(f"{CANARY}.txt", b"x")})
    browser.post(f"/posts/{post.public_id}/reactions/", {"kind": CANARY})
    browser.generic(CANARY.upper(), "/")
    Client().post("/sign-in/", {"login": f"{CANARY}@house.example", "password": CANARY})
    log_on.error(f"Invalid: {CANARY}")
    log_on.warning("Invalid: %s", CANARY)

    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"{CANARY} cannot be read") from DatabaseError(f"Key (name)=({CANARY}) exists")

    monkeypatch.setattr(actions, "comment", broken)
    answer = browser.post(f"/posts/{post.public_id}/comments/", {"body": CANARY})
    assert answer.status_code == 500
    assert CANARY.lower() not in lines.text().lower()

    [fault] = [line for line in lines.facts() if "fault" in line]
    assert fault["fault"] == "ValueError from DatabaseError"
    assert any("test_logs.py" in frame and "broken" in frame for frame in fault["frames"])
    assert fault["request"] == answer["X-Request-Id"]
    [line] = [line for line in lines.facts() if line["event"] == "request" and line["status"] == 500]
    assert (line["level"], line["request"]) == ("error", answer["X-Request-Id"])


def test_a_line_that_cannot_be_written_is_let_go(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "wb", buffering=0) as full, monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", io.TextIOWrapper(full, write_through=True))
        structlog.get_logger().error("asked.nowhere")
        sys.stderr.detach()
    structlog.get_logger().error("asked.again")
    assert [line["event"] for line in lines.facts()] == ["asked.again"]


@pytest.mark.django_db
def test_a_fault_of_the_database_is_told_by_its_code(lines: Lines) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nowhere_at_all")
    except DatabaseError:
        structlog.get_logger().exception("asked.nowhere")
    [line] = lines.facts()
    assert line["event"] == "asked.nowhere"
    assert "OperationalError(SQLITE_ERROR)" in line["fault"] or "UndefinedTable(42P01)" in line["fault"]
    assert "nowhere_at_all" not in json.dumps(line)


def test_what_libraries_log_keeps_its_constant_part(lines: Lines) -> None:
    logging.getLogger("parcels.labels").warning("%d pages of %s", 7, CANARY)
    logging.getLogger("parcels.labels").warning(f"about {CANARY}")
    logging.getLogger("_granian").info(f"Listening at {1 + 1}")
    assert [line["event"] for line in lines.facts()] == ["%d pages of %s", "(words left out)", "Listening at 2"]


def test_as_text_a_line_can_be_read(lines: Lines) -> None:
    logs.configure(USUAL)
    structlog.get_logger().info("request", route="posts:post", status=200)
    structlog.get_logger().debug("too much")
    assert lines.text().endswith("Z info    request  route=posts:post status=200\n")


def test_in_development_a_fault_is_told_in_full(lines: Lines) -> None:
    logs.configure({**USUAL, "messages": True})
    try:
        raise ValueError("the very words")
    except ValueError:
        structlog.get_logger().exception("fault")
    assert "ValueError: the very words" in lines.text()
