"""Short mails about what was narrowed: to its author, to who narrowed it, and to whoever had been mailed it before; what is said in
private talks, to those who take part; about consults, which `asking` writes; and about lines that muted themselves (`muting`).

They hold no word of a post; who is asked about a draft gets the draft. What was mailed cannot be recalled: its readers get exactly one mail that asks them to delete
theirs, unless they may read the post again by then.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string

from intramural.audiences import visibility
from intramural.care import doors
from intramural.care import queries as care
from intramural.care.models import Asked, Message, Narrowing, Remark
from intramural.kit import clock, posting
from intramural.kit.markup import clean_line
from intramural.mail import addresses, queries
from intramural.mail.models import Letter, Notice
from intramural.mail.outgoing import asking, handing, muting, troubles, writing
from intramural.mail.outgoing.reading import NOBODY
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.stewards.models import Stewardship

log = structlog.get_logger(__name__)
State, Kind = Notice.State, Notice.Kind
LEFT = (Letter.State.SENT, Letter.State.UNSURE)
_BY_THEMSELVES: dict[str, Any] = {**dict.fromkeys(asking.KINDS, asking), **dict.fromkeys(muting.KINDS, muting)}
"""What other rooms write, by its kind."""
A_WHILE = 5.0
AGAIN_SOON = timedelta(minutes=1)


def tell(person: Person, kind: str, narrowing: Narrowing) -> bool:
    """Queues one notice for this person; returns whether it is new. Nothing for whoever cannot be mailed."""
    if not queries.may_be_mailed(person):
        return False
    now = clock.now()
    fresh = {"kind": kind, "narrowing": narrowing, "due_at": now, "changed_at": now}
    return Notice.objects.get_or_create(person=person, key=f"{kind}:{narrowing.pk}", defaults=fresh)[1]


def tell_of_message(person: Person, message: Message) -> bool:
    """Queues what was said in a private talk for one who takes part in it; returns whether it is new."""
    if not queries.may_be_mailed(person):
        return False
    now = clock.now()
    fresh = {"kind": Kind.CONCERN, "message": message, "due_at": now, "changed_at": now}
    return Notice.objects.get_or_create(person=person, key=f"{Kind.CONCERN}:{message.pk}", defaults=fresh)[1]


def tell_of_consult(
    person: Person, kind: str, key: str, *, asked: Asked | None = None, remark: Remark | None = None
) -> bool:
    """Queues what asks somebody about a draft, or tells of an answer; returns whether it is new."""
    if not queries.may_be_mailed(person):
        return False
    now = clock.now()
    fresh = {"kind": kind, "asked": asked, "remark": remark, "due_at": now, "changed_at": now}
    return Notice.objects.get_or_create(person=person, key=f"{kind}:{key}", defaults=fresh)[1]


def tell_of_muting(person: Person, stewardship: Stewardship, day: str) -> bool:
    """Queues that the second thought about what they look after muted itself that day; returns whether it is new."""
    if not queries.may_be_mailed(person):
        return False
    now = clock.now()
    fresh = {"kind": Kind.MUTED, "stewardship": stewardship, "due_at": now, "changed_at": now}
    return Notice.objects.get_or_create(person=person, key=f"{Kind.MUTED}:{stewardship.pk}:{day}", defaults=fresh)[1]


def recall(narrowing: Narrowing) -> int:
    """Queues a notice for everybody who was mailed the post, or is just being mailed it, and cannot read it now."""
    states = [str(state) for state in (*LEFT, Letter.State.LEAVING)]
    marks = ", ".join(f"'{state}'" for state in states)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT l.person_id FROM mail_letter l JOIN people_person r ON r.id = l.person_id "
            f"JOIN posts_post p ON p.id = l.post_id WHERE l.post_id = %(post)s AND l.state IN ({marks}) "
            f"AND r.is_active AND NOT {visibility.readers_sql('p', of='r')}",
            {"post": narrowing.post_id, "now": connection.ops.adapt_datetimefield_value(clock.now())},
        )
        mailed = [pk for (pk,) in cursor.fetchall()]
    now, key = clock.now(), f"{Kind.RECALLED}:{narrowing.pk}"
    rows = [
        Notice(person_id=pk, kind=Kind.RECALLED, key=key, narrowing=narrowing, due_at=now, changed_at=now) for pk in mailed
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


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
            while time.monotonic() - began < seconds and (notice := _next()) is not None:
                sent += _send(notice, line)
        except posting.NobodyAnswers as error:
            _due().update(due_at=clock.now() + handing.NOBODY_ANSWERED, said=str(error))
    return sent


def _due() -> QuerySet[Notice]:
    return Notice.objects.filter(state=State.WAITING, due_at__lte=clock.now())


def _next() -> Notice | None:
    """The next notice, claimed. What is not to be sent any more is dropped; what waits for its mail waits on."""
    while (found := _due().order_by("due_at", "pk").first()) is not None:
        with transaction.atomic():
            now = clock.now()
            if not Notice.objects.filter(pk=found.pk, state=State.WAITING).update(state=State.LEAVING, changed_at=now):
                continue
            notice = Notice.objects.select_related(
                "person", "narrowing__by", "narrowing__post__author", "narrowing__stewardship__topic",
                "narrowing__stewardship__unit", "message__by", "message__concern__post", *asking.BESIDE,
                *muting.BESIDE,
            ).get(pk=found.pk)  # fmt: skip
            if _is_leaving(notice):
                _set(notice, State.WAITING, due_at=now + AGAIN_SOON)
            elif not _is_wanted(notice):
                _set(notice, State.DROPPED)
            else:
                return notice
    return None


def _is_leaving(notice: Notice) -> bool:
    """Whether the mail that it is about is in the hands of another process, so that nobody knows yet whether it leaves."""
    return notice.kind == Kind.RECALLED and _letters(notice).filter(state=Letter.State.LEAVING).exists()


def _is_wanted(notice: Notice) -> bool:
    if not queries.may_be_mailed(notice.person):
        return False
    if notice.message is not None:
        return care.takes_part(notice.person, notice.message.concern)
    if notice.kind in _BY_THEMSELVES:
        return bool(_BY_THEMSELVES[notice.kind].is_wanted(notice))
    narrowing = notice.narrowing
    if narrowing is None or (notice.kind in (Kind.NARROWED, Kind.RECALLED) and not narrowing.is_in_force):
        return False
    if notice.kind != Kind.RECALLED:
        return True
    can_read = Post.objects.visible_to(notice.person).filter(pk=narrowing.post_id).exists()
    return not can_read and _letters(notice).filter(state__in=LEFT).exists()


def _letters(notice: Notice) -> QuerySet[Letter]:
    return Letter.objects.filter(person=notice.person, post=_post(notice))


def _post(notice: Notice) -> Post:
    about = notice.narrowing.post if notice.narrowing is not None else None
    if about is None and notice.message is not None:
        about = notice.message.concern.post
    assert about is not None
    return about


def _send(notice: Notice, line: posting.Line) -> int:
    try:
        mail = _mail(notice)
    except Exception:
        log.exception("mail.notice_not_written", notice=notice.pk)
        _later(notice, "It could not be written.")
        return 0
    try:
        outcome = line.hand_over(mail)
    except posting.NobodyAnswers:
        _set(notice, State.WAITING)
        raise
    if outcome.how == posting.LATER:
        _later(notice, outcome.said)
    elif outcome.how == posting.REFUSED:
        _set(notice, State.REFUSED, said=clean_line(outcome.said)[:300])
        troubles.doubt(notice.person, outcome.said)
    else:
        _set(notice, State.SENT if outcome.how == posting.SENT else State.UNSURE, said=clean_line(outcome.said)[:300])
    return int(outcome.how == posting.SENT)


def _later(notice: Notice, said: str) -> None:
    if notice.tries >= len(handing.AGAIN_AFTER):
        _set(notice, State.REFUSED, said=clean_line(said)[:300])
        return
    due = clock.now() + handing.AGAIN_AFTER[notice.tries]
    _set(notice, State.WAITING, due_at=due, tries=notice.tries + 1, said=clean_line(said)[:300])


def _set(notice: Notice, state: str, **more: object) -> None:
    Notice.objects.filter(pk=notice.pk).update(state=state, changed_at=clock.now(), **more)


def _mail(notice: Notice) -> EmailMessage:
    if notice.kind in _BY_THEMSELVES:
        written: EmailMessage = _BY_THEMSELVES[notice.kind].mail(notice)
        return written
    person, post = notice.person, _post(notice)
    mailed = _letters(notice).filter(state__in=LEFT).order_by("changed_at").first() if notice.kind == Kind.RECALLED else None
    context: dict[str, Any] = {
        "person": person,
        "answers_by_mail": settings.MAIL_COMES_IN,
        "is_author": post.author_id == person.pk,
        "mailed_at": mailed.changed_at if mailed is not None else None,
    }
    context |= _of_message(notice.message, person) if notice.message is not None else _of_narrowing(notice.narrowing)
    text = render_to_string(f"mail/notices/{notice.kind}.txt", context)
    subject, _, body = text.strip("\n").partition("\n")
    speaks = notice.kind in (Kind.NARROWED, Kind.CONCERN)
    headers = {
        "From": writing.from_header(context["who"] if speaks else ""),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        addresses.OURS: "notice",
    }
    if mailed is not None and mailed.bundle == Letter.Bundle.ALONE:
        about = addresses.message_id(mailed.comment or post)
        headers |= {"In-Reply-To": about, "References": about}
    if notice.kind == Kind.NARROWED and settings.MAIL_COMES_IN:
        headers["Reply-To"] = addresses.reply_address(post, person)
    sender = addresses.bounce_address(post, person) if settings.MAIL_COMES_IN else settings.DEFAULT_FROM_EMAIL
    return EmailMessage(subject.strip(), f"{body.strip()}\n", sender, [person.email or ""], headers=headers)


def _of_narrowing(narrowing: Narrowing | None) -> dict[str, Any]:
    assert narrowing is not None
    who = narrowing.by.name if narrowing.by is not None else NOBODY
    return {"it": narrowing, "who": who, "link": f"{settings.SITE_URL}{narrowing.url}"}


def _of_message(message: Message, person: Person) -> dict[str, Any]:
    concern = message.concern
    return {
        "it": concern,
        "who": message.by.name if message.by is not None else NOBODY,
        "words": message.body,
        "is_first": not concern.messages.filter(pk__lt=message.pk).exists(),
        "link": f"{settings.SITE_URL}{doors.to_talk(concern, person)}",
    }
