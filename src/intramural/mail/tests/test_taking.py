"""Mails that are not what they seem, that come twice, or in another order: taken once, by whom they are from, or set aside."""

from __future__ import annotations

import random
import smtplib
import socket
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError

from intramural.kit import clock
from intramural.mail import addresses
from intramural.mail.incoming import acts, answering, delivering, keeping, senders, taking
from intramural.mail.incoming.reasons import REASONS
from intramural.mail.models import Answer, Received
from intramural.mail.tests import clients
from intramural.mail.tests.exchange import PASSED, Exchange
from intramural.people.models import Person
from intramural.posts import actions, reach
from intramural.posts.models import Comment, Post
from intramural.posts.testing import a_comment, a_post
from intramural.spaces.models import Space
from tests.faults import rows

pytestmark = pytest.mark.django_db


def the_row(exchange: Exchange, raw: bytes, *, to: str, sender: str = "ben@house.example") -> Received:
    exchange.send(raw, to=to, sender=sender)
    return Received.objects.order_by("pk").last()


def a_mail(words: str = "Yes.", *, sender: str = "Ben <ben@house.example>", **more: str) -> bytes:
    return clients.thunderbird(words).bytes(sender=sender, to="x@testserver", **more)


# ── Who it is ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_hidden_gone_old_or_made_for_others_is_told_in_the_same_words(
    exchange: Exchange, ada: Person, ben: Person, cara: Person, mailoutbox: list
) -> None:
    narrowed, deleted, never = a_post(by=ada), a_post(by=ada), a_post(by=ada, to=reach.Choice("people", people=(cara,)))
    open_post = a_post(by=ada)
    old = addresses.reply_address(open_post, ben, now=clock.now() - timedelta(days=200))
    of_another = addresses.reply_address(open_post, cara)
    tos = [addresses.reply_address(post, ben) for post in (narrowed, deleted, never)]
    actions.change_audience(narrowed, by=ada, choice=reach.Choice("me"))
    actions.delete(deleted, by=ada)
    tos += [old, of_another, "reply+nonsense@testserver", "nobody@testserver", of_another.replace("reply", "leave")]
    for to in tos:
        Answer.objects.all().delete()
        row = exchange.write("Yes.", by=ben, to=to)
        assert (row.state, row.reason, row.post) == ("aside", "nowhere", None)
        assert answering.send() == 1
    assert len({(mail.subject, mail.body) for mail in mailoutbox}) == 1
    assert len(mailoutbox) == len(tos)
    assert all(mail.to == ["ben@house.example"] for mail in mailoutbox)
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    ("sender", "reason"),
    [("Ben <ben@house.example>, Ada <ada@house.example>", "senders"), ("Mia <mia@elsewhere.example>", "stranger"),
     ('"ben@house.example" <mia@elsewhere.example>', "stranger"), ("Ada <ada@house.example>", "nowhere")],
)  # fmt: skip
def test_only_its_person_may_use_an_address(exchange: Exchange, ada: Person, ben: Person, sender: str, reason: str) -> None:
    row = the_row(exchange, a_mail(sender=sender), to=addresses.reply_address(a_post(by=ada), ben))
    assert (row.state, row.reason, Comment.objects.count()) == ("aside", reason, 0)
    assert Answer.objects.filter(person=ben).count() == 0


def test_two_from_fields_are_nobodys(exchange: Exchange, ada: Person, ben: Person) -> None:
    raw = b"From: Ada <ada@house.example>\r\n" + a_mail()
    row = the_row(exchange, raw, to=addresses.reply_address(a_post(by=ada), ben))
    assert (row.reason, Answer.objects.count()) == ("senders", 0)


def test_whoever_left_writes_nothing(exchange: Exchange, ada: Person, ben: Person) -> None:
    to = addresses.reply_address(a_post(by=ada), ben)
    Person.objects.filter(pk=ben.pk).update(is_active=False, deactivated_at=clock.now())
    assert (the_row(exchange, a_mail(), to=to).reason, Answer.objects.count()) == ("stranger", 0)


VERDICTS = {
    "mx.house.example; dmarc=pass header.from=house.example": True,
    "mx.house.example 1; spf=pass smtp.mailfrom=ben@house.example": True,
    "mx.house.example; dkim=pass header.d=house.example header.s=1": True,
    "mx.house.example; dkim=pass header.d=mail.house.example; dmarc=pass": True,
    "MX.HOUSE.EXAMPLE; dmarc=pass (p=reject) header.from=house.example": True,
    "mx.house.example; dmarc=fail header.from=house.example; spf=pass smtp.mailfrom=house.example": False,
    "mx.house.example; dmarc=fail (dmarc=pass) header.from=house.example": False,
    'mx.house.example; dmarc=fail reason="; dmarc=pass header.from=house.example"': False,
    "mx.house.example; spf=pass smtp.mailfrom=elsewhere.example": False,
    "mx.house.example; dkim=pass header.d=example": False,
    "mx.house.example; dkim=pass": False,
    "mx.house.example; none": False,
    "mx.elsewhere.example; dmarc=pass header.from=house.example": False,
    "evil mx.house.example; dmarc=pass": False,
    "": False,
}  # fmt: skip


@pytest.mark.parametrize(("verdict", "is_good"), VERDICTS.items())
@pytest.mark.usefixtures("confirmed")
def test_verdicts_of_a_trusted_server_decide(verdict: str, is_good: bool) -> None:
    assert senders.confirmed([verdict], "house.example") == is_good
    assert not senders.confirmed(["mx.house.example; dmarc=fail", verdict], "house.example")


@pytest.mark.usefixtures("confirmed")
def test_without_a_verdict_nothing_is_taken_where_one_is_due(exchange: Exchange, ada: Person, ben: Person) -> None:
    post = a_post(by=ada)
    assert exchange.write("Yes.", by=ben, about=post).reason == "unproven"
    assert exchange.write("Yes.", by=ben, about=post, more=PASSED).state == "taken"


# ── Programs and loops ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "header",
    [{"Auto-Submitted": "auto-replied"}, {"List-Id": "<a.example>"}, {"Precedence": "bulk"}, {"X-Autoreply": "yes"}, {"X-Intramural": "1"}],
)  # fmt: skip
def test_programs_say_nothing_and_are_not_answered(
    exchange: Exchange, ada: Person, ben: Person, header: dict[str, str]
) -> None:
    row = exchange.write("I am away.", by=ben, about=a_post(by=ada), more=header)
    assert (row.state, Comment.objects.count(), Answer.objects.count()) == ("program", 0, 0)


def test_a_mail_without_a_sender_on_its_envelope_is_a_programs(exchange: Exchange, ada: Person, ben: Person) -> None:
    row = the_row(exchange, a_mail(), to=addresses.reply_address(a_post(by=ada), ben), sender="")
    assert (row.state, row.reason) == ("program", "program")


def test_our_own_answer_that_comes_back_is_not_answered(exchange: Exchange, ben: Person, mailoutbox: list) -> None:
    exchange.write("Yes.", by=ben, to="nobody@testserver")
    answering.send()
    own = mailoutbox[0].message()
    del own["From"]
    own["From"] = ben.email
    row = the_row(exchange, own.as_bytes(), to="nobody@testserver")
    assert (row.state, row.reason, Answer.objects.count()) == ("program", "own", 1)


def test_one_is_told_once_an_hour(exchange: Exchange, ben: Person) -> None:
    with time_machine.travel("2026-03-02 09:00:00Z", tick=False) as now:
        for _ in range(3):
            exchange.write("Yes.", by=ben, to="nobody@testserver")
        assert (Answer.objects.count(), Received.objects.filter(state="aside").count()) == (1, 3)
        now.shift(timedelta(minutes=61))
        exchange.write("Yes.", by=ben, to="nobody@testserver")
        assert Answer.objects.count() == 2


def test_too_many_in_an_hour_are_set_aside(
    exchange: Exchange, ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MOST_AN_HOUR", 2)
    post = a_post(by=ada)
    assert [exchange.write("Yes.", by=ben, about=post).reason for _ in range(4)] == ["", "", "often", "often"]
    assert (Comment.objects.count(), Answer.objects.count()) == (2, 0)


# ── Once, and in any order ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_mail_again_is_taken_once(exchange: Exchange, ada: Person, ben: Person) -> None:
    to, raw = addresses.reply_address(a_post(by=ada), ben), a_mail(message_id="<once@client.example>")
    for way in (b"", b"Received: from a by b; Mon, 2 Mar 2026 09:00:00 +0100\r\n", b"Return-Path: <ben@house.example>\r\n"):
        exchange.send(way + raw, to=[to, to.upper()])
        assert exchange.said == delivering.TAKEN
    assert Comment.objects.count() == 1
    exchange.send(a_mail("No.", message_id="<once@client.example>"), to=to)
    assert Comment.objects.count() == 2


def test_nothing_is_said_for_whose_account_ends_meanwhile(
    exchange: Exchange, ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, files = a_post(by=ada), taking._files

    def last_moment(came):
        Person.objects.filter(pk=ben.pk).update(is_active=False)
        return files(came)

    monkeypatch.setattr(taking, "_files", last_moment)
    row = exchange.write("Yes.", by=ben, about=post)
    assert (row.state, row.reason, Comment.objects.count()) == ("aside", "stranger", 0)
    assert Answer.objects.count() == 0


def test_a_stop_before_the_end_leaves_nothing(
    exchange: Exchange, ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    to, raw = addresses.reply_address(a_post(by=ada), ben), a_mail()
    with monkeypatch.context() as patched:
        patched.setattr(acts.posts, "comment", lambda *a, **k: (_ for _ in ()).throw(OperationalError("gone")))
        with pytest.raises(smtplib.SMTPDataError, match="Not now"):
            exchange.send(raw, to=to)
        assert (Received.objects.count(), Comment.objects.count()) == (0, 0)
    exchange.send(raw, to=to)
    assert Comment.objects.count() == 1


def test_what_fails_here_is_kept_told_and_can_be_taken_again(
    exchange: Exchange, ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = a_post(by=ada)
    with monkeypatch.context() as patched:
        patched.setattr(acts.posts, "comment", lambda *a, **k: 1 / 0)
        row = exchange.write("Yes.", by=ben, about=post)
        assert (row.state, row.reason, Answer.objects.get().reason) == ("aside", "fault", "fault")
    assert REASONS["fault"].told.endswith(
        "It is kept, and an operator can take it again. You can also write it on the page."
    )
    assert taking.failed() == 1
    assert taking.take_faults_again() == (1, 0)
    assert taking.failed() == 0
    assert (Comment.objects.get().body, Received.objects.get().state, Received.objects.get().raw_key) == (
        "Yes.",
        "taken",
        "",
    )
    assert taking.take_faults_again() == (0, 0)


@pytest.mark.usefixtures("confirmed")
def test_a_thread_is_the_same_whatever_order_it_comes_in(
    exchange: Exchange, ada: Person, ben: Person, kitchen: Space, record_property: Callable[[str, object], None]
) -> None:
    people, found = [ada, ben], set()
    chance = random.Random(7)
    answered = [None, 0, 0, 1, 2, 3, 1, 5, *(range(5, 47) if rows.WHOLE else ())]
    orders = 20 if rows.WHOLE else 8
    record_property("times", orders * len(answered))
    for order in range(orders):
        Received.objects.all().delete()
        Post.objects.all().delete()
        mails = list(enumerate(answered))
        chance.shuffle(mails)
        for number, answers in mails + chance.sample(mails, 3):
            exchange.write(
                f"Mail {number}", by=people[number % 2], to=addresses.space_address(kitchen), subject="The oven",
                message_id=f"<{order}.{number}@client.example>", more=PASSED,
                answers=f"<{order}.{answers}@client.example>" if answers is not None else None,
            )  # fmt: skip
        (post,) = Post.objects.all()
        said = Comment.objects.values_list("body", "author__handle", "parent__body")
        found.add((post.body, tuple(sorted(said, key=str))))
        assert not Received.objects.exclude(state="taken").exists()
    assert len(found) == 1
    assert len(next(iter(found))[1]) == len(answered) - 1


@pytest.mark.usefixtures("confirmed")
def test_what_it_answers_never_comes(exchange: Exchange, ben: Person, kitchen: Space) -> None:
    with time_machine.travel("2026-03-02 09:00:00Z", tick=False) as now:
        row = exchange.write(
            "Late.", by=ben, to=addresses.space_address(kitchen), answers="<gone@elsewhere.example>", more=PASSED
        )
        assert (row.state, taking.take_late(), Post.objects.count()) == ("waiting", 0, 0)
        now.shift(timedelta(minutes=3))
        assert (taking.take_late(), Post.objects.get().body) == (1, "Late.")
        assert taking.take_late() == 0


def test_an_answer_is_never_put_under_what_its_sender_cannot_see(
    exchange: Exchange, ada: Person, ben: Person, cara: Person, kitchen: Space, settings: object
) -> None:
    settings.MAIL_TRUSTS = ("mx.house.example",)  # type: ignore[attr-defined]
    hidden = a_post(by=ada, to=reach.Choice("members", space=kitchen))
    other = a_comment(by=ada, on=a_post(by=ada))
    to = addresses.space_address(kitchen)
    exchange.write("Under it?", by=cara, to=to, answers=hidden, more=PASSED)
    assert not Comment.objects.filter(author=cara).exists()
    exchange.write("And there?", by=ben, about=a_post(by=ada), answers=other, more=PASSED)
    assert Comment.objects.get(author=ben).parent is None


# ── The door ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_other_domains_are_refused(exchange: Exchange) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        exchange.send(a_mail(), to="mia@elsewhere.example")


def test_too_large_mails_are_refused(exchange: Exchange, settings: object, ada: Person, ben: Person) -> None:
    settings.MAX_UPLOAD_BYTES = 1000  # type: ignore[attr-defined]
    with pytest.raises(smtplib.SMTPResponseException, match=r"(?i)size|long|much"):
        exchange.send(a_mail("x\n" * 600_000), to=addresses.reply_address(a_post(by=ada), ben))


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\n", b"\r\n.\r", b"\n\n.\r\n"])
def test_nothing_is_smuggled_in_behind_a_dot(exchange: Exchange, ada: Person, ben: Person, end: bytes) -> None:
    """A lone line feed around the dot ends no mail here, whatever the server before us took it for."""
    to = addresses.reply_address(a_post(by=ada), ben)
    second = (
        b"MAIL FROM:<ada@house.example>\r\nRCPT TO:<"
        + to.encode()
        + b">\r\nDATA\r\n"
        + a_mail("Smuggled.", sender="ada@house.example")
    )

    def converse() -> None:
        with socket.create_connection(("127.0.0.1", exchange.listener.port), 10) as line:
            line.settimeout(10)
            for words in (b"", b"EHLO a", b"MAIL FROM:<ben@house.example>", b"RCPT TO:<" + to.encode() + b">", b"DATA"):
                if words:
                    line.sendall(words + b"\r\n")
                line.recv(4096)
            line.sendall(a_mail("First.") + end + second + b"\r\n.\r\n")
            line.recv(4096)

    exchange.meanwhile(converse)
    assert Received.objects.count() <= 1
    assert not Comment.objects.filter(body="Smuggled.").exists()


def test_lines_that_begin_with_a_dot_are_whole(exchange: Exchange, ada: Person, ben: Person) -> None:
    exchange.write("First.\n\n.profile is a file", by=ben, about=a_post(by=ada), program="gmail")
    assert Comment.objects.get().body == "First.\n\n.profile is a file"


# ── What is kept ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_stood_aside_for_a_month_is_forgotten(
    exchange: Exchange, ben: Person, settings: object, tmp_path: object
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]  (whose files are swept is nobody else's)
    row = exchange.write("Yes.", by=ben, to="nobody@testserver")
    assert (keeping.bytes_of(row).count(b"Yes."), answering.send()) == (1, 1)
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        keeping.forget()
    row.refresh_from_db()
    assert (row.raw_key, row.to) == ("", "")
    with time_machine.travel(clock.now() + timedelta(days=101), tick=False):
        keeping.forget()
    assert (Received.objects.count(), Answer.objects.count()) == (0, 0)


def test_encrypted_and_wordless_mails_are_told(exchange: Exchange, ada: Person, ben: Person, mailoutbox: list) -> None:
    to = addresses.reply_address(a_post(by=ada), ben)
    raw = (
        b"From: ben@house.example\r\nSubject: x\r\nMessage-ID: <2@a.example>\r\n"
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMII\r\n"
    )
    assert the_row(exchange, raw, to=to).reason == "encrypted"
    answering.send()
    assert "without encryption" in mailoutbox[0].body
    assert exchange.write("", by=ben, about=a_post(by=ada)).reason == "wordless"


def test_a_draft_of_another_is_nobody_elses(exchange: Exchange, ada: Person, ben: Person, kitchen: Space) -> None:
    exchange.write("It is warm.", by=ben, to=addresses.space_address(kitchen))
    draft = Post.objects.get()
    assert exchange.write("share", by=ada, to=addresses.reply_address(draft, ada)).reason == "nowhere"
    for unclear in ("What?", "Share?", "Yes, on Friday", "Share\n\nBut not before Friday.", "No.\n\nBut keep it."):
        assert exchange.write(unclear, by=ben, to=addresses.reply_address(draft, ben)).reason == "refused"
    assert exchange.write("discard", by=ben, to=addresses.reply_address(draft, ben)).state == "taken"
    assert Post.objects.count() == 0
