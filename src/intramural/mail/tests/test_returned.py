"""What comes back to our mails, over SMTP: undelivered, complained of, or asking for no more."""

from __future__ import annotations

import pytest

from intramural.mail import addresses, queries
from intramural.mail.models import Received
from intramural.posts.testing import a_post

pytestmark = pytest.mark.django_db

REPORT = """From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <{number}@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I am sorry.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ben@house.example
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <ben@house.example>: User unknown
--x--
"""
COMPLAINT = """From: <feedback@provider.example>
To: {to}
Subject: complaint
Message-ID: <{number}@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="x"

--x
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Provider/1.0
--x--
"""


@pytest.fixture
def comes_back(exchange, ada, ben, queued, settings):
    """Sends such a mail back, as often as is said, each another one."""
    settings.MAIL_COMES_IN = True
    post = a_post(by=ada)
    queued(ben, post)
    to = addresses.bounce_address(post, ben)

    def send(mail: str, *, times: int = 1, status: str = "5.1.1") -> None:
        for number in range(times):
            raw = mail.format(to=to, number=number, status=status).replace("\n", "\r\n").encode()
            exchange.send(raw, to=to, sender="")

    return send


def test_three_reports_of_an_unknown_user_end_the_mails(ben, comes_back):
    comes_back(REPORT, times=2)
    assert queries.may_be_mailed(ben)
    comes_back(REPORT, times=3)  # two of them are known
    assert not queries.may_be_mailed(ben)
    assert queries.doubt(ben).said == "550 5.1.1 <ben@house.example>: User unknown"
    assert set(Received.objects.values_list("state", "reason")) == {("program", "bounce")}


def test_a_full_mailbox_ends_nothing(ben, comes_back):
    comes_back(REPORT, times=5, status="4.2.2")
    assert queries.may_be_mailed(ben)


def test_one_complaint_ends_the_mails(ben, comes_back):
    comes_back(COMPLAINT)
    assert not queries.may_be_mailed(ben)


def test_a_mail_to_the_way_out_leaves_the_list(exchange, ben):
    to = addresses.leave_address(ben, addresses.HOUSE)
    exchange.send(b"From: x@y.example\r\nSubject: unsubscribe\r\n\r\n", to=to, sender="x@y.example")
    assert queries.has_left(ben, addresses.HOUSE)
    assert queries.may_be_mailed(ben)
