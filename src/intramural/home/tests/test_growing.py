"""An article that grows from a post holds its author's words; those of others it shows to whoever may read them where they
were given."""

from __future__ import annotations

import pytest

from intramural.people.testing import a_token
from intramural.posts import actions, composing
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.search import actions as search

pytestmark = pytest.mark.django_db
WORDS = "quincebook"


@pytest.fixture
def post(ada, ben, cara) -> Post:
    """Ada has said something to ben and cara, and ben has answered."""
    said = a_post(by=ada, kind="status", body="Trucks queue at seven", to=Choice("people", people=(ben, cara)))
    a_comment(by=ben, on=said, body=f"The {WORDS} says six")
    return said


def shared(post: Post, **more: str) -> Post:
    draft = actions.grow(post, by=post.author)
    return actions.share(composing.read({**draft.plan, "body": draft.body, **more}), by=post.author, draft=draft)


def test_it_keeps_no_copy_of_what_others_said(post, ada, ben, signed_in):
    draft = actions.grow(post, by=ada)
    assert WORDS not in draft.body
    assert WORDS in signed_in(ada).get(f"/write/?draft={draft.public_id}").content.decode()
    part = {"HX-Request": "true"}
    seen = signed_in(ada).post("/write/preview/", {"body": draft.body}, headers=part).content.decode()
    assert WORDS in seen
    assert WORDS not in signed_in(ben).post("/write/preview/", {"body": "See /comments/0000000000000/"}).content.decode()


def test_shared_more_widely_it_shows_them_to_nobody_new(post, ben, dana, signed_in):
    article = shared(post, audience="everyone")
    search.reindex()
    assert WORDS in signed_in(ben).get(f"/posts/{article.public_id}/").content.decode()
    for path in (f"/posts/{article.public_id}/", "/", f"/search/?q={WORDS}", f"/live/posts/{article.public_id}/?whole=1"):
        seen = signed_in(dana).get(path).content.decode()
        assert "Trucks queue" in seen or "search" in path
        assert f"The {WORDS} says six" not in seen
    headers = {"Authorization": f"Bearer {a_token(dana)}"}
    assert WORDS not in str(signed_in(dana).get(f"/api/v1/posts/{article.public_id}", headers=headers).json())


@pytest.mark.parametrize("end", ["narrowed", "deleted", "answer deleted"])
def test_what_is_taken_away_is_not_shown_there_either(post, cara, ben, end, signed_in):
    article = shared(post)
    address = f"/posts/{article.public_id}/"
    assert WORDS in signed_in(cara).get(address).content.decode()
    if end == "narrowed":
        actions.change_audience(post, by=post.author, choice=Choice("people", people=(ben,)))
    elif end == "deleted":
        actions.delete(post, by=post.author)
    else:
        actions.delete_comment(post.comments.get(), by=ben)
    assert WORDS not in signed_in(cara).get(address).content.decode()
    assert (WORDS in signed_in(ben).get(address).content.decode()) is (end == "narrowed")
    draft_or_page = signed_in(post.author).get(address).content.decode()
    assert (WORDS in draft_or_page) is (end == "narrowed")


def test_an_answer_that_waits_is_cited_for_its_author_alone(post, ada, cara, signed_in):
    cara.undo_seconds = 60
    waiting = a_comment(by=cara, on=post, body=f"Another {WORDS}")
    other = a_post(by=ada, body=f"See [this]({waiting.url})")
    assert f"Another {WORDS}" not in signed_in(ada).get(f"/posts/{other.public_id}/").content.decode()


def test_it_costs_one_query_whatever_it_cites(post, ben, django_assert_max_num_queries, signed_in):
    for number in range(5):
        a_comment(by=ben, on=post, body=f"And {number}")
    article = shared(post)
    browser = signed_in(ben)
    browser.get("/")
    with django_assert_max_num_queries(16):
        assert "And 4" in browser.get(f"/posts/{article.public_id}/").content.decode()
