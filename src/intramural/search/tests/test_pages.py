"""The page, what is offered while one types, and the API."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.db import connection

from intramural.kit import clock
from intramural.kit.paging import Key
from intramural.people import scopes
from intramural.people.testing import a_token
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.search import actions, queries
from intramural.spaces.testing import a_space
from tests.programs import Program

WRONG = [
    "%00",
    "'",
    '"',
    "is:blue",
    "from:",
    "before:tomorrow",
    "¤kpost",
    "a" * 3000,
    "NEAR(a b)",
    "%E2%80%AE",
    "-",
    "*",
    "(",
    "in:%27",
]
PROGRAMS = "/api/v1/search"
NO_QUESTION_OF_A_PROGRAM = ("%00", "a" * 3000)
"""What nobody types: a program is refused it, a page cleans it and goes on."""


@pytest.mark.parametrize("q", WRONG)
@pytest.mark.parametrize("path", ["/search/", "/search/suggestions/", PROGRAMS])
def test_nothing_that_can_be_typed_breaks_it(signed_in, ada, q, path):
    is_refused = path == PROGRAMS and q in NO_QUESTION_OF_A_PROGRAM
    assert signed_in(ada).get(f"{path}?q={q}").status_code == (422 if is_refused else 200)
    wrong = signed_in(ada).get(f"{path}?q={q}&kind=nothing&order=sideways&after=")
    assert wrong.status_code == (422 if path == PROGRAMS else 200)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York"])
@pytest.mark.parametrize(
    ("day", "finds"), [("before:9999-12-31", 1), ("before:2200", 1), ("after:0001-01-01", 1), ("after:9999", 0)]
)
def test_a_far_day_is_as_any_other(signed_in, ada, day, finds, zone):
    ada.time_zone = zone
    ada.save()
    a_post(by=ada, body="Rye")
    actions.reindex()
    assert signed_in(ada).get("/search/", {"q": f"rye {day}"}).status_code == 200
    assert len(Program(ada).get(f"/search?q=rye+{day}").json()["items"]) == finds


@pytest.mark.parametrize(("year", "finds"), [(1, 0), (9000, 1)])
def test_a_far_place_is_as_any_other(ada, year, finds):
    a_post(by=ada, body="Rye")
    actions.reindex()
    far = Key(datetime(year, 1, 1, tzinfo=UTC), "0" * 13)
    assert len(Program(ada).get(f"/search?q=rye&order=newest&after={far}").json()["items"]) == finds


def test_without_a_question_the_page_says_how_to_ask(signed_in, ada):
    page = signed_in(ada).get("/search/").content.decode()
    assert "Ways to ask" in page


def test_a_wrong_operator_is_answered_kindly(signed_in, ada):
    page = signed_in(ada).get("/search/?q=is:blue").content.decode()
    assert "Write is:question or is:answered." in page


def test_a_hidden_space_and_a_hidden_subject_are_as_none(signed_in, ada, ben):
    a_space("Redwood", owner=ada, gated=True, is_listed=False)
    a_post(by=ada, body="Hush #hush", to=Choice("me"))
    actions.reindex()
    for hidden, none in (("in:redwood", "in:greenwood"), ("topic:hush", "topic:none"), ("hush", "none")):
        answers = [
            signed_in(ben).get("/search/", {"q": q}).content.decode().split("<main")[1].split("</main>")[0]
            for q in (hidden, none)
        ]
        word = hidden.rpartition(":")[2], none.rpartition(":")[2]
        assert answers[0].replace(*word) == answers[1]


def test_a_hidden_space_is_not_named_to_who_is_named_in_a_post_of_it(signed_in, ada, ben, cara):
    space = a_space("Redwood", owner=ada, members=(ben,), gated=True, is_listed=False)
    a_post(by=ada, body="Of turnips", to=Choice("people", space=space, people=(ben, cara)))
    actions.reindex()
    for person, is_named in ((ben, True), (cara, False)):
        page = signed_in(person).get("/search/", {"q": "turnips"}).content.decode()
        assert "Ada Okonkwo" in page
        assert ("redwood" in page.lower()) is is_named


def test_a_guest_is_told_of_nobody_by_a_handle(signed_in, ada, gus):
    answers = [
        signed_in(gus).get(f"/search/?q=from:{handle}").content.decode().split("<main")[1].split("</main>")[0]
        for handle in ("ada", "zzz")
    ]
    assert "whom you can find" in answers[0]
    assert answers[0].replace("ada", "zzz") == answers[1]


def test_counts_say_more_than_where_not_all_were_counted(signed_in, ada, ben, monkeypatch):
    monkeypatch.setattr("intramural.search.queries.found.MOST", 3)
    for n in range(5):
        a_post(by=ada, body=f"Turnip {n}")
    actions.reindex()
    page = signed_in(ben).get("/search/?q=turnip").content.decode()
    assert "More than 3 found" in page
    assert "Posts 3+" in page
    assert "Go on with all, the newest first" in page
    assert "More than" not in signed_in(ben).get("/search/?q=4").content.decode()


@pytest.mark.parametrize("q", ["from:ada", "turnip -from:ben", "from:ada after:2020 has:link"])
def test_what_one_person_wrote_is_found_and_not_counted(signed_in, ada, ben, q):
    spaces = [a_space(name, owner=ada) for name in ("Bakers", "Bowlers")]
    for space in spaces:
        a_comment(by=ada, on=a_post(by=ada, body="A turnip, see https://example.org", to=Choice("space", space=space)))
    actions.reindex()
    found = queries.search(ben, q)
    assert found.page.rows
    assert (found.count, found.kinds, found.spaces, found.is_more) == (None, (), (), False)
    page = signed_in(ben).get("/search/", {"q": q}).content.decode().split('class="sift"')[1].split("<ol")[0]
    assert "The newest first" in page
    assert "kind=comments" in page
    assert "found" not in page
    assert not [tab for tab in re.findall(r">([^<]*)</a>", page) if any(map(str.isdigit, tab))]
    told = Program(ben).get(f"/search?q={q.replace(' ', '+')}").json()
    assert (told["count"], told["more"], told["kinds"], told["spaces"]) == (None, False, [], [])


def test_that_one_person_wrote_more_than_is_ranked_is_told_at_the_end_alone(ada, ben, monkeypatch):
    for module in ("found", "asked"):
        monkeypatch.setattr(f"intramural.search.queries.{module}.MOST", 3)
    for n in range(5):
        a_post(by=ada, body=f"Turnip {n}")
    actions.reindex()
    first = queries.search(ben, "from:ada", size=2)
    assert not first.is_more
    last = queries.search(ben, "from:ada", size=2, after=first.page.next)
    assert (len(last.page.rows), last.page.next, last.is_more) == (1, None, True)


def test_what_is_offered_while_one_types(signed_in, ada, ben):
    bakers = a_space("Bakers", owner=ada)
    a_post(by=ada, body="Bread #baking")
    post = a_post(by=ada, title="Baking day", body="At nine", kind=Post.Kind.ARTICLE)
    a_post(by=ada, title="Baking in secret", body="At ten", kind=Post.Kind.ARTICLE, to=Choice("me"))
    actions.reindex()
    part = signed_in(ben).get("/search/suggestions/?q=bak", headers={"HX-Request": "true"}).content.decode()
    for address in (f"/spaces/{bakers.slug}/", "/topics/baking/", f"/posts/{post.public_id}/"):
        assert f'data-href="{address}"' in part
    assert "secret" not in part
    assert "secret" in signed_in(ada).get("/search/suggestions/?q=bak").content.decode()


def test_to_a_program(client, ada, ben):
    post = a_post(by=ada, body="A <b>turnip</b>")
    a_comment(by=ben, on=post, body="A turnip too")
    actions.reindex()
    ask = {"headers": {"Authorization": f"Bearer {a_token(ben, scopes.POSTS_READ)}"}}
    answer = client.get("/api/v1/search?q=turnip&limit=1", **ask).json()
    assert answer["count"] == 2
    assert answer["more"] is False
    assert [kind["name"] for kind in answer["kinds"]] == ["posts", "comments"]
    assert answer["items"][0]["excerpt"][1] == {"text": "turnip", "found": True}
    second = client.get(f"/api/v1/search?q=turnip&limit=1&after={answer['next']}", **ask).json()
    assert {answer["items"][0]["id"], second["items"][0]["id"]} == {it["id"] for it in _all(client, ask)}
    assert second["next"] is None
    wrong = {"headers": {"Authorization": f"Bearer {a_token(ben, scopes.PEOPLE_READ)}"}}
    assert client.get("/api/v1/search?q=turnip", **wrong).status_code == 403


def _all(client, ask):
    return client.get("/api/v1/search?q=turnip", **ask).json()["items"]


def test_a_search_costs_the_same_whatever_it_finds(ada, ben, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr(clock, "passing", float)  # where the newest entries begin is looked up once a minute
    for n in range(30):
        a_comment(by=ben, on=a_post(by=ada, body=f"Turnip and leek {n}"), body="Another turnip")
    actions.reindex()
    queries.search(ben, "leek")
    for text, most in (
        ("turnip", 4),
        ("turnip leek", 4),
        ("turnip from:ada", 5),
        ('"turnip and"', 4),
        ("turnpi", 12),
        ("turnip zzz", 12),
    ):
        with django_assert_max_num_queries(most if connection.vendor == "sqlite" else 4 * most):
            assert queries.search(ben, text).page.rows, text
    with django_assert_max_num_queries(3):
        queries.names(ben, "ada")
    with django_assert_max_num_queries(1):
        queries.titles(ben, "turnip")
