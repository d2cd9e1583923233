"""Who is on a matter, as people and posts change around it: what was never for somebody, or is no longer, is not by a narrowing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from intramural.care import actions, doors, exposures, policy, queries
from intramural.care.errors import NotNow
from intramural.care.models import Narrowing, Sealed
from intramural.care.testing import a_consult, a_draft, a_narrowing
from intramural.kit import clock
from intramural.kit.errors import NotFound
from intramural.people import actions as people
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.tasks import tell_released
from intramural.posts.testing import a_comment, a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from intramural.stewards import actions as stewards

pytestmark = pytest.mark.django_db
A_WEEK = timedelta(days=7, minutes=1)


def readers(post, *these):
    return [each.handle for each in these if Post.objects.released_to(each).filter(pk=post.pk).exists()]


def as_it_is(narrowing):
    return Narrowing.objects.get(pk=narrowing.pk)


def guest(person, by):
    people.change_standing(person, standing="guest", by=by)
    person.refresh_from_db()


def grown(post, by, **more):
    """An article that grew from it, shared."""
    draft = posts.grow(post, by=by)
    draft.body = f"Hidden words. {draft.body}"
    draft.save()
    return posts.share(composing.read({**draft.plan, "body": draft.body, **more}), by=by, draft=draft)


@pytest.fixture
def status(ben, cara, pricing):
    said = a_post(by=ben, kind="status", body="A tenth more from May. #pricing")
    a_comment(by=cara, on=said, body="From May?")
    return said


def test_a_steward_does_not_read_an_article_that_was_never_for_them(status, ben, cara, dana, signed_in):
    article = grown(status, ben, audience="people", people="@cara")
    a_comment(by=cara, on=article, body="A hidden reply.")
    a_narrowing(of=status, by=dana)
    along = Narrowing.objects.get(post=article)
    assert signed_in(dana).get(along.url).status_code == 404
    assert Client().get(doors.to_matter(along, dana)).status_code == 404
    assert "A hidden reply." in signed_in(ben).get(along.url).content.decode()
    assert readers(article, ben, cara) == ["ben"]


def test_nothing_is_sealed_of_what_nobody_can_read_yet(status, ben, dana, signed_in, django_capture_on_commit_callbacks):
    ben.undo_seconds = 60
    ben.save()
    article = grown(status, ben)
    a_narrowing(of=status, by=dana)
    along = Narrowing.objects.get(post=article)
    assert not Sealed.objects.filter(narrowing=along).exists()
    assert "Hidden words" not in signed_in(dana).get(along.url).content.decode()
    with time_machine.travel(clock.now() + timedelta(minutes=2)), django_capture_on_commit_callbacks(execute=True):
        tell_released()
    assert "Hidden words" in Sealed.objects.get(narrowing=along).said["body"], "it is out, so it is sealed for an appeal"


def test_what_was_withdrawn_unseen_is_never_sealed(status, ben, dana):
    ben.undo_seconds = 60
    ben.save()
    article = grown(status, ben)
    a_narrowing(of=status, by=dana)
    posts.withdraw(article, by=ben)
    assert not Sealed.objects.filter(narrowing__post=article).exists()


def test_what_its_author_took_down_stays_down_when_they_are_erased(post, ben, cara, dana, olga):
    narrowing = a_narrowing(of=post, by=ben, takes_down=True)
    people.erase(ben, by=olga)
    assert not policy.may_end(dana, as_it_is(narrowing)).allowed
    assert not exposures.may_open(dana, Post.objects.get(pk=post.pk)).allowed
    assert readers(post, cara) == []


def test_who_narrowed_it_and_is_a_guest_now_is_not_on_the_matter(post, cara, dana, dirk, olga):
    narrowing = a_narrowing(of=post, by=dana)
    door = doors.to_matter(narrowing, dana)
    guest(dana, olga)
    assert Client().get(door).status_code == 404
    assert not policy.may_end(dana, as_it_is(narrowing)).allowed
    assert readers(post, dana, dirk) == ["dirk"]
    actions.end(as_it_is(narrowing), by=dirk)
    assert readers(post, dana, dirk, cara) == ["dirk", "cara"]


def test_who_was_let_in_and_is_a_guest_now_reads_it_no_more(ben, cara, dana, olga, pricing):
    shell = {"title": "A deal", "body": "Hidden words. #pricing", "summary": "About #pricing."}
    post = a_post(by=ben, to=Choice("people", people=(dana,), known_to=Choice()), **shell)
    asked = actions.ask_for_access(post, by=cara)
    actions.answer_access(asked, by=dana, answer="yes")
    assert readers(post, cara) == ["cara"]
    guest(cara, olga)
    assert readers(post, cara, dana) == ["dana"]
    asked.refresh_from_db()
    assert not asked.is_granted


def test_who_was_asked_about_a_draft_and_is_a_guest_now_is_asked_no_more(ben, dana, olga, pricing):
    consult = a_consult(about=a_draft(by=ben), asks=(dana,))
    guest(dana, olga)
    with pytest.raises(NotFound):
        queries.consult(consult.public_id, viewer=dana)
    assert queries.consult(consult.public_id, viewer=ben) == consult


def test_nobody_is_let_in_who_may_not_know_of_it_any_more(ben, cara, dana, pricing):
    shell = {"title": "A deal", "body": "Hidden words. #pricing", "summary": "About #pricing."}
    post = a_post(by=ben, to=Choice("people", people=(dana,), known_to=Choice()), **shell)
    asked = actions.ask_for_access(post, by=cara)
    post = posts.change_audience(post, by=ben, choice=Choice("people", people=(dana,)))
    with pytest.raises(NotNow, match="They may not know of it any more"):
        actions.answer_access(asked, by=dana, answer="yes")
    assert readers(post, cara) == []
    assert not actions.answer_access(asked, by=dana, answer="no").is_granted


def test_a_matter_of_a_space_that_was_gated_is_its_members_alone(ben, cara, dana, rosa, pricing, signed_in):
    space = a_space("Open talk", owner=ben, members=(cara, dana))
    narrowing = a_narrowing(of=a_post(by=ben, body="Hidden words. #pricing", to=Choice("space", space=space)), by=dana)
    spaces.gate(space, by=ben, purpose="Talk among us", sunset_on=(clock.now() + timedelta(days=90)).date())
    stewards.entrust(pricing, steward=dana, deputy=rosa, by=dana)
    assert signed_in(rosa).get(narrowing.url).status_code == 404
    assert signed_in(dana).get(narrowing.url).status_code == 200


@pytest.mark.parametrize("kind", ["unsure", "narrow", "takedown"])
def test_a_friend_does_not_give_an_author_a_list_of_readers(ben, cara, kind):
    post = a_post(by=ben, body="Lunch at noon.")
    actions.raise_concern(post, by=cara, kind=kind)
    assert not exposures.may_open(ben, post).allowed


def test_whoever_mends_what_is_smaller_already_agrees_with_it(post, ben, cara, dana):
    narrowing = a_narrowing(of=post, by=dana)
    actions.recover(post, by=ben, parts={"apology": "I am sorry."})
    assert not as_it_is(narrowing).is_provisional
    with time_machine.travel(clock.now() + A_WEEK):
        actions.lapse()
        assert readers(post, cara) == []


def test_an_author_ends_what_nobody_is_left_for(post, ben, cara, dana, dirk, olga):
    narrowing = actions.agree(a_narrowing(of=post, by=dana), by=ben)
    people.deactivate(dana, by=olga)
    assert not policy.may_end(ben, as_it_is(narrowing)).allowed, "the deputy is there"
    people.deactivate(dirk, by=olga)
    actions.end(as_it_is(narrowing), by=ben)
    assert readers(post, cara) == ["cara"]


def test_who_answers_what_is_smaller_just_now_is_told_that_more_may_read_it(post, ben, cara, dana, sales, signed_in):
    line = "can be read by all who can read it later"
    assert line not in signed_in(cara).get(f"/posts/{post.public_id}/").content.decode()
    a_narrowing(of=post, by=dana, to=actions.Circle("units", units=(sales,)))
    page = signed_in(cara).get(f"/posts/{post.public_id}/").content.decode()
    assert line in page
    assert "Dana Silva" not in page
