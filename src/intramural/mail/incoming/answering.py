"""Telling senders what became of their mails: kindly, a few times an hour at most where it could not be taken, and never a program.

It goes to the address that the house knows of the person, and holds nothing of what came.
"""

from __future__ import annotations

import smtplib
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from intramural.audiences.queries import Reach
from intramural.kit import clock
from intramural.kit.errors import Refusal
from intramural.mail import addresses
from intramural.mail.addresses import OURS
from intramural.mail.incoming.reasons import REASONS
from intramural.mail.models import Answer
from intramural.people.models import Person
from intramural.posts import composing, reach
from intramural.posts.models import Post

log = structlog.get_logger(__name__)
ONCE_IN = timedelta(hours=1)
MOST_DRAFTS = 10
REFUSED = "refused"
MOST_REFUSED = 3
"""Whoever did not find the right word may miss it again."""
AGAIN_AFTER = timedelta(minutes=5)
MOST_TRIES = 5
DRAFT = "draft"


def tell(
    person: Person, reason: str, *, words: str = "", post: Post | None = None, answers: str = "", reply_to: str = ""
) -> bool:
    """Queues what the person is told; returns whether they are: of what was not taken once an hour, of what was refused three times,
    of ten drafts. `reply_to` is what they wrote about, to which an answer to this goes, too (`addresses.without_code`)."""
    told = REASONS[reason].told if reason in REASONS else ""
    if not person.is_active or not person.email or not (told or words or reason == DRAFT):
        return False
    lately = Answer.objects.filter(person=person, at__gt=clock.now() - ONCE_IN)
    if reason == DRAFT:
        if lately.filter(reason=DRAFT).count() >= MOST_DRAFTS:
            return False
    elif lately.exclude(reason=DRAFT).count() >= (MOST_REFUSED if reason == REFUSED else 1):
        return False
    now = clock.now()
    answers_id = answers if len(answers) <= 200 and answers.isascii() and answers.isprintable() else ""
    Answer.objects.create(
        person=person, reason=reason, words=words[:400], post=post, answers_id=answers_id, reply_to=reply_to,
        at=now, due_at=now,
    )  # fmt: skip
    return True


def send() -> int:
    """Sends what people are to be told; returns how many. A mail that may have left is not sent again."""
    sent = 0
    for answer in Answer.objects.filter(due_at__lte=clock.now()).select_related("person", "post")[:50]:
        if not Answer.objects.filter(pk=answer.pk, due_at=answer.due_at).update(due_at=None):
            continue
        mail = _mail(answer)
        if mail is None:
            continue
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused:
            log.warning("mail.refused", person=answer.person_id)
        except (OSError, smtplib.SMTPException) as error:
            log.warning("mail.not_sent", error=type(error).__name__)
            if answer.tries < MOST_TRIES and isinstance(error, ConnectionError | smtplib.SMTPResponseException):
                due = clock.now() + AGAIN_AFTER
                Answer.objects.filter(pk=answer.pk).update(due_at=due, tries=answer.tries + 1)
        else:
            sent += 1
    return sent


def _mail(answer: Answer) -> EmailMessage | None:
    """The mail; None where there is nothing to tell any more."""
    person, draft = answer.person, answer.post
    if not person.is_active or not person.email:
        return None
    if answer.reason == DRAFT and (draft is None or draft.state != Post.State.DRAFT or draft.author_id != person.pk):
        return None
    reason = REASONS.get(answer.reason)
    text = render_to_string(
        "mail/answer.txt",
        {
            "person": person,
            "draft": draft,
            "words": answer.words or (reason.told if reason else ""),
            "reach": _reach(draft) if draft else None,
            "is_answered": bool(answer.reply_to),
            "link": f"{settings.SITE_URL}/write/?draft={draft.public_id}" if draft else settings.SITE_URL,
        },
    )
    subject, _, body = text.partition("\n")
    headers = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", OURS: "answer"}
    if answer.answers_id:
        headers |= {"In-Reply-To": f"<{answer.answers_id}>", "References": f"<{answer.answers_id}>"}
    mail = EmailMessage(subject, body.lstrip("\n"), settings.DEFAULT_FROM_EMAIL, [person.email], headers=headers)
    if draft is not None:
        mail.reply_to = [addresses.reply_address(draft, person)]
    elif answer.reply_to:
        mail.reply_to = [addresses.anew(answer.reply_to, person)]
    return mail


def _reach(draft: Post) -> Reach | None:
    """How far it would go, exact now; None where it cannot be shared as it is."""
    assert draft.author is not None
    try:
        return reach.of_choice(composing.choice(composing.of(draft), by=draft.author), by=draft.author)
    except Refusal:
        return None
