"""Delivering: what came by SMTP, or from a file, is taken for each address, and whoever brought it is told how that went."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from django.conf import settings
from django.db import DatabaseError

from intramural.kit.errors import NotReady
from intramural.mail.incoming import taking

log = structlog.get_logger(__name__)
TAKEN, LATER = "250 2.0.0 Taken", "451 4.3.0 Not now: try again"
NOT_OURS = "550 5.1.2 This domain is not ours"


def is_ours(address: str) -> bool:
    """Whether the address is of our domain. Whether it leads anywhere is told to nobody who asks."""
    return address.rpartition("@")[2].lower() == settings.MAIL_DOMAIN


def deliver(raw: bytes, *, to: Sequence[str], sender: str = "?") -> str:
    """Takes a mail for these addresses and says how that went, in the words of SMTP: taken is what is committed.

    A mail without a sender on its envelope came from a program. Nothing that a mail holds raises.
    """
    if sender in ("", "<>"):
        raw = b"Return-Path: <>\r\n" + raw
    try:
        for address in dict.fromkeys(each.lower() for each in to):
            taking.take(raw, to=address)
    except (DatabaseError, NotReady, OSError):
        log.exception("mail.not_taken", size=len(raw))
        return LATER
    return TAKEN
