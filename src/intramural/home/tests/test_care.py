"""What was made smaller is gone from every place that it had reached, and comes back to all of them (D1, D4)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from intramural.care import actions as care
from intramural.care.tasks import lapse
from intramural.care.testing import a_narrowing
from intramural.kit import clock
from intramural.mail import actions as mails
from intramural.mail.models import Letter, Notice
from intramural.mail.outgoing import handing, notices
from intramural.notifications.testing import heard
from intramural.people.testing import a_token
from intramural.posts import actions as posts
from intramural.posts.models import Attachment
from intramural.posts.testing import a_comment, a_file, a_post
from intramural.realtime import queries as realtime
from intramural.search import actions as search

pytestmark = pytest.mark.django_db
WORD, ASKED = "merganser", "quince"


@pytest.fixture
def post(ben, cara, rosa, pricing, told):
    """A post about what Dana looks after, with a picture, a file and an answer, everywhere that a post can be."""
    with told():
        made = a_post(
            by=ben, title=f"The {WORD} plan", body=f"All about {ASKED} and {WORD}. @rosa #pricing", files=[a_file()]
        )
    Attachment.objects.filter(post=made).update(preview_key=Attachment.objects.get(post=made).thumbnail_key)
    return made


def queued(to, post, *, comment=None, after=timedelta(seconds=-1)):
    mails.queue(to=to, post=post, comment=comment, reason="because you follow it", due_at=clock.now() + after)
    return Letter.objects.get(person=to, post=post, comment=comment)


def test_the_author_is_told_by_whom_and_why_and_nobody_else_is(post, ben, cara, dana, told):
    mail.outbox.clear()
    with told():
        a_narrowing(of=post, by=dana, because="The prices are out in May.")
    assert heard(ben, only="following") == [f"dana has made it smaller: The {WORD} plan"]
    assert not heard(cara)
    sent = {each.to[0].partition("@")[0]: each for each in mail.outbox}
    assert {name: each.subject.partition(" until ")[0] for name, each in sent.items()} == {
        "ben": "Your post is smaller for now",
        "dana": "You made a post smaller",
        "dirk": "Dana Silva made a post smaller: do you think so too?",
    }
    assert "Dana Silva, who looks after Pricing," in sent["ben"].body
    for each in sent.values():
        assert "Why: The prices are out in May." in each.body
        assert WORD not in str(each.message())
    (door,) = [line for line in sent["ben"].body.splitlines() if "/care/matter/" in line]
    assert "I agree" in Client().get("/" + door.split("/", 3)[3]).content.decode()
    assert sent["ben"].message()["From"].startswith('"Dana Silva')


def test_who_narrowed_it_is_told_that_the_author_agrees(post, ben, dana, told):
    narrowing = a_narrowing(of=post, by=dana)
    mail.outbox.clear()
    with told():
        care.agree(narrowing, by=ben)
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["dana@house.example"], "What you made smaller stays so")]


def test_an_author_is_told_whom_a_second_person_upholds(post, ben, dana, dirk, told):
    """The day that they were told of holds no longer."""
    with told():
        narrowing = a_narrowing(of=post, by=dana)
    mail.outbox.clear()
    with told():
        care.uphold(narrowing, by=dirk)
    assert "dirk thinks so too, so it stays smaller" in heard(ben, only="following")[0]
    sent = {each.to[0].partition("@")[0]: each for each in mail.outbox}
    assert {name: each.subject for name, each in sent.items()} == {
        "ben": "Your post stays smaller",
        "dana": "What you made smaller stays so",
    }
    assert "Dirk Deputy, who looks after it too, thinks as Dana Silva does." in sent["ben"].body


def test_both_are_told_that_it_has_ended(post, ben, dana, dirk, told):
    narrowing = a_narrowing(of=post, by=dana)
    mail.outbox.clear()
    with told():
        care.end(narrowing, by=dirk)
    assert {sent.to[0]: sent.subject for sent in mail.outbox} == {
        "ben@house.example": "Your post is as it was before",
        "dana@house.example": "What you made smaller is as it was before",
    }


def ways(person, post, comment, file, quoting) -> dict[str, Any]:
    """What somebody gets by each way in: an answer's status and bytes, or what a list of theirs holds."""
    browser, program = Client(), {"Authorization": f"Bearer {a_token(person)}"}
    browser.force_login(person)

    def page(path: str) -> tuple[int, bytes]:
        answer = browser.get(path)
        return answer.status_code, b"".join(answer) if answer.streaming else answer.content

    def call(path: str) -> tuple[int, bytes]:
        answer = Client().get(f"/api/v1{path}", headers=program)
        return answer.status_code, b"".join(answer) if answer.streaming else answer.content

    return {
        "permalink": page(f"/posts/{post.public_id}/"),
        "replies": page(f"/comments/{comment.public_id}/history/"),
        "file": page(f"/files/{file}/"),
        "thumbnail": page(f"/files/{file}/thumbnail/"),
        "preview": page(f"/files/{file}/preview/"),
        "quotation": page(f"/posts/{quoting.public_id}/"),
        "stream": page("/"),
        "topic": page("/topics/pricing/"),
        "for you": page("/for-you/"),
        "kept": page("/kept/"),
        "search": page(f"/search/?q={ASKED}"),
        "item": call(f"/posts/{post.public_id}"),
        "list": call("/stream"),
        "said": call(f"/posts/{post.public_id}/comments"),
        "program's file": call(f"/files/{file}/content"),
        "found": call(f"/search?q={ASKED}"),
        "news": call("/for-you"),
    }


HIDDEN = {"permalink", "replies", "file", "thumbnail", "preview", "item", "said", "program's file"}


def shows(ways: dict[str, Any]) -> set[str]:
    """By which ways somebody gets any of it."""
    return {name for name, (status, body) in ways.items() if status == 200 and (name in HIDDEN or WORD.encode() in body)}


def test_no_way_in_yields_a_byte_and_all_come_back(post, ben, cara, dana, rosa, told):
    with told():
        reply = a_comment(by=cara, on=post, body=f"Why {WORD}?")
        quoting = a_post(by=rosa, body=f"See http://testserver/posts/{post.public_id}/")
        posts.keep(post, by=rosa)
    search.reindex()
    file = Attachment.objects.get(post=post).public_id
    asked = (post, reply, file, quoting)
    before = {person: ways(person, *asked) for person in (cara, rosa)}
    open_to = {person: shows(found) for person, found in before.items()}
    assert open_to[cara] >= HIDDEN
    assert {"quotation", "stream", "topic", "search", "found", "list"} <= open_to[cara]
    assert {"for you", "news", "kept"} <= open_to[rosa]
    with told():
        narrowing = a_narrowing(of=post, by=dana)
    for person in (cara, rosa):
        now = ways(person, *asked)
        assert not shows(now), person
        assert {name: now[name][0] for name in HIDDEN} == dict.fromkeys(HIDDEN, 404)
    for person in (ben, dana):
        assert {"permalink", "file", "thumbnail", "item"} <= shows(ways(person, *asked))
    with told():
        care.end(narrowing, by=dana)
    for person in (cara, rosa):
        after = ways(person, *asked)
        assert shows(after) == open_to[person]
        assert {name: after[name][0] for name in after} == {name: before[person][name][0] for name in after}


def test_open_pages_are_told_to_let_go_of_it(post, cara, dana, told):
    begun = realtime.newest()
    with told():
        a_narrowing(of=post, by=dana)
    happened = [one for _, one in realtime.entries(after=begun) if one is not None]
    assert [(one.word, one.post) for one in realtime.told(happened, {cara.pk})[cara.pk]] == [("gone", post.public_id)]


def test_what_waits_to_be_mailed_never_leaves(post, ben, cara, olga, dana, told):
    letter = queued(olga, post, after=timedelta(hours=1))
    with told():
        a_narrowing(of=post, by=dana)
    mail.outbox.clear()
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        handing.hand_over()
        notices.hand_over()
    letter.refresh_from_db()
    assert letter.state == "dropped"
    assert not mail.outbox


def test_what_was_mailed_is_followed_by_one_mail_without_content(post, ben, cara, olga, dana, told):
    a_comment(by=cara, on=post, body=f"{WORD} again")
    with told():
        for comment in (None, post.comments.get()):
            queued(olga, post, comment=comment)
    assert len([sent for sent in mail.outbox if sent.to == ["olga@house.example"]]) == 2
    mail.outbox.clear()
    for _ in range(2):
        with told():
            if not post.narrowings.exists():
                a_narrowing(of=post, by=dana)
    (sent,) = [sent for sent in mail.outbox if sent.to == ["olga@house.example"]]
    whole = str(sent.message())
    for word in (WORD, "Ben", "Dana", "pricing", "figures"):
        assert word not in whole
    assert sent.message()["References"]
    assert "delete that mail" in sent.body


def test_who_may_still_read_it_is_not_asked_to_delete_it(post, cara, olga, dana, told):
    with told():
        queued(olga, post)
        queued(cara, post)
    mail.outbox.clear()
    with told():
        a_narrowing(of=post, by=dana, to=care.Circle("people", people=(olga,)))
    assert {sent.to[0] for sent in mail.outbox if "delete" in sent.subject} == {"cara@house.example"}


def test_a_mail_in_other_hands_is_waited_for(post, olga, dana, told):
    """Claimed before the narrowing was committed, it leaves after it: its reader is told then, and only if it left."""
    letter = queued(olga, post, after=timedelta(hours=1))
    Letter.objects.filter(pk=letter.pk).update(state="leaving", changed_at=clock.now())
    with told():
        a_narrowing(of=post, by=dana)
    notice = Notice.objects.get(person=olga)
    assert notice.state == "waiting"
    Letter.objects.filter(pk=letter.pk).update(state="sent")
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        notices.hand_over()
    notice.refresh_from_db()
    assert notice.state == "sent"


def test_what_is_given_back_before_the_mail_leaves_asks_nothing(post, olga, dana, django_capture_on_commit_callbacks, told):
    with told():
        queued(olga, post)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        narrowing = a_narrowing(of=post, by=dana)
    with told():
        care.end(narrowing, by=dana)
    assert "olga@house.example" not in {sent.to[0] for sent in mail.outbox}


def test_the_end_by_itself_is_told_to_both(post, cara, dana, told):
    with told():
        a_narrowing(of=post, by=dana)
    mail.outbox.clear()
    with time_machine.travel(clock.now() + timedelta(days=8)), told():
        assert lapse() == 1
    told_so = {sent.to[0] for sent in mail.outbox if "Nobody agreed by" in sent.body}
    assert told_so == {"ben@house.example", "dana@house.example"}


def test_what_is_said_in_private_reaches_the_others_at_once_by_page_and_mail(post, ben, cara, dana, olga, told):
    mail.outbox.clear()
    with told():
        concern = care.raise_concern(post, by=cara, kind="question", body="Who may know this?")
    line = "cara says something to you in private: A private talk about a post"
    assert heard(ben, only="asks") == heard(dana, only="asks") == [line]
    assert not heard(olga)
    sent = {each.to[0]: each for each in mail.outbox}
    assert sent.keys() == {"ben@house.example", "dana@house.example"}
    assert sent["ben@house.example"].subject == "Cara Lindqvist would like to talk about your post"
    assert "Who may know this?" in sent["dana@house.example"].body
    assert f"About “The {WORD} plan”:" in sent["dana@house.example"].body
    assert ASKED not in str(sent["dana@house.example"].message())
    (door,) = [line for line in sent["ben@house.example"].body.splitlines() if "/care/talk/" in line]
    with told():
        Client().post("/" + door.split("/", 3)[3], {"body": "Sales alone."})
    assert not heard(ben, only="asks")
    assert heard(cara, only="asks")
    assert concern.messages.count() == 2


def test_an_author_who_overshared_reaches_who_looks_after_it(post, ben, cara, dana, told):
    mail.outbox.clear()
    with told():
        care.recover(post, by=ben, parts={"apology": "I am sorry."})
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["dana@house.example"], "Ben Haddad shared something too widely, and has mended it")
    ]
    assert "I am sorry." in mail.outbox[0].body
    assert heard(dana, only="asks") == ["ben says something to you in private: A private talk about a post"]


def test_each_mail_about_a_post_leads_to_a_concern(post, olga, told):
    mail.outbox.clear()
    with told():
        queued(olga, post)
    (sent,) = [sent for sent in mail.outbox if sent.to == ["olga@house.example"]]
    (door,) = [line.split()[-1] for line in sent.body.splitlines() if "/care/post/" in line]
    assert door in sent.alternatives[0][0]
    assert Client().get("/" + door.split("/", 3)[3]).status_code == 200
