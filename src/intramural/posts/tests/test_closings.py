"""What was taken away or made smaller since a backup is so again when it is put back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.audiences.models import AUTHOR, EVERYONE, Audience, Grant
from intramural.kit import clock
from intramural.people.models import Person
from intramural.people.testing import a_person, a_unit
from intramural.posts import actions
from intramural.posts.models import Attachment, Comment, Embargo, Post
from intramural.posts.reach import Choice, NotBefore
from intramural.posts.testing import a_comment, a_file, a_post
from intramural.record.testing import closed_again
from intramural.spaces import actions as spaces
from intramural.spaces.models import Space
from intramural.spaces.testing import a_space

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("closings_file")]


def as_before(post: Post, **more) -> None:
    """As a backup of before holds it."""
    Post.objects.filter(pk=post.pk).update(
        state=Post.State.PUBLISHED,
        deleted_at=None,
        audience=post.audience_id,
        audience_before=None,
        is_taken_down=False,
        **more,
    )


def test_what_was_deleted_is_gone_again(ada, ben, noted):
    post, other = a_post(by=ada, files=[a_file()]), a_post(by=ada)
    said = a_comment(by=ben, on=other)
    with noted():
        actions.delete(post, by=ada)
        actions.delete_comment(said, by=ben)
    as_before(post)
    Comment.objects.filter(pk=said.pk).update(deleted_at=None)
    assert len(closed_again()) == 2
    assert [one.pk for one in Post.objects.visible_to(ben)] == [other.pk]
    assert not Comment.objects.filter(deleted_at=None).exists()
    assert closed_again() == []


def test_a_file_that_was_taken_off_is_off_again(ada, ben, noted):
    post = a_post(by=ada, files=[a_file()])
    file = Attachment.objects.get(post=post)
    with noted():
        actions.remove(file, by=ada)
    Attachment.objects.update(removed_at=None)
    assert len(closed_again()) == 1
    assert not Attachment.objects.visible_to(ben).exists()


def test_what_its_author_made_smaller_is_for_those_alone(ada, ben, cara, noted):
    post = a_post(by=ada)
    with noted():
        actions.change_audience(post, by=ada, choice=Choice("people", people=(ben,)))
    as_before(post)
    assert len(closed_again()) == 1
    assert Post.objects.visible_to(ben).contains(post)
    assert not Post.objects.visible_to(cara).contains(post)
    assert closed_again() == []


def test_what_a_steward_took_down_is_for_its_author_alone(ada, ben, dana, noted):
    post = a_post(by=ada)
    with noted():
        actions.narrow(post, to=Audience.objects.get(pk=AUTHOR), by=dana, takes_down=True)
    as_before(post)
    assert len(closed_again()) == 1
    assert Post.objects.visible_to(ada).contains(post)
    assert not Post.objects.visible_to(ben).contains(post)


def test_a_circle_that_the_backup_does_not_know_is_made_of_whom_it_knows(ada, ben, cara, noted):
    post = a_post(by=ada)
    with noted():
        actions.change_audience(post, by=ada, choice=Choice("people", people=(ben, cara)))
    Audience.objects.filter(pk=Post.objects.get(pk=post.pk).audience_id).update(key="another")
    as_before(post)
    Person.objects.filter(pk=cara.pk).update(public_id="somebodyelse1")
    assert len(closed_again()) == 1
    assert Post.objects.visible_to(ben).contains(post)
    assert not Post.objects.visible_to(cara).contains(post)


def test_a_circle_of_which_it_knows_nobody_leaves_its_author_alone(ada, ben, noted):
    post = a_post(by=ada)
    with noted():
        actions.change_audience(post, by=ada, choice=Choice("people", people=(ben,)))
    Audience.objects.filter(pk=Post.objects.get(pk=post.pk).audience_id).update(key="another")
    as_before(post)
    Person.objects.filter(pk=ben.pk).update(public_id="somebodyelse1")
    assert len(closed_again()) == 1
    assert Post.objects.visible_to(ada).contains(post)
    assert not Post.objects.visible_to(ben).contains(post)


def test_what_went_from_one_unit_to_another_is_for_its_author_alone(ada, noted):
    here, there = a_unit("Docks"), a_unit("Roof")
    for handle, unit in (("dora", here), ("rolf", there)):
        a_person(handle, unit=unit)
    post = a_post(by=ada, to=Choice("units", units=(here,)))
    with noted():
        actions.change_audience(post, by=ada, choice=Choice("units", units=(there,)))
    as_before(post)
    assert len(closed_again()) == 1
    post.refresh_from_db()
    assert post.audience_id == AUTHOR


def test_nothing_becomes_wider(ada, ben, cara, noted):
    post = a_post(by=ada, to=Choice("people", people=(ben,)))
    with noted():
        actions.change_audience(post, by=ada, choice=Choice())
    as_before(post)
    assert closed_again() == []
    assert not Post.objects.visible_to(cara).contains(post)


def test_of_what_grew_and_shrank_the_last_counts(ada, ben, cara, noted):
    post = a_post(by=ada)
    with noted():
        actions.change_audience(post, by=ada, choice=Choice("people", people=(ben,)))
        actions.change_audience(post, by=ada, choice=Choice())
    as_before(post)
    closed_again()
    post.refresh_from_db()
    assert post.audience_id == EVERYONE


def test_what_was_gated_is_gated_again_with_what_was_posted_in_it(ada, ben, noted):
    space = a_space("Bowling", owner=ada)
    said = a_post(by=ada, to=Choice("space", space=space))
    with noted():
        spaces.gate(space, by=ada, purpose="Only us", sunset_on=spaces.usual_sunset())
    Space.objects.filter(pk=space.pk).update(is_gated=False)
    Post.objects.filter(pk=said.pk).update(audience=EVERYONE)
    assert Post.objects.visible_to(ben).contains(said)
    assert len(closed_again()) == 1
    assert not Post.objects.visible_to(ben).contains(said)
    assert Space.objects.get(pk=space.pk).is_gated


def test_what_was_taken_back_in_its_undo_window_reaches_nobody(ada, ben, noted):
    Person.objects.filter(pk=ada.pk).update(undo_seconds=60)
    ada.refresh_from_db()
    post = a_post(by=ada)
    with noted():
        actions.withdraw(post, by=ada)
    as_before(post, released_at=clock.now(), published_at=clock.now())
    assert closed_again() == ["PostWithdrawn"]
    assert Post.objects.visible_to(ada).contains(post)
    assert not Post.objects.visible_to(ben).contains(post)


def test_what_was_to_wait_longer_does(ada, ben, noted):
    day, later = (clock.now().replace(microsecond=0) + timedelta(days=days) for days in (2, 9))
    a_post(by=ada, to=Choice("me"), not_before=NotBefore(day, Choice()))
    embargo = Embargo.objects.get()
    with noted():
        actions.move(embargo, by=ada, opens_at=later)
    Embargo.objects.update(opens_at=day)
    assert closed_again() == ["EmbargoMoved"]
    assert Embargo.objects.get().opens_at == later
    Embargo.objects.update(opens_at=later + timedelta(days=1))
    assert closed_again() == []


def test_whoever_was_put_out_of_a_translucent_post_is_out_again(ada, ben, cara, noted):
    unit = a_unit("Roof")
    post = a_post(
        by=ada, to=Choice("units", units=(unit,), known_to=Choice()), title="Prices", summary="What will cost more"
    )
    post = actions.admit(post, ben, by=ada)
    post = actions.admit(post, cara, by=ada)
    with noted():
        actions.put_out(post, ben, by=ada)
        actions.put_out(post, cara, by=ada)
        actions.admit(post, cara, by=ada)
    Grant.objects.create(audience_id=Post.objects.get(pk=post.pk).audience_id, person=ben, is_let_in=True)
    assert closed_again() == ["PersonPutOut"]
    assert not Post.objects.visible_to(ben).contains(post)
    assert Post.objects.visible_to(cara).contains(post)
