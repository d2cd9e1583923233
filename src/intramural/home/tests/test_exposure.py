"""D5: twenty-five readers, each by one way; the report names whom something was handed out to, and whom it could have been."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core import mail
from django.test import Client, override_settings

from intramural.care import actions as care
from intramural.care import exposures
from intramural.care.testing import a_narrowing
from intramural.exposure import tasks as ledger
from intramural.exposure.models import Delivery
from intramural.exposure.testing import a_ledger
from intramural.kit import clock
from intramural.mail import actions as mails
from intramural.mail.outgoing import handing as mail_handing
from intramural.notifications import actions as notifications
from intramural.notifications.models import Device, News, Push
from intramural.notifications.pushing import handing as push_handing
from intramural.notifications.testing import tell_everybody
from intramural.notifications.tests import push_service
from intramural.people.testing import a_person, a_token
from intramural.posts import actions as posts
from intramural.posts.reach import Choice
from intramural.posts.testing import a_file, a_post
from intramural.record.models import Entry
from intramural.search import actions as search
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ledger(tmp_path):
    """On a working day, at noon: nobody has quiet hours."""
    with time_machine.travel(datetime(2026, 3, 4, 12, tzinfo=UTC)), a_ledger(tmp_path):
        yield


@pytest.fixture
def people(operations):
    return [a_person(f"reader{n}", name=f"Reader {n:02}", unit=operations) for n in range(1, 26)]


@pytest.fixture
def post(ben, ada, dana, pricing, people):
    """For twenty-five people, its author and who looks after its topic."""
    space = a_space("Prices", owner=ben, members=(dana, *people), gated=True)
    made = a_post(
        by=ben, title="Spring prices", body="Everything gets zweifach dearer. #pricing", to=Choice("space", space=space)
    )
    posts.attach(made, [a_file("prices.txt", b"12,50")], by=ben)
    search.reindex()
    return made


def by_mail(post, person):
    mails.queue(to=person, post=post, comment=None, reason="because you follow it", due_at=clock.now(), bundle="")


def by_push(post, people):
    service = push_service.shared()
    service.received.clear()
    now = clock.now()
    tell_everybody(people, post, public_id="line")
    for person in people:
        browser = push_service.Browser(person.handle)
        notifications.add_device(by=person, endpoint=service.address(browser.name), name="A browser", **browser.keys)
        Push.objects.create(
            news=News.objects.get(person=person), device=Device.objects.get(person=person), due_at=now,
            until=now + timedelta(days=1), changed_at=now,
        )  # fmt: skip
    push_handing.hand_over()
    assert len(service.received) == len(people)


def by_api(post, person):
    headers = {"Authorization": f"Bearer {a_token(person)}"}
    assert Client().get(f"/api/v1/posts/{post.public_id}", headers=headers).status_code == 200


def read_by_all(post, people, signed_in):
    """5 open the page, 5 get a mail, 3 a push, 4 the file, 3 the API, 2 an excerpt; 3 nothing."""
    pages, mailed, pushed, downloads, programs, searchers, others = (
        people[a:b] for a, b in ((0, 5), (5, 10), (10, 13), (13, 17), (17, 20), (20, 22), (22, 25))
    )
    for person in pages:
        assert signed_in(person).get(f"/posts/{post.public_id}/").status_code == 200
    for person in mailed:
        by_mail(post, person)
    mail_handing.hand_over()
    assert len(mail.outbox) == len(mailed)
    with override_settings(PUSH_HOSTS=(push_service.shared().host,)):
        by_push(post, pushed)
    file = post.attachments.get()
    for person in downloads:
        assert b"12,50" in b"".join(signed_in(person).get(f"/files/{file.public_id}/").streaming_content)
    for person in programs:
        by_api(post, person)
    for person in searchers:
        assert "dearer" in signed_in(person).get("/search/?q=zweifach").content.decode()
    for person in others:
        assert signed_in(person).get("/people/").status_code == 200
    return {"page": pages, "mail": mailed, "push": pushed, "file": downloads, "api": programs, "search": searchers}, others


def named(text, heading):
    section = re.search(rf"<h2[^>]*>{heading}: (\d+)</h2>(.*?)</section>", text, re.S)
    assert section is not None, heading
    return int(section[1]), re.findall(r"<bdi>([^<]*)</bdi>", section[2])


def test_twenty_five_readers(post, people, ben, dana, signed_in):
    by_way, others = read_by_all(post, people, signed_in)
    narrowing = a_narrowing(of=post, by=dana)
    page = signed_in(dana).get(narrowing.url).content.decode()
    assert f"/posts/{post.public_id}/exposure/" in page
    text = signed_in(dana).get(f"/posts/{post.public_id}/exposure/").content.decode()
    assert "handed out to 22 people" in text
    for way, who in by_way.items():
        words = exposures.WORDS[way]
        assert named(text, words.capitalize()) == (len(who), [person.name for person in who])
    assert named(text, "Could have read it, and nothing was handed out") == (3, [person.name for person in others])


def test_each_opening_is_noted_and_shown_to_the_author(post, people, ben, dana, signed_in):
    a_narrowing(of=post, by=dana)
    for person in (dana, dana, ben):
        assert signed_in(person).get(f"/posts/{post.public_id}/exposure/").status_code == 200
    noted = Entry.objects.filter(name="ExposureOpened").order_by("pk")
    assert [(each.by_id, each.about) for each in noted] == [(who.pk, f"Post:{post.pk}") for who in (dana, dana, ben)]
    text = signed_in(ben).get(f"/posts/{post.public_id}/exposure/").content.decode()
    assert re.findall("<bdi>([^<]*)</bdi>", text.split('id="opened"')[1].split("</section>")[0]) == [
        "Ben Haddad",
        "Dana Silva",
    ]


def asks(signed_in, person, post):
    return signed_in(person).get(f"/posts/{post.public_id}/exposure/").status_code


def test_it_is_for_the_people_on_the_matter_alone(post, people, ada, ben, dana, dirk, olga, rosa, signed_in):
    ask = partial(asks, signed_in, post=post)
    assert [ask(each) for each in (ben, dana)] == [404, 404]
    concern = care.raise_concern(post, by=people[0], kind="narrow", body="Is it for all of us?")
    assert [ask(each) for each in (ben, dana)] == [200, 200]
    # Who raised it is a reader, the deputy is not in the space, the operator and the author's manager have no right to read.
    assert [ask(each) for each in (people[0], dirk, olga, ada, rosa)] == [404] * 5
    for person in (people[0], dana):
        care.close(concern, by=person)
    assert ask(dana) == 200
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert ask(dana) == 404


def test_a_question_of_a_reader_is_no_matter(post, people, ben, dana, signed_in):
    """Otherwise a friend with a question would give an author a list of readers."""
    care.raise_concern(post, by=people[0], kind="question", body="May we know this?")
    assert [asks(signed_in, each, post) for each in (ben, dana)] == [404, 404]


def test_an_author_cannot_make_a_matter_of_it_alone(ben, cara, dana, post, signed_in):
    """Otherwise everybody could see who reads them."""
    other = a_post(by=ben, body="Who reads me?")
    care.narrow(other, by=ben, because="To see who reads it.")
    assert asks(signed_in, ben, other) == 404
    care.recover(a := a_post(by=ben, body="And this?"), by=ben, parts={"apology": "Sorry."}, tells=[cara])
    assert asks(signed_in, ben, a) == 404
    care.recover(post, by=ben, parts={"apology": "Sorry."})
    assert asks(signed_in, ben, post) == 200


def test_a_mail_that_did_not_leave_is_not_in_it(post, people, monkeypatch):
    by_mail(post, people[0])
    a_narrowing(of=post, by=post.author)
    mail_handing.hand_over()
    assert not mail.outbox
    assert not Delivery.objects.exists()


def test_the_keeper_takes_it_in(post, people, signed_in):
    signed_in(people[0]).get(f"/posts/{post.public_id}/")
    assert dict(ledger.CHORES).keys() == {5, 3600}
    assert ledger.take_in() == 1
    assert ledger.forget_old() == 0
    assert Delivery.objects.get().person_id == people[0].pk
