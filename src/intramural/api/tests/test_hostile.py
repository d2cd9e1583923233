"""What somebody sends who means harm: nothing of it is a fault of ours, and nothing of it works (trust.md C1, C2, C9)."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import html5lib
import pytest
from django.test import Client

from intramural.kit import clock
from intramural.kit.paging import Key, NameKey
from intramural.people import actions as people
from intramural.people import scopes
from intramural.people.models import Person, Token
from intramural.people.testing import a_token
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces.testing import a_space
from tests.programs import Program

pytestmark = pytest.mark.django_db

VECTORS = json.loads(
    (Path(__file__).resolve().parents[4] / "tests" / "vectors" / "json-parsing" / "vectors.json").read_text()
)
PLACES = ("/posts", "/drafts", "/spaces")


def test_json_that_is_none_is_refused(ada):
    program = Program(ada)
    for name, encoded in VECTORS.items():
        for path in PLACES:
            status = program.post(path, base64.b64decode(encoded)).status_code
            # One vector happens to be a post: {"title": "…"}.
            assert status in (400, 422) or name == "y_object_string_unicode.json", (name, path, status)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe{\x00}\x00",
        b'{"body": "x", "body": "y"}',
        b'{"body": NaN}',
        b'{"body": 1e999}',
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"9" * 10_000,
        b'{"body": "\\ud800"}',
        b'{"body": "a\\u0000b"}',
        b'{"__proto__": {"body": "x"}}',
        b'"body"',
        b"null",
    ],
    ids=range(13),
)
def test_bodies_that_two_readers_would_read_differently(ada, raw):
    assert Program(ada).post("/posts", raw).status_code in (400, 422)
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/xml", "multipart/form-data; boundary=x", "text/json", "*/*"]
)
def test_bodies_of_another_kind(ada, kind):
    answer = Program(ada).post("/posts", b'{"body": "x"}', Content_Type=kind or "text/plain")
    assert (answer.status_code, answer.json()["type"]) == (415, "urn:intramural:wrong_type")


def test_a_body_of_three_megabytes(ada):
    answer = Program(ada).post("/posts", b'{"body": "' + b"x" * 3_000_000 + b'"}')
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:intramural:too_large")


TEXTS = {
    "override": "\u202egnp.exe\u202c",
    "isolate": "a\u2066b\u2069",
    "joiners": "👩\u200d👩\u200d👧\u200d👦 \u200b\u200c\u200d",
    "flood": "e" + "\u0301" * 500,
    "other letters": "аррӏе ρаураӏ",
    "ends": "\ufdd0\uffff\ufffe\U0010ffff",
    "controls": "\x01\x02\x1b[31m\x7f\x85",
    "lines": "a\r\nb\rc\u2028d\u2029e",
    "templates": "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} %s %n",
    "formula": "=cmd|'/C calc'!A0",
    "path": "../../../etc/passwd",
    "query": "' OR 1=1; -- \" %' \\",
    "header": "x\r\nSet-Cookie: a=b",
    "digits": "१२३ ４５",
    "marks": "@@ada ##pay @ # @ada@ada #pay#pay",
    "long": "x" * 5_000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_read_back_as_it_is_kept_or_refused(ada, name):
    program, text = Program(ada), TEXTS[name]
    for path, body, fields in (
        ("/posts", {"title": text, "body": f"Words {text}"}, ("title", "body")),
        ("/drafts", {"title": text, "body": f"Words {text}"}, ("title", "body")),
        ("/spaces", {"name": text, "description": text}, ("name", "description")),
    ):
        made = program.post(path, body)
        assert made.status_code in (201, 422), made.content
        if made.status_code == 201:
            again = program.get(made["Location"].removeprefix("/api/v1")).json()
            for field in fields:
                assert again[field] == made.json()[field]
                assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", again[field])
    for field in ("name", "title", "ask_me_about", "about", "working_hours"):
        changed = program.patch("/me", {field: text})
        assert changed.status_code in (200, 422)
        if changed.status_code == 200:
            assert program.get("/me").json()[field] == changed.json()[field]
    for asked in ("/people?q=", "/spaces?q=", "/topics?q=", "/people?site=", "/stream?topic=", "/stream?author="):
        found = program.client.get(
            f"/api/v1{asked.partition('?')[0]}", {asked.partition("?")[2][:-1]: text}, headers=program.headers
        )
        assert found.status_code in (200, 404, 422)


HARM = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    '![a](x" onerror=alert(1) ")',
    "<div hx-get=/posts hx-trigger=load>",
    "<svg/onload=alert(1)>",
    "[a]: javascript:alert(1)\n[a]",
    "<a href='vbscript:x' id=main name=csrfmiddlewaretoken>b</a>",
    "`<script>`\n```html\n<script>alert(1)</script>\n```",
    "<javascript:alert(1)>",
    "[a](\x01javascript:alert(1))",
    "@ada\" onmouseover=alert(1) #pay'><script>",
]


@pytest.mark.parametrize("words", HARM)
def test_html_in_an_answer_does_nothing(ada, words):
    program = Program(ada)
    post = program.post("/posts", {"title": words[:200].replace("\x01", ""), "body": words}).json()
    said = program.post(f"/posts/{post['id']}/comments", {"body": words}).json()
    quoting = program.post(f"/posts/{post['id']}/comments", {"body": words, "quotes": said["id"]}).json()
    [line] = program.get("/stream").json()["items"]
    for html in (post["html"], said["html"], quoting["quote"]["html"], line["html"]):
        for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
            if not isinstance(element.tag, str):
                continue
            assert element.tag not in ("script", "svg", "img", "iframe", "style", "form")
            for name, value in element.attrib.items():
                assert not name.startswith(("on", "hx-", "data-hx"))
                assert name not in ("id", "name", "style")
                assert name != "href" or re.match(r"(https?:|mailto:|/|#)", value), value


def sealed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def test_keys_of_pages_that_were_tampered_with(ada):
    a_post(by=ada)
    program = Program(ada)
    far = str(Key(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), "0" * 13))
    assert len(program.get(f"/stream?after={far}").json()["items"]) == 1
    early = str(Key(datetime(1, 1, 1, tzinfo=UTC), "z" * 13))
    assert program.get(f"/stream?after={early}").json()["items"] == []
    for text in (
        "0.",
        "0.0",
        f"{10**30}.{'0' * 13}",
        f"-{10**30}.{'0' * 13}",
        "x.0000000000000",
        "1.' OR 1=1 --",
        "\x00",
        ".",
    ):
        assert program.get(f"/stream?after={sealed(text)}").status_code == 422
    for after in ("%00", "%F0%9F", "=", "A", "a" * 401, "%ff"):
        assert program.get(f"/stream?after={after}").status_code in (400, 422)
    for path in ("/people", "/spaces", "/topics"):
        assert program.get(f"{path}?after={NameKey('x' * 200, 'y')}").status_code == 200
        assert program.get(f"{path}?after={sealed('no line')}").status_code == 422


def test_a_key_of_a_page_tells_nothing_of_what_is_hidden(ada, ben):
    """Two pages of the same posts have the same keys, whatever was written between that one may not read."""
    posts = [a_post(by=ada, body=f"Post {number}") for number in range(2)]
    first = Program(ben).get("/stream?limit=1").json()["next"]
    a_post(by=ada, to=Choice("me"))
    assert Program(ben).get("/stream?limit=1").json()["next"] == first
    assert base64.urlsafe_b64decode(first + "==").decode().partition(".")[2] == posts[1].public_id


def test_a_hidden_id_as_the_place_in_a_list(ada, ben):
    hidden = a_post(by=ada, to=Choice("me"))
    a_post(by=ada)
    at = Key(clock.now(), hidden.public_id)
    nowhere = Key(at.at, "0123456789abc")
    answers = [Program(ben).get(f"/stream?after={key}") for key in (at, nowhere)]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("limit", ["0", "-1", "101", "1e2", "100.0", "９", "", " 5", "0x10", "1" * 400, "true", "%00"])
def test_huge_and_odd_pages(ada, limit):
    answer = Program(ada).get(f"/stream?limit={limit}")
    assert answer.status_code == 422 or limit in (" 5", "100.0", "９")


def test_hidden_ids_are_nowhere(ada, ben, cara):
    """Every operation with an address answers for a hidden post and comment as for none."""
    space = a_space("Redwood", owner=ada, members=(cara,), gated=True, is_listed=False)
    post = a_post(by=ada, to=Choice("space", space=space))
    said = a_comment(by=cara, on=post)
    mine = a_post(by=ben)
    program = Program(ben)
    for method, path, body in (
        ("GET", "/posts/{}", None),
        ("PATCH", "/posts/{}", {"body": "x"}),
        ("DELETE", "/posts/{}", None),
        ("GET", "/posts/{}/comments", None),
        ("POST", "/posts/{}/comments", {"body": "x"}),
        ("PUT", "/posts/{}/reactions/thank", None),
        ("PUT", "/posts/{}/reactions/shout", None),
        ("PUT", "/posts/{}/vote", {"option": 1}),
        ("PUT", "/posts/{}/audience", {"kind": "me"}),
        ("POST", "/posts/{}/withdrawal", None),
        ("POST", "/posts/{}/concerns", {"kind": "unsure"}),
        ("POST", "/posts/{}/recovery", {}),
        ("POST", "/posts/{}/narrowing", {"because": "x"}),
        ("GET", "/posts/{}/exposure", None),
        ("GET", "/drafts/{}", None),
        ("POST", "/drafts/{}/publication", None),
    ):
        there, nowhere = (program.call(method, path.format(id), body) for id in (post.public_id, "0123456789abc"))
        assert (there.status_code, there.content, dict(there.headers)) == (404, nowhere.content, dict(nowhere.headers)), path
    for field in ("parent", "quotes"):
        there, nowhere = (
            program.post(f"/posts/{mine.public_id}/comments", {"body": "x", field: id})
            for id in (said.public_id, "0123456789abc")
        )
        assert (there.status_code, there.content) == (404, nowhere.content)
    asked = [program.get(f"/reach?audience=space&space={slug}").content for slug in ("redwood", "nowhere")]
    assert asked[0] == asked[1]


def test_a_token_that_ends_between_two_calls(ada):
    program = Program(ada)
    assert program.get("/me").status_code == 200
    [token] = Token.objects.filter(person=ada)
    people.end_token(token.public_id, by=ada)
    for call in (program.get("/me"), program.post("/posts", {"body": "x"}), program.get("/stream", If_None_Match="*")):
        assert (call.status_code, call.json()["type"]) == (401, "urn:intramural:bad_token")


def test_an_answer_is_not_given_again_to_a_token_that_ended_or_may_less(ada):
    """What was answered before under this key is told only to whoever may still ask."""
    writer, key = Program(ada), {"Idempotency_Key": "k"}
    assert writer.post("/posts", {"body": "x"}, **key).status_code == 201
    reader = Program(ada, scopes.POSTS_READ)
    assert reader.post("/posts", {"body": "x"}, **key).status_code == 403
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    assert writer.post("/posts", {"body": "x"}, **key).status_code == 401


def test_a_key_belongs_to_its_person_and_its_request(ada, ben):
    key = {"Idempotency_Key": "same"}
    first = Program(ada).post("/posts", {"body": "x"}, **key)
    again = Program(ada).post("/posts", {"body": "x"}, **key)
    assert (again.json()["id"], again["Idempotent-Replayed"]) == (first.json()["id"], "true")
    assert Program(ben).post("/posts", {"body": "x"}, **key).json()["id"] != first.json()["id"]
    assert Program(ada).post("/posts", {"body": "y"}, **key).json()["type"] == "urn:intramural:conflict"
    assert Program(ada).post("/drafts", {"body": "x"}, **key).status_code == 409
    assert Post.objects.count() == 2
    for wrong in ("x" * 81, "a\tb"):
        assert Program(ada).post("/posts", {"body": "x"}, Idempotency_Key=wrong).status_code == 422


def test_a_refused_call_may_be_sent_again_with_its_key(ada):
    key = {"Idempotency_Key": "k"}
    assert Program(ada).post("/posts", {"body": ""}, **key).status_code == 422
    assert Program(ada).post("/posts", {"body": "x"}, **key).status_code == 201


def test_a_cookie_alone_changes_nothing(ada):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)
    sent = browser.post("/api/v1/posts", {"body": "x"}, content_type="application/json")
    assert (sent.status_code, sent.json()["type"]) == (403, "urn:intramural:forged")
    for method in ("put", "patch", "delete"):
        assert getattr(browser, method)("/api/v1/me", {}, content_type="application/json").status_code in (403, 405)
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "header", ["X-HTTP-Method-Override", "X-Method-Override", "HX-Request", "X-Forwarded-User", "Remote-User"]
)
def test_headers_carry_no_authority(ada, header):
    post = a_post(by=ada)
    answer = Client().post(
        f"/api/v1/posts/{post.public_id}", b"{}", content_type="application/json", headers={header: "DELETE"}
    )
    assert answer.status_code in (401, 405)
    assert Post.objects.get().state == "published"


def test_a_deleted_post_tells_nothing(ada, ben):
    post = a_post(by=ada, title="Redwood", body="The offer")
    said = a_comment(by=ben, on=post, body="Really?")
    Program(ada).delete(f"/posts/{post.public_id}")
    for path in (f"/posts/{post.public_id}", f"/posts/{post.public_id}/comments", f"/posts/{post.public_id}/history"):
        answer = Program(ben).get(path)
        assert answer.status_code == 410
        assert not re.search("Redwood|offer|Really|Ada", answer.content.decode())
    assert Program(ben).get(f"/comments/{said.public_id}").status_code == 404


def test_a_token_outlives_neither_its_end_nor_its_person(ada):
    secret = a_token(ada)
    Token.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    for shown in (secret, secret + " ", secret[:-1], "im_", "x" * 100_000):
        assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {shown}"}).status_code == 401
