"""What comes back to a mail of ours: that it could not be delivered (RFC 3464), that somebody complained of it (RFC 5965), or
that its reader wants no more of its list. The token in the address says whose mail it was; the words are not read."""

from __future__ import annotations

import re

from intramural.mail import actions, outgoing
from intramural.mail.addresses import Token
from intramural.people.models import Person

KINDS = ("bounce", "leave")
MOST_READ = 200_000
_STATUS = re.compile(rb"^Status:[ \t]*([245])\.", re.IGNORECASE | re.MULTILINE)
_SAID = re.compile(rb"^Diagnostic-Code:[ \t]*(?:[\w.-]+;)?[ \t]*([^\r\n]{1,300})", re.IGNORECASE | re.MULTILINE)
_COMPLAINT = re.compile(rb"^Feedback-Type:[ \t]*(?:abuse|fraud|not-wanted)", re.IGNORECASE | re.MULTILINE)


def hear(token: Token, raw: bytes, *, to: str) -> None:
    """Does what the mail to this address of ours asks, or tells the way out what became of the one before it."""
    if token.kind == "leave":
        person = Person.objects.filter(public_id=token.person_id, is_active=True).first()
        if person is not None:
            actions.leave(person, token.about_id)
        return
    report = raw[:MOST_READ]
    if _COMPLAINT.search(report):
        outgoing.complained(to)
        return
    status, said = _STATUS.search(report), _SAID.search(report)
    outgoing.bounced(
        to,
        permanent=status is not None and status[1] == b"5",
        said=said[1].decode("utf-8", "replace") if said is not None else "",
    )
