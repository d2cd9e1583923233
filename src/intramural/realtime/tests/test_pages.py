from __future__ import annotations

import pytest

from intramural.kit import clock
from intramural.posts import actions, tasks
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.realtime import queries

pytestmark = pytest.mark.django_db


def test_without_a_stream_a_page_asks_for_the_same_news(ada, ben, signed_in):
    before = queries.position(clock.now())
    post = a_post(by=ada)
    tasks.tell_released()
    answer = signed_in(ben).get(f"/live/?after={before}").json()
    assert answer["news"] == [{"word": "post", "post": post.public_id}]
    assert int(answer["position"]) >= int(before)
    assert signed_in(ben).get("/live/?after=nonsense").json()["news"] == [{"word": "missed", "post": ""}]


def test_which_posts_are_still_there(ada, ben, cara, signed_in):
    both, hers, gone = a_post(by=ada), a_post(by=ada, to=Choice("people", people=(cara,))), a_post(by=ada)
    actions.delete(gone, by=ada)
    ids = f"{both.public_id},{hers.public_id},{gone.public_id},0000000000000"
    assert signed_in(ben).get(f"/live/posts/?ids={ids}").json() == {"ids": [both.public_id]}
    assert signed_in(cara).get(f"/live/posts/?ids={ids}").json() == {"ids": [both.public_id, hers.public_id]}
    assert signed_in(cara).get("/live/posts/").json() == {"ids": []}


def test_a_post_anew_has_the_parts_of_its_page(ada, ben, signed_in):
    post = a_post(by=ada, title="Shifts")
    said = a_comment(by=ben, on=post, body="From Monday.")
    page = signed_in(ben).get(f"/posts/{post.public_id}/").content.decode()
    part = signed_in(ben).get(f"/live/posts/{post.public_id}/?whole=1").content.decode()
    for known in (
        f'id="post-{post.public_id}"',
        f'id="comment-{said.public_id}"',
        'id="comments"',
        "From Monday.",
        "<h1>Shifts",
    ):
        assert known in page
        assert known in part
    assert 'id="reply"' not in part
    listed = signed_in(ben).get(f"/live/posts/{post.public_id}/").content.decode()
    assert "<h2>" in listed
    assert "From Monday." not in listed


def test_a_post_that_was_taken_away_says_so_and_a_hidden_one_is_not_there(ada, ben, signed_in):
    gone, hidden = a_post(by=ada), a_post(by=ada, to=Choice("me"))
    actions.delete(gone, by=ada)
    assert signed_in(ben).get(f"/live/posts/{gone.public_id}/").status_code == 410
    assert signed_in(ben).get(f"/live/posts/{hidden.public_id}/").status_code == 404


def test_a_page_goes_on_from_where_it_was_made(ada, signed_in, client):
    before = queries.position(clock.now())
    page = signed_in(ada).get("/").content.decode()
    position = page.partition('<live-page position="')[2].partition('"')[0]
    assert int(before) <= int(position) <= int(queries.position(clock.now()))
    assert "<live-page" not in client.get("/sign-in/").content.decode()
