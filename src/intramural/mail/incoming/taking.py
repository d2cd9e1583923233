"""Taking a mail for one of our addresses: read, known from before or not, whose it is, what it asks, and done once.

    mail ─ a program wrote it ──────────────── PROGRAM, never answered
         ─ answers one that is not here yet ── WAITING, for two minutes, or until that one comes
         ─ cannot be taken ─────────────────── ASIDE, kept for a month; its sender is told why
         ─ else ────────────────────────────── TAKEN, with the post or comment that it became

What is done and the row that knows the mail are one transaction: whatever stops the house, a mail that is sent again is done
once. What fails for want of the database is raised, so that whoever brings the mail keeps it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import QuerySet

from intramural.care import queries as care
from intramural.kit import clock
from intramural.kit.errors import Gone, NotFound, NotReady, NotSignedIn, Refusal, Unacceptable
from intramural.kit.files import taking as files
from intramural.kit.files.taking import Taken
from intramural.mail import addresses, queries
from intramural.mail.incoming import acknowledging as _acknowledging  # noqa: F401  (registers its act)
from intramural.mail.incoming import (
    acts,
    answering,
    caring,
    forwarding,
    keeping,
    personal,
    reading,
    returned,
    senders,
    trimming,
)
from intramural.mail.incoming import admitting as _admitting  # noqa: F401  (registers its acts)
from intramural.mail.incoming import opining as _opining  # noqa: F401  (registers its acts)
from intramural.mail.incoming.acts import Done, Letter
from intramural.mail.incoming.reading import Arrived, File
from intramural.mail.incoming.senders import NotTheirs, Sender
from intramural.mail.models import Received
from intramural.people import queries as people
from intramural.people.models import Person
from intramural.posts import queries as posts
from intramural.posts.errors import TooManyFiles
from intramural.posts.files import store
from intramural.posts.models import Comment, Post
from intramural.spaces import queries as spaces

log = structlog.get_logger(__name__)
PATIENCE = timedelta(minutes=2)
MOST_AN_HOUR = 200
State = Received.State
FAILED = ("fault", "unreadable")
"""The reasons that were ours, and may be gone: such a mail is worth another try."""
_TRY_LATER = (OperationalError, InterfaceError, NotReady)


def take(raw: bytes, *, to: str) -> Received:
    """Takes a mail for this address; the same mail again changes nothing. Raises what the sender's server is to wait for."""
    row = _take(raw, to=to, known=None)
    if row.state == State.TAKEN and row.message_id:
        for waiting in _waiting_for(row.message_id):
            take_waiting(waiting)
    return row


def take_waiting(row: Received, *, is_late: bool = False) -> Received:
    """Takes a mail that waited; `is_late` whether or not what it answers is here now."""
    try:
        raw = keeping.bytes_of(row)
    except FileNotFoundError:
        Received.objects.filter(pk=row.pk, state=State.WAITING).update(state=State.ASIDE, reason="fault")
        return row
    taken = _take(raw, to=row.to, known=row, is_late=is_late)
    if taken.state == State.TAKEN and taken.message_id:
        for waiting in _waiting_for(taken.message_id):
            take_waiting(waiting)
    return taken


def take_late() -> int:
    """Takes what waited long enough for what it answers; returns how many."""
    due = list(Received.objects.filter(state=State.WAITING, due_at__lte=clock.now()).order_by("at", "pk")[:100])
    for row in due:
        take_waiting(row, is_late=True)
    return len(due)


def take_again(row: Received) -> Received:
    """Takes a mail that stands aside once more, as after a repair. Where its bytes went, nothing changes."""
    if row.state != State.ASIDE or not row.raw_key:
        return row
    return take_waiting(row, is_late=True)


def take_faults_again() -> tuple[int, int]:
    """Takes again what stands aside because something failed here; returns how many were taken, and how many still stand."""
    states = [take_again(row).state for row in list(_failed())]
    return states.count(State.TAKEN), states.count(State.ASIDE)


def failed() -> int:
    """How many mails stand aside because something failed here, and are kept still."""
    return _failed().count()


def _failed() -> QuerySet[Received]:
    return Received.objects.filter(state=State.ASIDE, reason__in=FAILED).exclude(raw_key="")


def _waiting_for(message_id: str) -> Iterator[Received]:
    yield from list(Received.objects.filter(state=State.WAITING, waits_for=message_id).order_by("at", "pk")[:500])


def _take(raw: bytes, *, to: str, known: Received | None, is_late: bool = False) -> Received:
    facts: dict[str, Any] = {"to": to[:254], "size": len(raw), "at": clock.now(), "message_id": ""}
    try:
        arrived = reading.read(raw)
    except _TRY_LATER:
        raise
    except Exception:
        log.exception("mail.unreadable", size=len(raw))
        facts["key"] = _key(hashlib.sha256(raw).hexdigest(), "", to)
        return _set_aside("unreadable", facts, raw, known)
    facts["key"] = _key(arrived.digest, arrived.id, to)
    facts["message_id"] = keeping.short(arrived.id)
    facts["sender_domain"] = (arrived.senders[0][1].rpartition("@")[2] if arrived.senders else "")[:253]
    if known is None and (before := Received.objects.filter(key=facts["key"]).first()) is not None:
        return before
    try:
        return _understood(arrived, raw, facts, known, is_late)
    except _TRY_LATER:
        raise
    except NotTheirs as no:
        return _set_aside(no.reason, facts, raw, known, person=no.person, answers=arrived.id)
    except Exception:
        log.exception("mail.fault", size=len(raw))
        return _set_aside("fault", facts, raw, known, person=_person_of(arrived), answers=arrived.id)


def _understood(arrived: Arrived, raw: bytes, facts: dict[str, Any], known: Received | None, is_late: bool) -> Received:
    token = addresses.read(facts["to"])
    if token is not None and token.kind in returned.KINDS:
        with transaction.atomic():
            row = _written_by_a_program(token.kind, facts, raw, known)
            returned.hear(token, raw, to=facts["to"])
        return row
    if arrived.automatic:
        return _written_by_a_program(arrived.automatic, facts, raw, known)
    sender = senders.sender(arrived)
    if _is_often(sender.person):
        raise NotTheirs("often")
    if arrived.is_encrypted:
        raise NotTheirs("encrypted", person=sender.person)
    try:
        letter = _letter(arrived, sender, facts["to"])
    except (NotFound, Gone):
        raise NotTheirs("nowhere", person=sender.person) from None
    facts["person"] = sender.person
    unknown = _unknown_answered(arrived) if not letter.is_of_care and letter.forwarded is None else ""
    if unknown and not is_late:
        return _wait(unknown, facts, raw, known)
    try:
        came = _files(arrived.files if letter.forwarded is None else arrived.files_of_all) if not letter.is_of_care else ()
        letter = replace(letter, files=came)
        if letter.space is None and letter.forwarded is None and not letter.said.said and not letter.files:
            raise NotTheirs("files_alone" if arrived.files and letter.is_of_care else "wordless", person=sender.person)
        return _do(letter, facts, known, arrived.id)
    except (NotFound, Gone):
        raise NotTheirs("nowhere", person=sender.person) from None
    except NotSignedIn:
        raise NotTheirs("stranger") from None
    except NotReady:
        raise
    except Refusal as no:
        words = f"{no.message} {no.remedy}".strip()
        back = addresses.without_code(token) if token is not None else ""
        return _set_aside("refused", facts, raw, known, person=sender.person, answers=arrived.id, words=words, reply_to=back)


def _letter(arrived: Arrived, sender: Sender, to: str) -> Letter:
    """What the mail is about. Refuses (404) what is not there for its sender."""
    by = sender.person
    said = trimming.trim(personal.without(arrived.said), names=(by.name, by.first_name, by.handle))
    token = addresses.read(to)
    comment: Comment | None
    if token is not None:
        if token.is_expired or token.person_id != by.public_id:
            raise NotFound
        if token.kind in _OF_CARE:
            return _of_care(token, by, said=said, subject=arrived.subject)
        if token.kind == "answer":
            comment = posts.comment(token.about_id, viewer=by)
            return Letter(by=by, said=said, subject=arrived.subject, post=comment.post, comment=comment)
        if token.kind != "reply":
            raise NotFound
        post = posts.one(token.post_id, viewer=by)
        _, comment = _answered(arrived, by)
        comment = comment if comment is not None and comment.post_id == post.pk else None
        return Letter(by=by, said=said, subject=arrived.subject, post=post, comment=comment)
    slug = addresses.slug_in(to)
    if not slug or (slug == addresses.SHARE and not by.is_member):
        raise NotFound
    forwarded = forwarding.of(said, arrived.subject, arrived.enclosed)
    if slug == addresses.SHARE:
        return Letter(by=by, said=said, subject=arrived.subject, forwarded=forwarded)
    space = spaces.by_slug(slug, viewer=by)
    post_answered, comment = _answered(arrived, by)
    if post_answered is not None and post_answered.space_id == space.pk and sender.is_confirmed:
        return Letter(by=by, said=said, subject=arrived.subject, post=post_answered, comment=comment)
    return Letter(
        by=by, said=said, subject=arrived.subject, space=space, forwarded=forwarded, is_certain=sender.is_confirmed
    )


def _of_care(token: addresses.Token, by: Person, **said: Any) -> Letter:
    """What answers a mail of care. Where that told of what goes wider, and the post is not for its reader any more, they may still say
    that they want to be told no more."""
    try:
        return Letter(by=by, version=token.version or None, **said, **_OF_CARE[token.kind](token.about_id, by))
    except (NotFound, Gone):
        told = queries.told_wider(by, token.about_id) if token.kind == "care" else []
        if not told:
            raise
        return caring.Without(by=by, **said, told=tuple(told))


_OF_CARE: dict[str, Callable[[str, Person], dict[str, Any]]] = {
    "consult": lambda about_id, by: {"consult": care.consult(about_id, viewer=by)},
    "talk": lambda about_id, by: {"concern": care.concern(about_id, viewer=by)},
    "matter": lambda about_id, by: {"narrowing": care.narrowing(about_id, viewer=by)},
    "access": lambda about_id, by: {"access": care.access_request(about_id, viewer=by)},
    "care": lambda about_id, by: {"post": posts.one(about_id, viewer=by), "is_private": True},
}
"""What the addresses of mails of care lead to, for who comes by them."""


def _answered(arrived: Arrived, by: Person) -> tuple[Post | None, Comment | None]:
    """The post and comment that the mail answers, as far as its sender may see them: of the nearest Message-ID that is known."""
    for message_id in arrived.answers:
        if (said := addresses.said_in(message_id)) is not None:
            kind, public_id = said
        elif (row := _row_of(message_id)) is not None:
            kind, public_id = (
                ("comment", row.comment.public_id) if row.comment else ("post", row.post.public_id if row.post else "")
            )
        else:
            continue
        with suppress(NotFound, Gone):
            if kind == "post":
                return posts.one(public_id, viewer=by), None
            comment = posts.comment(public_id, viewer=by)
            return comment.post, comment
    return None, None


def _row_of(message_id: str) -> Received | None:
    """What came in under this Message-ID and became something."""
    found = Received.objects.filter(message_id=keeping.short(message_id), state=State.TAKEN).exclude(post=None)
    return found.select_related("post", "comment").order_by("pk").first()


def _unknown_answered(arrived: Arrived) -> str:
    """The Message-ID of the mail that this one answers, where that is not ours and did not come here yet; else ""."""
    nearest = arrived.answers[0] if arrived.answers else ""
    if not nearest or addresses.said_in(nearest) is not None:
        return ""
    is_here = Received.objects.filter(message_id=keeping.short(nearest), state=State.TAKEN).exists()
    return "" if is_here else keeping.short(nearest)


def _files(came: Sequence[File]) -> tuple[Taken, ...]:
    """What came with the mail, taken as uploads are. Refuses what those refuse, and (422) a mail of the house: its links are one person's."""
    if any(personal.is_in(file) for file in came):
        raise Unacceptable(
            "A mail of ours is attached, with links that are yours alone.",
            remedy="Send it again without that, or copy its words.",
        )
    if len(came) > settings.MAX_UPLOAD_FILES:
        raise TooManyFiles(len(came), settings.MAX_UPLOAD_FILES)
    return tuple(files.take([file.content], file.name, into=store, most=settings.MAX_UPLOAD_BYTES) for file in came)


def _do(letter: Letter, facts: dict[str, Any], known: Received | None, message_id: str) -> Received:
    try:
        with transaction.atomic():
            row = _row(known, {**facts, "to": "", "raw_key": ""}, state=State.TAKEN)
            if row is None:
                return Received.objects.get(key=facts["key"])
            letter = replace(letter, by=people.held(letter.by))
            done: Done = acts.asked(letter)(letter)
            row.act, row.post, row.comment = done.act, done.post, done.comment
            row.save(update_fields=["act", "post", "comment"])
            if done.answer:
                answering.tell(letter.by, done.answer, post=done.post, answers=message_id)
            return row
    except IntegrityError as error:
        return _other(facts, error)


def _wait(message_id: str, facts: dict[str, Any], raw: bytes, known: Received | None) -> Received:
    if known is not None:
        return known
    return _kept(facts, raw, None, state=State.WAITING, waits_for=message_id, due_at=clock.now() + PATIENCE)


def _written_by_a_program(kind: str, facts: dict[str, Any], raw: bytes, known: Received | None) -> Received:
    return _kept(facts, raw, known, state=State.PROGRAM, reason=kind)


def _set_aside(
    reason: str,
    facts: dict[str, Any],
    raw: bytes,
    known: Received | None,
    *,
    person: Person | None = None,
    answers: str = "",
    words: str = "",
    reply_to: str = "",
) -> Received:
    row = _kept(facts, raw, known, state=State.ASIDE, reason=reason)
    if person is not None and reason != "often":
        answering.tell(person, reason, words=words, answers=answers, reply_to=reply_to)
    log.info("mail.aside", reason=reason, size=len(raw))
    return row


def _kept(facts: dict[str, Any], raw: bytes, known: Received | None, **more: Any) -> Received:
    raw_key = known.raw_key if known is not None and known.raw_key else keeping.keep(raw)
    try:
        with transaction.atomic():
            row = _row(known, {**facts, "raw_key": raw_key, **more}, state=more["state"])
            return row or Received.objects.get(key=facts["key"])
    except IntegrityError as error:
        return _other(facts, error)


def _row(known: Received | None, facts: dict[str, Any], *, state: str) -> Received | None:
    """The row of the mail: a new one, or the one that waited; None where somebody else has taken that one meanwhile."""
    if known is None:
        return Received.objects.create(**{**facts, "state": state})
    kept = {name: value for name, value in facts.items() if name not in ("key", "at", "message_id", "size")}
    if state == State.TAKEN:
        kept.update(due_at=None, waits_for="", reason="")
    found = Received.objects.filter(pk=known.pk, state=known.state)
    if not found.update(**{**kept, "state": state}):
        return None
    return Received.objects.get(pk=known.pk)


def _other(facts: dict[str, Any], error: IntegrityError) -> Received:
    """The row of the same mail, which somebody else has just written; where there is none, that was not the trouble."""
    row = Received.objects.filter(key=facts["key"]).first()
    if row is None:
        raise error
    return row


def _key(digest: str, message_id: str, to: str) -> str:
    return hashlib.sha256(f"{message_id}\0{digest}\0{to.lower()}".encode("utf-8", "replace")).hexdigest()


def _is_often(person: Person) -> bool:
    since = clock.now() - timedelta(hours=1)
    return Received.objects.filter(person=person, at__gt=since).count() >= MOST_AN_HOUR


def _person_of(arrived: Arrived) -> Person | None:
    with suppress(NotTheirs):
        return senders.sender(arrived).person
    return None
