"""A page of the stream is the same whichever way it is found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from intramural.kit import clock
from intramural.people import actions as people
from intramural.posts import actions, queries
from intramural.posts.models import Post
from intramural.posts.queries import lists
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces.testing import a_space
from intramural.topics.models import Topic, TopicFollow

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(ada, ben, cara, gus):
    """Forty posts, two at each minute, in every relation to the viewer that a filter asks for."""
    circle = a_space("Circle", owner=ada, members=(ben, gus), gated=True)
    people.follow(cara, by=ben)
    for number in range(40):
        by = (ada, ben, cara)[number % 3]
        said = a_post(
            by=by,
            body=f"Number {number}" + (" #pallets" if number % 5 == 0 else "") + (" #rates" if number % 7 == 0 else ""),
            kind=Post.Kind.QUESTION if number % 4 == 0 else Post.Kind.UPDATE,
            to=Choice("space", space=circle) if by == ada and number % 2 else None,
        )
        if number % 6 == 0:
            actions.keep(said, by=ben)
            actions.follow(said, by=ben)
        Post.objects.filter(pk=said.pk).update(
            released_at=datetime(2026, 5, 4, 9, number // 2, tzinfo=UTC), begun_at=datetime(2026, 5, 4, tzinfo=UTC)
        )
    TopicFollow.objects.create(topic=Topic.objects.get(slug="rates"), person=ben)
    return {"space": circle.pk, "author": ada.pk, "topic": Topic.objects.get(slug="pallets").pk}


@pytest.fixture
def for_two(ada, ben):
    """Four posts that nobody can discuss, in a space of two."""
    of_two = a_space("Of two", owner=ada, members=(ben,), gated=True)
    for number in range(4):
        said = a_post(by=(ada, ben)[number % 2], body=f"For two {number}", to=Choice("space", space=of_two))
        Post.objects.filter(pk=said.pk).update(released_at=datetime(2026, 5, 4, 8, number // 2, tzinfo=UTC))


def pages(viewer, only, named, size):
    found, after = [], None
    while True:
        page = queries.stream(viewer, only=only, after=after, size=size, **named)
        found.append([card.public_id for card in page.rows])
        if page.next is None:
            return found
        after = page.next


@pytest.mark.usefixtures("for_two")
@pytest.mark.parametrize("only", queries.FILTERS)
def test_walking_and_picking_find_the_same_pages(only, talk, ben, gus, monkeypatch):
    for viewer in (ben, gus):
        walked = pages(viewer, only, talk, 3)
        for far in (0, 1, 5, 20):
            monkeypatch.setattr(lists, "_FAR", far)
            assert pages(viewer, only, talk, 3) == walked
        monkeypatch.undo()
        flat = [post for page in walked for post in page]
        assert len(flat) == len(set(flat))
    assert any(pages(ben, only, talk, 3)), "the filter finds something, or this test says nothing"


def test_a_guest_is_shown_what_is_for_them_however_deep_it_lies(talk, gus, ada, monkeypatch):
    monkeypatch.setattr(lists, "_FAR", 2)

    found = [post for page in pages(gus, "all", talk, 20) for post in page]

    assert set(found) == set(Post.objects.filter(author=ada, space__isnull=False).values_list("public_id", flat=True))


def test_new_posts_are_counted_in_what_is_newest(talk, ben):
    long_ago = clock.now() - timedelta(days=9_000)

    assert queries.count_newer(ben, than=long_ago) == 27, "one's own posts are not new"
    assert queries.count_newer(ben, than=long_ago, most=9) == 9
    assert queries.count_newer(ben, than=datetime(2026, 5, 4, 9, 17, tzinfo=UTC)) == 3
    assert queries.count_newer(ben, than=long_ago, only="questions") == 7


def test_what_somebody_may_not_read_is_not_counted_as_new(talk, gus, cara):
    long_ago, inside = clock.now() - timedelta(days=9_000), Post.objects.filter(space__isnull=False)

    assert queries.count_newer(gus, than=long_ago) == inside.count() < 40
    assert queries.count_newer(cara, than=long_ago) == 40 - inside.count() - Post.objects.filter(author=cara).count()
