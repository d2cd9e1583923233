"""C2, C3 and C12: strings and names in every field of a form, and forms that come from elsewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests import vectors
from tests.access import WHO, Browsers, Row, Scene
from tests.test_access import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NASTY = (
    "\x00", "a\x00b", "\u202etxt.exe", "e" + "\u0301" * 500, "\u200b" * 50, "a\r\nSet-Cookie: x=1",
    "=cmd|' /C calc'!A0", "@SUM(1)", "\x1b[31mred", "../../etc/passwd", "{{7*7}}", "{% include 'x' %}", "${7*7}", "%s%s%n",
    "' OR 1=1 --", '"><script>alert(1)</script>', "</textarea><script>alert(1)</script>", "*)(uid=*", "\ufeff", "\uffff",
    "1e400", "-1", "9" * 40, "NaN", "١٢٣", "👩‍👩‍👧‍👦", "ﷺ" * 30, "x" * 200_000,
)  # fmt: skip
# What a page, a sheet or a path could mind, and no database.
OF_PAGES = ("=cmd", "@SUM", "../../", "{{", "{%", "${", '">', "</textarea>", "\x1b", "👩", "ﷺ", "\u202e", "e\u0301")
# What the composer takes besides words, a form for each kind and choice.
COMPOSERS = ("home:write", "home:drafts", "home:preview")
COMPOSED: tuple[dict[str, str], ...] = (
    {"kind": "article", "title": "A title", "audience": "everyone"},
    {"kind": "poll", "options": "Tea\nCoffee", "audience": "people", "people": "@ada"},
    {"kind": "found", "way": "link", "url": "https://example.org/", "made_by": "Somebody", "owner": "Somebody"},
    {"kind": "kudos", "honours": "@ada", "voice": "personal"},
    {"audience": "units", "units": "x", "voice": "official", "voice_unit": "x"},
    {"audience": "space", "space": "x", "draft": "x"},
)  # fmt: skip
READ = {
    "/people/": "q", "/people/?level=worker": "site", "/topics/": "q", "/spaces/": "q", "/": "after", "/?x=1": "only",
    "/people/chart/": "of", "/sign-in/": "next",
}  # fmt: skip


@pytest.fixture
def scene() -> Scene:
    return Scene()


def _client(person: Any, **more: Any) -> Client:
    client = Client(raise_request_exception=True, **more)
    client.force_login(person)
    return client


def test_addresses_and_searches_take_anything(scene: Scene):
    client, wrong = _client(scene.author), []
    for text in (*NASTY[:-1], "x" * 60_000, *vectors.strings()[::12]):
        for path, name in READ.items():
            status = client.get(path.partition("?")[0], {name: text}).status_code
            if status >= 500:
                wrong.append(f"{path} {name}={text[:40]!r}: {status}")
    assert not wrong


def test_bytes_that_are_no_text_are_taken_or_refused(scene: Scene):
    """Halves of surrogate pairs, and what is not UTF-8, as only a program sends them."""
    client, wrong = _client(scene.author), []
    for raw in ("%ED%A0%80", "%ff%fe", "%C0%80", "a%00b", "%F4%90%80%80"):
        for path in ("/write/", f"/posts/{scene.post.public_id}/comments/", "/settings/", "/spaces/new/"):
            body = f"body={raw}&name={raw}&kind=social&about={raw}"
            with transaction.atomic():
                status = client.post(path, body, content_type="application/x-www-form-urlencoded").status_code
                transaction.set_rollback(True)
            if status >= 500:
                wrong.append(f"{path} {raw}: {status}")
        for address in (f"/people/?q={raw}", f"/people/{raw}/", f"/posts/{raw}/", f"/topics/{raw}/", f"/spaces/{raw}/"):
            if (status := client.get(address).status_code) >= 500:
                wrong.append(f"{address}: {status}")
    assert not wrong


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=f"{n}", marks=pytest.mark.once if text.startswith(OF_PAGES) else ())
        for n, text in enumerate(NASTY)
    ],
)
def test_every_form_takes_anything(scene: Scene, text: str):
    """Every form of the access table with this text in one of its fields: taken or refused, never a fault.

    Each text begins elsewhere, so that all texts together come into each field of each form. SQLite, which takes what PostgreSQL
    refuses, is asked every second form.
    """
    wrong, turn, browsers = [], NASTY.index(text), Browsers(scene)
    step = 1 if connection.vendor == "postgresql" or text.startswith(OF_PAGES) else 2
    for name, row in _forms()[turn % step :: step]:
        who = getattr(scene, _somebody(row))
        scene.me = who
        fields = row.sent(scene)
        for filled in [{**fields, **more} for more in COMPOSED] if name in COMPOSERS else [fields]:
            names = [*filled, "next", "idempotency_key"]
            field = names[turn // step % len(names)]
            with transaction.atomic():
                client = browsers.of(who)
                if row.first is not None:
                    row.first(scene)
                path = reverse(name, args=row.at(scene) if row.at else [])
                answer = client.post(path, {**filled, field: text})
                wrong += [f"{name} {field}: {what}" for what in _wrong_in(answer, text)]
                transaction.set_rollback(True)
            cache.clear()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("field", ["login", "password", "next", "email"])
def test_the_doors_take_anything(client: Client, field: str):
    """Signing in, and asking for a new password, by nobody whom the house knows."""
    wrong = []
    for text in NASTY:
        for path in ("/sign-in/", "/password/"):
            fields = {"login": "ada@example.com", "password": "x", "email": "ada@example.com", "next": "/", field: text}
            answer = client.post(path, fields)
            assert answer.status_code != 404, path
            wrong += [f"{path} {text[:20]!r}: {what}" for what in _wrong_in(answer, text)]
        cache.clear()
    assert not wrong, "\n".join(wrong)


def _wrong_in(answer: Any, text: str) -> list[str]:
    wrong = [f"{answer.status_code}"] if answer.status_code >= 500 else []
    if "set-cookie: x" in str(answer.headers).lower():
        wrong.append("a header of theirs")
    if b"<script>alert(1)</script>" in answer.content or ("7*7" in text and _sum(answer)):
        wrong.append("what was sent is executed")
    return wrong


def _sum(answer: Any) -> bool:
    return bool(re.search(rb">\s*49\s*<", answer.content))


def _forms() -> list[tuple[str, Row]]:
    """One row of each route that takes a form from somebody."""
    found = []
    for name, rows in sorted(TABLE.items()):
        row = next(
            (row for row in rows if row.method == "POST" and not row.json and 302 in row.statuses[1:] and row.data), None
        )
        if row is not None and not name.startswith(("api:", "account_", "mfa_")):
            found.append((name, row))
    return found


def _somebody(row: Row) -> str:
    return next(who for who, status in zip(WHO[1:], row.statuses[1:], strict=True) if status == 302)


ELSEWHERE = {
    "without a token": {},
    "from another origin": {"headers": {"Origin": "https://evil.example"}},
    "as text": {"content_type": "text/plain"},
    "as JSON": {"content_type": "application/json"},
    "as a script of ours": {"headers": {"HX-Request": "true", "X-Requested-With": "XMLHttpRequest"}},
    "with a token of their own": {"headers": {"X-CSRFToken": "a" * 64}},
}


# A secret address of a mail stands for its person, and no cookie does: another site knows neither it nor them.
BY_THEIR_ADDRESS = {f"care:{what}_door" for what in ("post", "talk", "consult", "matter", "access", "stewardship")}


@pytest.mark.once
def test_no_form_is_taken_from_elsewhere(scene: Scene):
    """Every unsafe page of the access table, sent as another site could have a browser send it."""
    wrong, asked, browsers = [], 0, Browsers(scene)
    for name, rows in sorted(TABLE.items()):
        for row in rows:
            if row.method != "POST" or name.startswith("api:") or 302 not in row.statuses[1:] or name in BY_THEIR_ADDRESS:
                continue
            who = getattr(scene, _somebody(row))
            scene.me = who
            with transaction.atomic():
                if row.first is not None:
                    row.first(scene)
                path = reverse(name, args=row.at(scene) if row.at else [])
                fields = row.sent(scene)
                client = browsers.of(who, enforce_csrf_checks=True)
                for way, how in ELSEWHERE.items():
                    more = {**how, "data": str(fields)} if "content_type" in how else {**how, "data": fields}
                    asked += 1
                    if (status := client.post(path, **more).status_code) != 403:
                        wrong.append(f"{name} {way}: {status}")
                for way, how in (("GET", {}), ("override", {"headers": {"X-HTTP-Method-Override": "POST"}})):
                    before = _everything()
                    client.get(path, {**fields, "_method": "POST"}, **how)
                    if _everything() != before:
                        wrong.append(f"{name} {way}: something has changed")
                transaction.set_rollback(True)
            cache.clear()
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert asked > 100


def _everything() -> tuple[int, ...]:
    """How much there is of what forms make."""
    from intramural.posts.models import Comment, Post, Reaction
    from intramural.record.models import Entry
    from intramural.spaces.models import Membership

    return tuple(model.objects.count() for model in (Post, Comment, Reaction, Membership, Entry))
