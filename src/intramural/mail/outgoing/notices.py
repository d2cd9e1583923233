"""Short mails of their own: who is to be told is noted at once, and asked about again when it leaves. What each says stands beside it.

tell(…) → WAITING → claimed, its posts held, asked about again and written in one transaction → handed over

asking      of a consult              narrowed    of a narrowing           talks       of a private talk
recalls     what cannot be recalled   watching    what goes wider          entrusting  who looks after something
openings    whom a post reached       briefs      once a week, for stewards
muting      a line that muted itself   admitting  who asks for access
quiet       what was kept quiet in the week
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string

from intramural.exposure import actions as exposure
from intramural.exposure.models import Delivery
from intramural.kit import clock, posting
from intramural.kit.markup import clean_line
from intramural.mail import addresses, queries
from intramural.mail.models import Notice
from intramural.mail.outgoing import (
    admitting,
    asking,
    briefs,
    entrusting,
    handing,
    muting,
    narrowed,
    openings,
    quiet,
    recalls,
    talks,
    troubles,
    watching,
    writing,
)
from intramural.mail.outgoing.written import Written
from intramural.people.models import Person
from intramural.posts import actions as posts
from intramural.posts.models import Post

log = structlog.get_logger(__name__)
State, Kind = Notice.State, Notice.Kind
_WRITERS: Any = (admitting, asking, briefs, entrusting, muting, narrowed, openings, quiet, recalls, talks, watching)
_OF = {kind: writer for writer in _WRITERS for kind in writer.KINDS}
_POSTS = ("post", "narrowing__post", "message__concern__post", "request__post")
"""The posts that a notice is about; which stand in the weekly ones is known when they are written."""
A_WHILE = 5.0
AGAIN_SOON = timedelta(minutes=1)


def tell(
    person: Person, kind: str, key: object, *, due_at: datetime | None = None, words_of: Iterable[Post] = (), **about: Any
) -> bool:
    """Queues one notice for this person, about a narrowing, message, asked, remark, request, stewardship or post, or with words of
    several posts; returns whether it is new. Nothing for whoever cannot be mailed."""
    if not queries.may_be_mailed(person):
        return False
    now = clock.now()
    fresh = {"kind": kind, "due_at": due_at or now, "changed_at": now, **about}
    notice, is_new = Notice.objects.get_or_create(person=person, key=f"{kind}:{key}", defaults=fresh)
    if is_new and words_of:
        notice.words_of.set(words_of)
    return is_new


def hand_over(*, seconds: float = A_WHILE) -> int:
    """Hands over what is due, for a few seconds; returns how many were sent."""
    began, sent = time.monotonic(), 0
    lost = Notice.objects.filter(state=State.LEAVING, changed_at__lt=clock.now() - handing.LOST_AFTER)
    lost.update(state=State.UNSURE, said="The house stopped while it was sent.")
    if not _due().exists():
        return 0
    with posting.Line() as line:
        try:
            line.open()
            while time.monotonic() - began < seconds and (claimed := _next()) is not None:
                sent += _send(*claimed, line)
        except posting.NobodyAnswers as error:
            _due().update(due_at=clock.now() + handing.NOBODY_ANSWERED, said=str(error))
    return sent


def _due() -> QuerySet[Notice]:
    return Notice.objects.filter(state=State.WAITING, due_at__lte=clock.now())


def _next() -> tuple[Notice, EmailMessage, tuple[Post, ...]] | None:
    """The next notice, claimed, with its mail and the posts of which words stand in it. What is not to be sent any more is dropped; what waits for its mail waits on."""
    while (found := _due().order_by("due_at", "pk").first()) is not None:
        with transaction.atomic():
            now = clock.now()
            if not Notice.objects.filter(pk=found.pk, state=State.WAITING).update(state=State.LEAVING, changed_at=now):
                continue
            held = {pk for pk in Notice.objects.filter(pk=found.pk).values_list(*_POSTS).get() if pk is not None}
            posts.hold(held)
            notice = _whole(found)
            if notice.kind == Kind.RECALLED and recalls.is_leaving(notice):
                _set(notice, State.WAITING, due_at=now + AGAIN_SOON)
            elif not queries.may_be_mailed(notice.person):
                _set(notice, State.DROPPED)
            elif (made := _made(notice, held)) is not None:
                return notice, *made
    return None


def _whole(found: Notice) -> Notice:
    """With what its kind is about. What any kind is about is fifty tables, which PostgreSQL plans for a third of a second."""
    return Notice.objects.select_related("person", *_OF[Kind(found.kind)].BESIDE).get(pk=found.pk)


def _made(notice: Notice, held: set[int]) -> tuple[EmailMessage, tuple[Post, ...]] | None:
    """The mail, as it may be now, and of which posts it holds words; that is noted in the transaction that asked, beside what a note on
    the week may tell of when it is tried again. None: it is dropped, because it is not wanted any more, or put off."""
    try:
        with transaction.atomic():
            if (written := _written(notice, held)) is not None:
                notice.words_of.add(*written.posts)
                return _in_words(notice, written), written.posts
            _set(notice, State.DROPPED)
            return None
    except Exception:
        # What cannot be written must not hold up what can.
        log.exception("mail.notice_not_written", notice=notice.pk)
        _later(notice, "It could not be written.")
        return None


def _written(notice: Notice, held: set[int]) -> Written | None:
    """What it says; None where it is not wanted any more. What turns out to stand in it is held too, and then it is asked for again."""
    writer = _OF[Kind(notice.kind)]
    while writer.is_wanted(notice):
        written: Written | None = writer.written(notice)
        if written is None:
            return None
        late = {post.pk for post in written.posts} - held
        if not late or not posts.hold(late):
            return written
        held = held | late
    return None


def _send(notice: Notice, made: EmailMessage, words_of: tuple[Post, ...], line: posting.Line) -> int:
    try:
        outcome = line.hand_over(made)
    except posting.NobodyAnswers:
        _set(notice, State.WAITING)
        raise
    if outcome.how == posting.LATER:
        _later(notice, outcome.said)
    elif outcome.how == posting.REFUSED:
        _set(notice, State.REFUSED, said=clean_line(outcome.said)[:300])
        troubles.doubt(notice.person, outcome.said)
    else:
        with transaction.atomic():
            notice.words_of.set(words_of)
            exposure.deliver([(post.pk, notice.person_id) for post in words_of], way=Delivery.Way.MAIL)
            _set(notice, State.SENT if outcome.how == posting.SENT else State.UNSURE, said=clean_line(outcome.said)[:300])
    return int(outcome.how == posting.SENT)


def _later(notice: Notice, said: str) -> None:
    if notice.tries >= len(handing.AGAIN_AFTER):
        _set(notice, State.REFUSED, said=clean_line(said)[:300])
        return
    due = clock.now() + handing.AGAIN_AFTER[notice.tries]
    _set(notice, State.WAITING, due_at=due, tries=notice.tries + 1, said=clean_line(said)[:300])


def _set(notice: Notice, state: str, **more: object) -> None:
    Notice.objects.filter(pk__in=[notice.pk, *notice.with_it]).update(state=state, changed_at=clock.now(), **more)


def mail(notice: Notice) -> EmailMessage:
    """The mail that a notice becomes now."""
    return _in_words(notice, _OF[Kind(notice.kind)].written(notice))


def _in_words(notice: Notice, written: Written) -> EmailMessage:
    person, kind = notice.person, Kind(notice.kind)
    context = {"person": person, "answers_by_mail": settings.MAIL_COMES_IN, **written.context}
    text = render_to_string(f"mail/notices/{kind}.txt", context)
    subject, _, body = text.strip("\n").partition("\n")
    headers = {
        "From": writing.from_header(written.speaks),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        addresses.OURS: "notice",
        **written.headers,
    }
    if settings.MAIL_COMES_IN and written.reply_to:
        headers["Reply-To"] = written.reply_to
    sender = addresses.bounce_address(written.about, person) if settings.MAIL_COMES_IN else settings.DEFAULT_FROM_EMAIL
    return EmailMessage(subject.strip(), f"{body.strip()}\n", sender, [person.email or ""], headers=headers)
