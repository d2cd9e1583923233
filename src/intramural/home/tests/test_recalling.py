"""What was mailed cannot be recalled: whoever may not read it any more gets one mail, without content, whatever took it away (R22);
and an author is told when somebody looked at whom their post reached (D5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from intramural.care import actions as care
from intramural.care import doors
from intramural.care.testing import a_narrowing
from intramural.exposure.queries import of_post
from intramural.kit import clock
from intramural.mail import actions as mails
from intramural.mail.models import Letter, Notice
from intramural.mail.outgoing import notices, recalls
from intramural.notifications.testing import heard
from intramural.posts import actions as posts
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.record.models import Entry
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db
WORD = "merganser"


@pytest.fixture
def post(ben, pricing, told):
    with told():
        return a_post(by=ben, title=f"The {WORD} plan", body="#pricing")


@pytest.fixture
def mailed(post, olga, told):
    with told():
        mails.queue(to=olga, post=post, comment=None, reason="because you follow it", due_at=clock.now())
    assert Letter.objects.get(person=olga).state == "sent"
    mail.outbox.clear()
    return post


def recalled(person) -> list:
    return [each for each in mail.outbox if each.to == [person.email] and "delete" in each.subject]


@pytest.mark.parametrize(
    "take_away",
    [
        lambda post, ben, sales: posts.change_audience(post, by=ben, choice=Choice("units", units=(sales,))),
        lambda post, ben, sales: posts.delete(post, by=ben),
        lambda post, ben, sales: a_narrowing(of=post, by=ben),
    ],
    ids=["another audience", "a deletion", "a narrowing"],
)
def test_whatever_took_it_away(mailed, ben, cara, olga, sales, told, take_away):
    with told():
        take_away(mailed, ben, sales)
    (sent,) = recalled(olga)
    assert WORD not in str(sent.message())
    assert not recalled(ben)


def test_a_space_that_is_gated_asks_once_for_all_that_stood_there(ada, ben, cara, olga, told):
    space = a_space("Prices", owner=ben, members=(ada,))
    with told():
        one, two, kept = (
            a_post(by=ben, title=f"The {WORD} plan", body=body, to=Choice("space", space=space)) for body in "123"
        )
    for post, people in ((one, (ada, cara, olga)), (two, (olga,)), (kept, (olga,))):
        for person in people:
            with told():
                mails.queue(to=person, post=post, comment=None, reason="because you follow it", due_at=clock.now())
    Letter.objects.filter(post=one).update(changed_at=clock.now() - timedelta(hours=1))
    with told():
        a_narrowing(of=kept, by=ben)
    assert Letter.objects.filter(state="sent").count() == 5
    mail.outbox.clear()
    with told():
        spaces.gate(space, by=ben, purpose="Prices", sunset_on=clock.now().date() + timedelta(days=60))
    (sent,), (also,) = recalled(olga), recalled(cara)
    assert (sent.subject, also.subject) == (
        "Earlier mails of ours: please delete them",
        "An earlier mail of ours: please delete it",
    )
    assert sent.body.count("\n- ") == 2
    assert WORD not in str(sent.message())
    assert not recalled(ada)
    assert not recalled(ben)
    assert {(each.person, each.state) for each in Notice.objects.filter(kind="recalled")} == {(olga, "sent"), (cara, "sent")}
    with told():
        posts.delete(one, by=ben)
    assert (len(recalled(olga)), len(recalled(cara)), len(recalled(ada))) == (1, 1, 1)


def test_one_mail_asks_for_nothing_that_may_be_read_again(mailed, ben, olga, told):
    with told():
        other = a_post(by=ben, title="Carrots")
        mails.queue(to=olga, post=other, comment=None, reason="because you follow it", due_at=clock.now())
    Letter.objects.filter(post=other).update(changed_at=clock.now() - timedelta(hours=1))
    mail.outbox.clear()
    for post in (mailed, other):
        narrowing = a_narrowing(of=post, by=ben)
        assert recalls.recall(post) == 1
    care.end(narrowing, by=ben)
    notices.hand_over()
    (sent,) = recalled(olga)
    assert sent.subject == "An earlier mail of ours: please delete it"
    assert dict(Notice.objects.filter(kind="recalled").values_list("post", "state")) == {
        mailed.pk: "sent",
        other.pk: "dropped",
    }


def test_one_mail_and_no_second_one(mailed, ben, olga, sales, told):
    with told():
        narrowing = a_narrowing(of=mailed, by=ben)
    with told():
        posts.change_audience(mailed, by=ben, choice=Choice("me"))
    with told():
        posts.delete(mailed, by=ben)
    assert len(recalled(olga)) == 1
    assert narrowing.pk


def test_who_was_let_in_and_is_put_out_again_is_asked_once(ada, ben, cara, told):
    with told():
        words = {"title": f"The {WORD} plan", "summary": "What changes."}
        post = a_post(by=ben, to=Choice("people", people=(ada,), known_to=Choice()), **words)
        asked = care.ask_for_access(post, by=cara, words="I answer the customers.")
    with told():
        care.answer_access(asked, by=ben, answer="yes")
    with told():
        mails.queue(to=cara, post=post, comment=None, reason="because you follow it", due_at=clock.now())
    assert Letter.objects.get(person=cara).state == "sent"
    for _ in range(2):
        with told():
            care.answer_access(asked, by=ben, answer="no")
    (sent,) = recalled(cara)
    assert WORD not in str(sent.message())
    assert not recalled(ada), "she may read it"
    with told():
        posts.delete(post, by=ben)
    assert len(recalled(cara)) == 1


def test_a_wider_circle_asks_nobody(mailed, ben, olga, told):
    with told():
        posts.edit(mailed, by=ben, body="Others. #pricing")
        posts.change_audience(mailed, by=ben, choice=Choice())
    assert not recalled(olga)


def test_who_read_its_title_in_a_private_talk_is_asked_too(post, cara, ben, dana, told):
    with told():
        concern = care.raise_concern(post, by=cara, kind="question", body="Who may know this?")
    with told():
        care.answer(concern, by=ben, body="Sales.")
    assert WORD in next(each.body for each in mail.outbox if each.to == [cara.email])
    assert {dana.pk, cara.pk} <= of_post(post.pk)["mail"]
    mail.outbox.clear()
    with told():
        a_narrowing(of=post, by=dana)
    assert len(recalled(cara)) == 1
    assert not recalled(dana), "she looks after it, and may read it"
    with told():
        care.answer(concern, by=ben, body="It is smaller now.")
    (again,) = [each for each in mail.outbox if each.to == [cara.email] and "answers" in each.subject]
    assert WORD not in str(again.message())


def test_the_author_is_told_once_a_day_that_somebody_looked(post, ben, dana, dirk, told, signed_in):
    with told():
        a_narrowing(of=post, by=dana)
    mail.outbox.clear()
    for person in (dana, dana, dirk, ben):
        with told():
            assert signed_in(person).get(f"/posts/{post.public_id}/exposure/").status_code == 200
    (sent,) = [each for each in mail.outbox if each.to == [ben.email]]
    assert sent.subject == "Somebody looked at whom your post reached"
    assert "Dana Silva has looked" in sent.body
    assert WORD not in str(sent.message())
    assert heard(ben, only="following")[0] == f"dana has looked at whom your post reached: The {WORD} plan"
    with time_machine.travel(clock.now() + timedelta(days=1)), told():
        signed_in(dana).get(f"/posts/{post.public_id}/exposure/")
    assert Notice.objects.filter(person=ben, kind="opened").count() == 2


def test_by_its_door_nobody_has_looked_before_they_ask_to(post, ben, dana, told):
    with told():
        a_narrowing(of=post, by=dana)
    door = doors.to_exposure(post, dana)
    assert "Show me" in Client().get(door).content.decode()
    assert not Entry.objects.filter(name="ExposureOpened").exists(), "a program that opens links has not looked"
    assert "Whether somebody read what they were given" in Client().post(door).content.decode()
    assert Entry.objects.filter(name="ExposureOpened").count() == 1
    assert Client().get(doors.to_exposure(post, ben)).status_code == 200


def test_where_there_is_no_matter_the_door_leads_nowhere(post, dana, cara):
    assert Client().get(doors.to_exposure(post, dana)).status_code == 404
    a_narrowing(of=post, by=dana)
    assert Client().get(doors.to_exposure(post, cara)).status_code == 404
