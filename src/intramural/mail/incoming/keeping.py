"""What is kept of mails that came in: their bytes while they wait or stand aside, and rows that know them when they come again."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from intramural.kit import clock
from intramural.kit.files.store import Store
from intramural.mail.models import Answer, Received

store = Store("mail")
KNOWN_FOR = timedelta(days=100)
"""How long a mail that comes again is known: longer than its address is good."""
ASIDE_FOR = timedelta(days=30)


def keep(raw: bytes) -> str:
    """Keeps the bytes of a mail; returns their key."""
    return store.keep([raw], most=len(raw)).key


def bytes_of(row: Received) -> bytes:
    """The bytes of a mail that waits or stands aside. Raises FileNotFoundError where they went."""
    with store.open(row.raw_key) as file:
        return file.read()


def short(message_id: str) -> str:
    """A Message-ID as it is kept: as it is, or where it is long its checksum."""
    is_plain = len(message_id) <= 200 and message_id.isprintable()
    return message_id if is_plain else f"sha256:{hashlib.sha256(message_id.encode('utf-8', 'replace')).hexdigest()}"


def forget() -> int:
    """Forgets mails that nobody sends again any more, and bytes that stood aside for a month; returns how many rows."""
    now = clock.now()
    aside = Received.objects.exclude(raw_key="").exclude(state=Received.State.WAITING).filter(at__lt=now - ASIDE_FOR)
    aside.update(raw_key="", to="")
    gone = Received.objects.exclude(state=Received.State.WAITING).filter(at__lt=now - KNOWN_FOR).delete()[0]
    gone += Answer.objects.filter(due_at=None, at__lt=now - ASIDE_FOR).delete()[0]
    store.sweep(lambda keys: set(Received.objects.filter(raw_key__in=keys).values_list("raw_key", flat=True)))
    return gone
