"""What opens the door: sessions of browsers, tokens of programs."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction

from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.kit.markup import clean_line
from intramural.people import queries, scopes
from intramural.people.events import SessionEnded, TokenEnded, TokenIssued
from intramural.people.models import Person, Session, Token
from intramural.record import journal

MARK = "im_"  # so that a scanner, and a person, knows a token when they see one
MOST_TOKENS = 30
MOST_DAYS = 3650


@transaction.atomic
def end_session(public_id: str, *, by: Person) -> None:
    """Signs out one of one's own browsers. Refuses (404) what is not one's own."""
    session = queries.session(public_id, of=by)
    session.delete()
    journal.note(SessionEnded(person_id=by.pk), by=by, about=by)


@transaction.atomic
def end_other_sessions(*, by: Person, but: str | None) -> int:
    """Signs out all of one's own browsers but the one with this session key; returns how many."""
    _, deleted = Session.objects.filter(person=by).exclude(session_key=but or "").delete()
    gone = deleted.get(Session._meta.label, 0)  # what higher domains keep with a session goes too, and is not counted
    if gone:
        journal.note(SessionEnded(person_id=by.pk), by=by, about=by)
    return gone


def end_all(person: Person, *, by: Person | None) -> None:
    """Signs somebody out of every browser and ends their tokens, where what they may do has shrunk."""
    if Session.objects.filter(person=person).delete()[0]:
        journal.note(SessionEnded(person_id=person.pk), by=by, about=person)
    for pk in Token.objects.filter(person=person).values_list("pk", flat=True):
        journal.note(TokenEnded(person_id=person.pk, token_id=pk), by=by, about=person)
    Token.objects.filter(person=person).delete()


@transaction.atomic
def issue_token(*, by: Person, name: str, allowed: list[str], days: int | None = 90) -> tuple[Token, str]:
    """A new token and its secret, which is nowhere kept and shown this once; `days` None: until it is ended.

    Refuses (422) no name, scopes that are not there, more than ten years, and a thirty-first token.
    """
    name = clean_line(name)
    if not name or len(name) > 80:
        raise Unacceptable("A token needs a name of 1 to 80 characters.", remedy="Say what it is for.", field="name")
    if days is not None and not 1 <= days <= MOST_DAYS:
        raise Unacceptable("A token lasts from a day to ten years.", remedy="90 days is usual.", field="days")
    if by.tokens.count() >= MOST_TOKENS:
        raise Unacceptable(f"Nobody has more than {MOST_TOKENS} tokens.", remedy="End one that you no longer use.")
    now = clock.now()
    secret = MARK + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=by,
        name=name,
        scopes=scopes.chosen(allowed),
        token_hash=queries.hash_of(secret),
        made_at=now,
        expires_at=now + timedelta(days=days) if days is not None else None,
    )
    journal.note(TokenIssued(person_id=by.pk, token_id=token.pk), by=by, about=by)
    return token, secret


@transaction.atomic
def end_token(public_id: str, *, by: Person) -> None:
    """Ends one of one's own tokens, at once. Refuses (404) what is not one's own."""
    token = queries.token(public_id, of=by)
    ended = TokenEnded(person_id=by.pk, token_id=token.pk)
    token.delete()
    journal.note(ended, by=by, about=by)
