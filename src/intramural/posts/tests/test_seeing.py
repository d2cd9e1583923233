"""Who sees a post: the idiom and the hot read give the same answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.kit import clock
from intramural.kit.errors import NotFound
from intramural.people.models import Person
from intramural.posts import queries
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def sees(person: Person, post: Post) -> bool:
    """Asked in every way there is, which must agree."""
    idiom = Post.objects.released_to(person).filter(pk=post.pk).exists()
    lean = post.pk in [card.pk for card in queries.stream(person).rows]
    assert idiom == lean
    return idiom


def test_everyone_means_members(ada, ben, gus):
    post = a_post(by=ada)
    assert sees(ben, post)
    assert not sees(gus, post)


def test_a_unit_means_its_people_and_its_sub_units(ada, ben, cara, operations):
    post = a_post(by=ada, to=Choice("units", units=(operations,)))
    assert sees(ben, post)
    assert not sees(cara, post)


def test_named_people_and_no_other(ada, ben, cara):
    post = a_post(by=ada, to=Choice("people", people=(ben,)))
    assert sees(ben, post)
    assert not sees(cara, post)


def test_only_me(ada, ben):
    post = a_post(by=ada, to=Choice("me"))
    assert sees(ada, post)
    assert not sees(ben, post)


def test_a_gated_space_means_its_members_guests_included(ada, ben, gus):
    space = a_space("Carriers", owner=ada, members=(gus,), gated=True)
    post = a_post(by=ada, to=Choice("space", space=space))
    assert sees(gus, post)
    assert not sees(ben, post)


def test_nobody_sees_it_while_it_can_be_taken_back(ada, ben):
    ada.undo_seconds = 20
    post = a_post(by=ada)
    assert not sees(ben, post)
    with pytest.raises(NotFound):
        queries.one(post.public_id, viewer=ben)
    assert queries.one(post.public_id, viewer=ada) == post
    Post.objects.filter(pk=post.pk).update(released_at=clock.now() - timedelta(seconds=1))
    assert sees(ben, post)


def test_who_may_no_longer_sign_in_sees_nothing(ada, ben):
    post = a_post(by=ada)
    ben.is_active = False
    assert not sees(ben, post)
