"""A path of small steps: earned by what one did, shown to nobody else, never a leap, and off for good when one likes."""

from __future__ import annotations

from itertools import combinations

import pytest

from intramural.care import actions as care
from intramural.care.testing import a_consult
from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.participation import actions, evidence, queries, steps
from intramural.people import actions as people
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.beside import Beside
from intramural.posts.models import Post
from intramural.posts.testing import a_comment, a_post

SKILL = {"name": "Respecting control", "why": "It keeps trust.", "practice": "Ask a steward.", "rule": "ask_first"}


def test_what_is_suggested_is_never_more_than_one_step_above_ones_own():
    names = [step.rule for step in steps.LADDER if step.rule]
    place = {step: at for at, step in enumerate(steps.LADDER)}
    for number in range(len(names) + 1):
        for done in combinations(names, number):
            own = max(place[step] for step in steps.LADDER if steps.is_done(step, done))
            next_one = steps.suggested(done)
            if next_one is None:
                assert set(done) == set(names)
            else:
                assert not steps.is_done(next_one, done)
                assert place[next_one] <= own + 1


@pytest.mark.django_db
def test_every_step_is_earned_by_doing_it_and_no_earlier(ada, ben, cara):
    def taken():
        return [step.name for step, done in queries.path(ben).steps if done]

    question, poll = a_post(by=ada, kind="question"), a_post(by=ada, kind="poll", beside=Beside(options=("Yes", "No")))
    assert taken() == ["Read"]
    posts.react(question, by=ben, kind="thank")
    posts.vote(poll, by=ben, position=1)
    a_comment(by=ben, on=poll)
    assert taken() == ["Read", "React", "Vote", "Say something under a post"]
    assert queries.path(ben).suggested.rule == "answer"
    a_comment(by=ben, on=question)
    posts.draft(composing.read({"body": "Not yet."}), by=ben)
    assert queries.path(ben).suggested.rule == "post"
    told = a_post(by=ben)
    a_post(by=ben, kind="article", title="All of it")
    assert queries.path(ben).suggested.rule == "ask_first"
    a_consult(about=posts.draft(composing.read({"body": "Soon."}), by=ben), asks=(cara,))
    assert (len(taken()), queries.path(ben).suggested) == (len(steps.LADDER), None)
    assert not queries.path(ben).recover[1]
    care.recover(told, by=ben, parts={"apology": "I am sorry."}, tells=(cara,))
    assert queries.path(ben).recover[1]
    assert queries.path(cara).suggested.rule == "react"


@pytest.mark.django_db
def test_an_operator_adds_a_skill_without_code_and_a_member_earns_it_by_a_consult(ada, ben, olga, signed_in):
    assert signed_in(olga).post("/operator/skills/", SKILL).status_code == 302
    page = signed_in(ben).get("/path/").content.decode()
    assert "Respecting control" in page
    assert "You have done this." not in page.partition("What we find worth learning")[2]
    a_consult(about=posts.draft(composing.read({"body": "Soon."}), by=ben), asks=(ada,))
    assert "You have done this." in signed_in(ben).get("/path/").content.decode().partition("What we find worth learning")[2]
    assert queries.path(ada).skills[0][1] is False
    for_operators = signed_in(olga).get("/operator/skills/").content.decode()
    assert "Ben" not in for_operators
    with pytest.raises(NotAllowed):
        actions.add_skill(by=ada, **SKILL)
    with pytest.raises(Unacceptable):
        actions.add_skill(by=olga, **SKILL)
    actions.retire_skill(queries.all_skills()[0], by=olga)
    assert "Respecting control" not in signed_in(ben).get("/path/").content.decode()


@pytest.mark.django_db
def test_every_evidence_that_an_operator_may_choose_can_be_asked(ben, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert evidence.done(ben) == frozenset()


@pytest.mark.django_db
def test_switched_off_it_stays_off_until_its_person_switches_it_on(ben, olga, signed_in):
    browser = signed_in(ben)
    browser.post("/path/switch/")
    page = browser.get("/path/").content.decode()
    assert "You have switched this off." in page
    assert "two minutes" not in page
    browser.post("/path/switch/", {"take_back": "1"})
    assert "If you have two minutes" in browser.get("/path/").content.decode()
    browser.post("/path/switch/")
    people.erase(ben, by=olga)
    assert not queries.is_off(ben)


@pytest.mark.django_db
def test_a_guest_is_suggested_nothing_that_guests_cannot_do(gus):
    assert "ask_first" not in [step.rule for step, _ in queries.path(gus).steps]


@pytest.mark.django_db
def test_a_note_to_oneself_and_a_draft_are_nothing_shared(ben):
    from intramural.posts.reach import Choice

    a_post(by=ben, to=Choice("me"))
    Post.objects.create(author=ben, body="Half", begun_at=Post.objects.get().begun_at)
    assert "post" not in evidence.done(ben)


@pytest.mark.django_db
def test_what_was_done_under_a_post_counts_as_long_as_one_may_read_it(ada, ben):
    from intramural.posts.reach import Choice

    post = a_post(by=ada, kind="question", body="Which day?")
    posts.react(post, by=ben, kind="thank")
    posts.accept(a_comment(by=ben, on=post), by=ada)
    assert evidence.done(ben) == {"react", "comment", "answer", "accepted"}
    posts.change_audience(post, by=ada, choice=Choice("me"))
    assert evidence.done(ben) == frozenset()
