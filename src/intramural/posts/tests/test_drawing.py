"""A kept card is the card that would be drawn now, for whoever looks."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import RequestFactory

from intramural.kit import clock
from intramural.posts import actions, drawing, queries
from intramural.posts.models import Post
from intramural.posts.testing import a_post
from intramural.ui.backend import Once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    drawing.forget()


def request_of(person, path="/"):
    request = RequestFactory().get(path)
    request.user = person
    return request


def drawn(person, path="/"):
    request = request_of(person, path)
    return [drawing.draw([card], request, Once(request)) for card in queries.stream(person).rows]


def plain(html):
    """Without the CSRF token, which is another at each answer."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", html)


def same(one, other):
    return [plain(html) for html in one] == [plain(html) for html in other]


def test_what_is_kept_is_what_would_be_drawn(ada, ben):
    said = a_post(by=ada, body="Who has the key to bay 4?")

    changes = [
        lambda: None,
        lambda: actions.react(said, by=ben, kind="thank"),
        lambda: actions.comment(said, by=ben, body="I do."),
        lambda: actions.keep(said, by=ben),
        lambda: actions.follow(said, by=ben),
        lambda: actions.take_back(said, by=ben, kind="thank"),
        lambda: Post.objects.filter(pk=said.pk).update(body_html="<p>Found it.</p>", version=2, edited_at=clock.now()),
    ]
    for change in changes:
        change()
        for person, path in [(ada, "/"), (ben, "/"), (ben, "/people/ada/")]:
            with_memory = drawn(person, path)
            again = drawn(person, path)
            drawing.forget()
            assert same(with_memory, drawn(person, path))
            assert same(again, with_memory)


def test_many_are_drawn_in_their_order_whether_kept_or_not(ada):
    for body in ("One", "Two", "Three"):
        a_post(by=ada, body=body)
    request, cards = request_of(ada), queries.stream(ada).rows
    drawing.draw(cards[1:2], request, Once(request))
    one_by_one = [drawing.draw([card], request, Once(request)) for card in cards]
    together = str(drawing.draw(cards, request, Once(request)))
    assert plain(together) == plain("".join(map(str, one_by_one)))
    assert drawing.draw([], request, Once(request)) == ""


def test_only_the_author_is_offered_the_authors_doors(ada, ben):
    said = a_post(by=ada, body="Who has the key?")

    assert f"/posts/{said.public_id}/editing/" in drawn(ada)[0]
    assert f"/posts/{said.public_id}/editing/" not in drawn(ben)[0]


def test_every_answer_has_its_own_csrf_token_and_no_key_of_another(ada):
    a_post(by=ada, body="Who has the key?")

    first, second = drawn(ada)[0], drawn(ada)[0]

    assert "<!--csrf-->" not in first
    assert first != second
    assert "idempotency_key" not in first  # a kept key would have a second request taken for the first


def test_a_post_that_waits_stands_first_for_its_author_and_nobody_else(ada, ben):
    a_post(by=ada, body="Yesterday's")
    ada.undo_seconds = 20
    a_post(by=ada, body="A moment ago")

    assert "A moment ago" in drawn(ada)[0]
    assert "s left" in drawn(ada)[0]
    assert len(drawn(ben)) == 1


def test_the_words_of_its_time_change_with_the_day(ada, monkeypatch):
    a_post(by=ada, body="Good morning")
    drawn(ada)
    later = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert "yesterday" in drawn(ada)[0]


def test_a_long_post_is_begun_and_the_rest_is_a_click_away(ada):
    said = a_post(by=ada, title="On pallets", kind="article", body="A pallet is more than wood. " * 200)

    card = drawn(ada)[0]

    assert "Read on" in card
    assert len(card) < 6_000
    assert f'href="/posts/{said.public_id}/"' in card
