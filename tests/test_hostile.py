"""What somebody tries who knows how the web works: hosts, redirects, headers, sessions."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from intramural.posts.testing import a_post

pytestmark = pytest.mark.django_db

AWAY = (
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "http:evil.example",
    "javascript:alert(1)", "https:///evil.example", "http://testserver@evil.example/", "/\t/evil.example", "\n//evil.example",
    "//testserver.evil.example", "https://testserver.evil.example",
)  # fmt: skip


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "", "[::1", "a b"])
def test_another_host_is_refused(host):
    assert Client().get("/sign-in/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("to", AWAY)
def test_nobody_is_led_away_after_signing_in(ada, to):
    answer = Client().post("/sign-in/", {"login": "ada@house.example", "password": "ada-password", "next": to})
    assert answer.status_code == 302
    assert re.fullmatch(r"/[^/\\].*|/", answer["Location"])


@pytest.mark.parametrize("to", AWAY)
def test_nobody_is_led_away_after_a_form(ada, signed_in, to):
    post = a_post(by=ada)
    answer = signed_in(ada).post(f"/posts/{post.public_id}/reactions/", {"kind": "thank", "next": to})
    assert answer.status_code == 302
    assert answer["Location"] == f"/posts/{post.public_id}/"


def test_no_header_can_be_put_in(ada, signed_in):
    post = a_post(by=ada)
    sent = {"kind": "thank", "next": "/kept/\r\nSet-Cookie: theirs=1\r\n\r\n<script>"}
    answer = signed_in(ada).post(f"/posts/{post.public_id}/reactions/", sent)
    assert answer.status_code < 500
    assert "theirs" not in answer.cookies
    assert not re.search(r"[\r\n]", answer.get("Location", ""))


def test_a_session_from_before_is_not_taken_over(ada):
    client = Client()
    client.cookies["intramural_session"] = "a" * 32
    client.post("/sign-in/", {"login": "ada@house.example", "password": "ada-password"})
    kept = client.cookies["intramural_session"]
    assert kept.value != "a" * 32
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"
    assert client.get("/").status_code == 200


def test_signing_out_ends_the_session_and_not_the_cookie_alone(ada):
    client, thief = Client(), Client()
    client.post("/sign-in/", {"login": "ada@house.example", "password": "ada-password"})
    thief.cookies["intramural_session"] = client.cookies["intramural_session"].value
    assert thief.get("/").status_code == 200
    client.post("/sign-out/")
    assert thief.get("/").status_code == 302


def test_an_address_that_is_not_here_is_answered_as_a_wrong_password(ada):
    """The words are the same, whether or not somebody has that address."""
    answers = [
        Client().post("/sign-in/", {"login": login, "password": "not-the-password"}).content.decode()
        for login in ("ada@house.example", "nobody@house.example")
    ]
    one, other = (re.sub(r'value="[^"]*"', "", text) for text in answers)
    assert one == other


def test_what_a_proxy_claims_is_not_believed(ada, signed_in):
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Original-URL": "/settings/tokens/"}
    answer = signed_in(ada).get("/", headers=forged)
    assert answer.status_code == 200
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/static/../../settings.py", "/static/%2e%2e/%2e%2e/secret_key", "/posts/../../x/", "/%00", "/posts/%ff/"]
)
def test_no_path_leads_out(path):
    assert Client().get(path).status_code in (302, 400, 404)
