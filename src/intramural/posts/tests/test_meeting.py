"""Sharing meets what changes who may read, as PostgreSQL lets them meet: neither misses the other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.audiences.models import AUTHOR, EVERYONE, Audience
from intramural.kit import clock
from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.posts import actions as posts
from intramural.posts.models import Embargo, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces import actions
from intramural.spaces.testing import a_space
from tests.meeting import meeting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def space(ada, ben):
    return a_space("Chess", owner=ada, members=(ben,))


@pytest.fixture
def gate(ada, space):
    day = clock.now().date() + timedelta(days=100)
    return lambda: actions.gate(space, by=ada, purpose="Why", sunset_on=day)


def test_what_is_posted_while_the_space_is_gated_is_for_its_members(ben, space, gate):
    meeting(lambda: a_post(by=ben, to=Choice("space", space=space)), gate)
    assert Post.objects.get().audience_id == space.circle_id


def test_whoever_posts_while_the_space_is_gated_posts_for_its_members(ben, space, gate):
    meeting(gate, lambda: a_post(by=ben, to=Choice("space", space=space)))
    assert Post.objects.get().audience_id == space.circle_id
    _, refused = meeting(lambda: None, lambda: a_post(by=ben, to=Choice("everyone", space=space)))
    assert isinstance(refused, Unacceptable)


def test_what_is_moved_into_a_space_while_it_is_gated_is_for_its_members(ben, space, gate):
    post = a_post(by=ben)
    meeting(lambda: posts.change_audience(post, by=ben, choice=Choice("space", space=space)), gate)
    assert Post.objects.get().audience_id == space.circle_id


def test_what_opens_into_a_space_while_it_is_gated_opens_to_its_members(ada, ben, space, gate):
    post = a_post(by=ben, to=Choice("people", people=(ada,)))
    day = clock.now() + timedelta(days=1)
    meeting(lambda: posts.embargo(post, by=ben, opens_at=day, then=Choice("space", space=space)), gate)
    assert Embargo.objects.get().audience_then_id == space.circle_id


@pytest.mark.parametrize("first", ["opened", "gated"])
def test_what_is_opened_while_the_space_is_gated_is_for_its_members(ada, ben, space, gate, first):
    post = a_post(by=ben, to=Choice("people", people=(ada,)))
    day = clock.now() + timedelta(days=1)
    embargo = posts.embargo(post, by=ben, opens_at=day, then=Choice("space", space=space))
    both = [lambda: posts.lift(embargo, by=ben), gate]
    meeting(*(both if first == "opened" else reversed(both)))
    post.refresh_from_db()
    assert (post.audience_id, post.space_id) == (space.circle_id, space.pk)


@pytest.mark.parametrize("narrowed", [False, True])
def test_what_is_narrowed_or_restored_while_the_space_is_gated_goes_back_to_its_members(ben, space, gate, narrowed):
    post, author = a_post(by=ben, to=Choice("space", space=space)), Audience.objects.get(pk=AUTHOR)
    if narrowed:
        posts.narrow(post, to=author, by=ben)
    meeting(lambda: posts.restore(post, by=ben) if narrowed else posts.narrow(post, to=author, by=ben), gate)
    post.refresh_from_db()
    assert EVERYONE not in (post.audience_id, post.audience_before_id)


def test_who_is_taken_out_meanwhile_posts_nothing(ada, ben):
    space = a_space("Pricing", owner=ada, members=(ben,), gated=True)
    _, refused = meeting(
        lambda: actions.remove(space, ben, by=ada, reason="Over"), lambda: a_post(by=ben, to=Choice("space", space=space))
    )
    assert isinstance(refused, NotAllowed)
    assert not Post.objects.exists()
