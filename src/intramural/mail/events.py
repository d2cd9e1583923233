from __future__ import annotations

from dataclasses import dataclass

from intramural.record.journal import Event


@dataclass(frozen=True)
class MailsLeft(Event):
    """Somebody wants no more mails of one list: a space's public id, or addresses.HOUSE, DIGESTS or BRIEFS."""

    person_id: int
    about_id: str


@dataclass(frozen=True)
class MailsWanted(Event):
    """Somebody who had left a list wants its mails again."""

    person_id: int
    about_id: str


@dataclass(frozen=True)
class AddressDoubted(Event):
    """Mails to somebody came back, or were complained of: none are sent until they ask for them."""

    person_id: int


@dataclass(frozen=True)
class AddressTrusted(Event):
    """Somebody asked for mails to their address again."""

    person_id: int
