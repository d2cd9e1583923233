"""Mails that wait: invitations, and links for a new password. The keeper sends them, one for each person, after commit.

A request only writes a row, so that it takes the same time whether an address is anybody's, and however many are invited.
An invitation is taken before it is sent, in a transaction of its own: whatever stops the house, nobody is mailed twice. Of
what was taken and never told how it went it is said so, and an operator sends it again or not.
"""

from __future__ import annotations

import smtplib
import time
from datetime import datetime, timedelta

import structlog
from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, QuerySet
from django.template.loader import render_to_string

from intramural.kit import clock, posting
from intramural.kit.markup import clean_line
from intramural.people import invitations, queries
from intramural.people.models import Invitation, PasswordAsked, Person

log = structlog.get_logger(__name__)
A_WHILE = 5.0
AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
LOST_AFTER = timedelta(minutes=10)
LINKS_WAIT = timedelta(hours=1)
Mail = Invitation.Mail


def send_invitations(*, seconds: float = A_WHILE) -> int:
    """Sends the invitations that wait, for a few seconds; returns how many were taken in hand."""
    began, done = time.monotonic(), 0
    lost = Invitation.objects.filter(mail=Mail.LEAVING, mail_at__lt=clock.now() - LOST_AFTER)
    lost.update(mail=Mail.UNSURE, mail_said="The house stopped while it was sent.")
    with posting.Line() as line:
        while time.monotonic() - began < seconds and (taken := _next()) is not None:
            try:
                line.open()
            except posting.NobodyAnswers as error:
                _nobody_answers(taken, str(error))
                break
            _send(taken, line)
            done += 1
    return done


def send_links() -> int:
    """Mails a link for a new password to whoever asked and has an account that is open; returns how many asked."""
    done = 0
    for asked in PasswordAsked.objects.filter(mail_at__lte=clock.now()).order_by("pk")[:50]:
        person = queries.by_address(asked.address)
        if person is not None and person.is_active and asked.asked_at > clock.now() - LINKS_WAIT:
            try:
                _send_link(person)
            except smtplib.SMTPRecipientsRefused:
                log.warning("mail.refused", person=person.pk)
            except (OSError, smtplib.SMTPException) as error:
                log.warning("mail.not_sent", error=type(error).__name__)
                PasswordAsked.objects.filter(pk=asked.pk).update(mail_at=clock.now() + AGAIN_AFTER[0])
                continue
        asked.delete()
        done += 1
    return done


def _next() -> Invitation | None:
    """The next invitation that is due, taken: no other process has it."""
    while True:
        now = clock.now()
        due = Invitation.objects.filter(mail=Mail.WAITING, mail_at__lte=now, expires_at__gt=now, person__deactivated_at=None)
        found = due.select_related("person", "invited_by").order_by("mail_at", "pk").first()
        if found is None:
            return None
        mine = Invitation.objects.filter(pk=found.pk, mail=Mail.WAITING, nonce=found.nonce)
        if mine.update(mail=Mail.LEAVING, mail_at=now):
            return found


def _send(invitation: Invitation, line: posting.Line) -> None:
    """Sends it, and writes down how that went."""
    address = invitation.person.email
    if not address:
        _went(invitation, Mail.REFUSED, "There is no address.")
        return
    _hold_to_the_key(invitation)
    outcome = line.hand_over(_message(invitation, address))
    if outcome.how == posting.LATER:
        _later(invitation, outcome.said)
    else:
        _went(invitation, _ENDS[outcome.how], outcome.said)


_ENDS = {posting.SENT: Mail.SENT, posting.REFUSED: Mail.REFUSED, posting.UNSURE: Mail.UNSURE}


def _message(invitation: Invitation, address: str) -> EmailMessage:
    context = {"invitation": invitation, "person": invitation.person, "link": invitations.link(invitation)}
    subject, _, body = render_to_string("people/mail/invitation.txt", context).partition("\n")
    return EmailMessage(subject, body.lstrip("\n"), settings.DEFAULT_FROM_EMAIL, [address])


def _hold_to_the_key(invitation: Invitation) -> None:
    """The token is made of the secret key; where that was changed meanwhile, the table learns the new token's hash."""
    known = queries.hash_of(invitations.token_of(invitation.nonce))
    if known != invitation.token_hash:
        Invitation.objects.filter(pk=invitation.pk, nonce=invitation.nonce).update(token_hash=known)


def _nobody_answers(invitation: Invitation, said: str) -> None:
    """None of those that are due can leave: they wait a minute, and so do we."""
    log.warning("mail.no_server", said=said)
    _mine(invitation).update(mail=Mail.WAITING)
    due = Invitation.objects.filter(mail=Mail.WAITING, mail_at__lte=clock.now())
    due.update(mail_at=clock.now() + AGAIN_AFTER[0], mail_said=said)


def _later(invitation: Invitation, said: str) -> None:
    tries = min(invitation.mail_tries, len(AGAIN_AFTER) - 1)
    _went(invitation, Mail.WAITING, said, at=clock.now() + AGAIN_AFTER[tries])


def _went(invitation: Invitation, how: str, said: str = "", *, at: datetime | None = None) -> None:
    _mine(invitation).update(
        mail=how, mail_said=clean_line(said)[:300], mail_at=at or clock.now(), mail_tries=F("mail_tries") + 1
    )


def _mine(invitation: Invitation) -> QuerySet[Invitation]:
    """The row that was taken, unless it has been sent anew, or withdrawn, since."""
    return Invitation.objects.filter(pk=invitation.pk, nonce=invitation.nonce, mail=Mail.LEAVING)


def _send_link(person: Person) -> None:
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    adapter = get_adapter()
    url = adapter.get_reset_password_from_key_url(key)
    adapter.send_mail("account/email/password_reset_key", person.email, {"password_reset_url": url})
