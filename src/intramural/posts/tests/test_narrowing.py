"""A post is for fewer people until that ends; then everything is where it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.audiences import actions as audiences
from intramural.audiences.models import AUTHOR, EVERYONE
from intramural.kit import clock
from intramural.kit.errors import Conflict, NotFound, Unacceptable
from intramural.people.testing import a_person, a_unit
from intramural.posts import actions, queries
from intramural.posts.errors import AlreadyNarrowed, TakenDown
from intramural.posts.models import Attachment, Comment, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_file, a_post
from intramural.record.models import Entry
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def narrowed(post, *people, by, **more):
    return actions.narrow(post, to=audiences.for_people(people), by=by, **more)


def seen_by(person):
    return [kind.objects.visible_to(person).count() for kind in (Post, Comment, Attachment)], [
        card.public_id for card in queries.stream(person).rows
    ]


def test_it_goes_with_all_that_hangs_on_it_and_comes_back(ada, ben, cara):
    first, post = a_post(by=ada), a_post(by=ben, files=[a_file()])
    a_comment(by=cara, on=post)
    before = seen_by(cara)
    assert before == ([2, 1, 1], [post.public_id, first.public_id])
    narrowed(post, ben, ada, by=ada)
    assert seen_by(cara) == ([1, 0, 0], [first.public_id])
    assert seen_by(ada) == ([2, 1, 1], [post.public_id, first.public_id])
    with pytest.raises(NotFound):
        queries.one(post.public_id, viewer=cara)
    actions.restore(post, by=ada)
    assert seen_by(cara) == before


def test_what_is_taken_down_leaves_a_tombstone_for_who_could_read_it(ada, ben, cara, gus):
    post = a_post(by=ben)
    narrowed(post, ben, ada, by=ben, takes_down=True)
    with pytest.raises(TakenDown):
        queries.one(post.public_id, viewer=cara)
    with pytest.raises(NotFound):
        queries.one(post.public_id, viewer=gus)
    assert queries.one(post.public_id, viewer=ada) == post


def test_copies_are_told_that_they_are_stale(ada, ben):
    post = a_post(by=ben)
    small = narrowed(post, ben, by=ada)
    actions.restore(post, by=None)
    facts = [entry.facts for entry in Entry.objects.filter(name="AudienceChanged").order_by("pk")]
    assert [(each["from_audience_id"], each["audience_id"]) for each in facts] == [
        (EVERYONE, small.audience_id),
        (small.audience_id, EVERYONE),
    ]
    assert [each["audience_version"] for each in facts] == [2, 3]


def test_what_is_deleted_is_newer_than_all_that_happened_to_it(ada, ben):
    post = a_post(by=ben)
    narrowed(post, ben, by=ada)
    actions.delete(post, by=ben)
    post.refresh_from_db()
    assert (post.state, post.audience_version) == (Post.State.DELETED, 3)


def test_never_for_somebody_else(ada, ben, cara, operations, sales):
    post = a_post(by=ben, to=Choice("units", units=(operations,)))
    for to in (audiences.for_people([ben, cara]), audiences.for_units([sales])):
        with pytest.raises(Unacceptable):
            actions.narrow(post, to=to, by=ben)
    with pytest.raises(Unacceptable):
        actions.narrow(post, to=audiences.for_units([operations]), by=ben)


def test_units_below_stay_within_and_units_do_not_outgrow_a_space(ada, ben, operations):
    team = a_unit("Night shift", parent=operations)
    a_person("nora", name="Nora Night", unit=team)
    post = a_post(by=ben, to=Choice("units", units=(operations,)))
    actions.narrow(post, to=audiences.for_units([team]), by=ben)
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    other = a_post(by=ben, to=Choice("space", space=space))
    with pytest.raises(Unacceptable):
        actions.narrow(other, to=audiences.for_units([team]), by=ben)


def test_one_at_a_time_and_only_what_others_have_seen(ben):
    post = a_post(by=ben)
    narrowed(post, ben, by=ben)
    with pytest.raises(AlreadyNarrowed):
        narrowed(post, ben, by=ben)
    ben.undo_seconds = 60
    with pytest.raises(Conflict):
        narrowed(a_post(by=ben), ben, by=ben)


def test_the_end_of_what_is_not_narrowed_changes_nothing(ben):
    post = a_post(by=ben)
    assert actions.restore(post, by=ben).audience_version == 1


def test_its_author_goes_smaller_for_good_and_not_wider(ada, ben, cara):
    post = a_post(by=ben)
    narrowed(post, ben, ada, by=ada)
    with pytest.raises(AlreadyNarrowed):
        actions.change_audience(post, by=ben, choice=Choice())
    actions.change_audience(post, by=ben, choice=Choice("me"))
    assert actions.restore(post, by=None).audience_id == AUTHOR


def test_its_readers_are_refused_in_the_form_which_keeps_what_was_typed(ada, ben, signed_in):
    post = a_post(by=ada, title="Hours", summary="When.", to=Choice("people", people=(ben,), known_to=Choice()))
    actions.narrow(post, to=audiences.for_people([ada]), by=ada)
    answer = signed_in(ada).post(f"/posts/{post.public_id}/audience/", {"audience": "everyone", "summary": "When we start"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "It is narrowed for now" in page
    assert 'id="summary"' in page
    assert 'value="When we start"' in page


def test_a_space_that_is_gated_meanwhile_gets_it_back_for_its_members(ada, ben, cara):
    space = a_space("Shop", owner=ada, members=(ben,))
    post = a_post(by=ben, to=Choice("space", space=space))
    narrowed(post, ben, by=ben)
    spaces.gate(space, by=ada, purpose="Prices", sunset_on=(clock.now() + timedelta(days=60)).date())
    actions.restore(post, by=ben)
    assert not Post.objects.visible_to(cara).exists()
    assert Post.objects.visible_to(ada).exists()
