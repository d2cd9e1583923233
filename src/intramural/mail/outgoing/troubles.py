"""What came back. An address that mails come back from for good, three times within thirty days, is sent nothing any more; one
complaint is enough. Its person is told on their settings page, and can ask for mails again."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from intramural.kit import clock
from intramural.kit.markup import clean_line
from intramural.mail import addresses
from intramural.mail.events import AddressDoubted
from intramural.mail.models import Doubt, Letter, Notice
from intramural.people.models import Person
from intramural.record import journal

ENOUGH = 3
WITHIN = timedelta(days=30)


def bounced(address: str, *, permanent: bool, said: str = "") -> bool:
    """A mail came back to this address of ours (`addresses.bounce_address`). Returns whether it was one of ours.

    What comes back for now only (a full mailbox) is no reason to doubt.
    """
    person = _person(address)
    if person is not None and permanent:
        doubt(person, said)
    return person is not None


def complained(address: str, *, said: str = "") -> bool:
    """The reader's provider says that a mail was complained of. Returns whether it was one of ours."""
    person = _person(address)
    if person is not None:
        doubt(person, said or "Somebody marked one of our mails as unwanted.", enough=1)
    return person is not None


@transaction.atomic
def doubt(person: Person, said: str, *, enough: int = ENOUGH) -> None:
    """One more mail to this person's address did not arrive for good; after `enough` of them nothing is sent there."""
    now, address = clock.now(), person.email or ""
    if not address:
        return
    fresh = {"address": address, "last_at": now}
    kept, _ = Doubt.objects.select_for_update().get_or_create(person=person, defaults=fresh)
    is_new = kept.address != address or kept.last_at < now - WITHIN
    if kept.stopped_at is not None and kept.address == address:
        return
    kept.failures, kept.stopped_at = 1 if is_new else kept.failures + 1, None
    kept.address, kept.said, kept.last_at = address, clean_line(said)[:300], now
    if kept.failures >= enough:
        kept.stopped_at = now
        journal.note(AddressDoubted(person_id=person.pk), by=None, about=person)
    kept.save()


def _person(address: str) -> Person | None:
    """Whom the mail was to, if the token was made here and there was such a mail."""
    token = addresses.read(address)
    if token is None or token.kind != "bounce":
        return None
    person = Person.objects.filter(public_id=token.person_id).first()
    if person is None:
        return None
    was_mailed = Letter.objects.filter(person=person, post__public_id=token.post_id).exists()
    return person if was_mailed or Notice.objects.filter(person=person).exists() else None
