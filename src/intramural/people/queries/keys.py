"""What opens the door: invitations, sessions, tokens."""

from __future__ import annotations

import hashlib
import json

from django.db import connection
from django.db.models import QuerySet

from intramural.kit import clock
from intramural.kit.errors import NotFound, NotSignedIn
from intramural.people import rows
from intramural.people.errors import InvitationGone
from intramural.people.models import Invitation, Person, Session, Token


def hash_of(secret: str) -> str:
    """What is kept of a secret that is long and random. (Passwords are neither: they are kept by Argon2.)"""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_of(person: Person) -> Invitation | None:
    """The person's open invitation, even one that has run out; None for none."""
    return Invitation.objects.select_related("invited_by").filter(person=person).first()


def invitations_by(person: Person) -> QuerySet[Invitation]:
    """The open invitations that this person sent, the newest first; those that have run out among them."""
    return Invitation.objects.filter(invited_by=person).select_related("person").order_by("-sent_at")


def invitation(token: str) -> Invitation:
    """The open invitation of this link. Refuses (410) a link that was used, replaced, or has run out."""
    found = (
        Invitation.objects.select_related("person", "invited_by")
        .filter(token_hash=hash_of(token), expires_at__gt=clock.now(), person__deactivated_at=None)
        .first()
    )
    if found is None:
        raise InvitationGone
    return found


def sessions_of(person: Person) -> QuerySet[Session]:
    """One's own signed-in browsers, the newest first."""
    return Session.objects.filter(person=person, expire_date__gt=clock.now()).order_by("-started_at")


def session(public_id: str, *, of: Person) -> Session:
    found = Session.objects.filter(person=of, public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such session of yours.")
    return found


def tokens_of(person: Person) -> QuerySet[Token]:
    """One's own tokens, the newest first; those that have run out among them."""
    return Token.objects.filter(person=person).order_by("-made_at", "-pk")


def token(public_id: str, *, of: Person) -> Token:
    found = Token.objects.filter(person=of, public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such token of yours.")
    return found


def token_of(secret: str) -> Token | None:
    """The token that this secret is, with its person, if neither has ended; None otherwise. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TOKEN, [hash_of(secret), connection.ops.adapt_datetimefield_value(clock.now())])
        row = cursor.fetchone()
    return None if row is None else Token(id=row[0], scopes=json.loads(row[1]), person=rows.person(row[2:]))


def held(person: Person) -> Person:
    """The person as they are now; nobody ends or erases their account, or makes a guest of them, before this transaction is over.

    Refuses (401) whoever may not sign in any more, since they were let in. One query.
    """
    with connection.cursor() as cursor:
        # PostgreSQL: what an insert that names the person would take. It waits for who ends the account (`Person.lock`), and
        # for nobody else.
        cursor.execute(_PERSON + (" FOR KEY SHARE" if connection.vendor == "postgresql" else ""), [person.pk])
        row = cursor.fetchone()
    if row is None:
        raise NotSignedIn("This account was ended.", remedy="Ask an operator to open it again.")
    return rows.person(row)


_PERSON = f"SELECT {rows.columns('p')} FROM people_person p WHERE p.id = %s AND p.is_active"
_TOKEN = (
    f"SELECT t.id, t.scopes, {rows.columns('p')} FROM people_token t JOIN people_person p ON p.id = t.person_id "
    "WHERE t.token_hash = %s AND (t.expires_at IS NULL OR t.expires_at > %s) AND p.is_active"
)
