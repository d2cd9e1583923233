"""The mail to those who look after something whose second thought has muted itself. Nobody's doings stand in it, only sums."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from intramural.mail import addresses
from intramural.mail.models import Notice
from intramural.mail.outgoing import writing
from intramural.stewards import policy
from intramural.thought import queries

KINDS = (Notice.Kind.MUTED,)
BESIDE = ("stewardship__topic", "stewardship__unit", "stewardship__steward", "stewardship__deputy")


def is_wanted(notice: Notice) -> bool:
    """Whether it is muted still, and theirs."""
    it = notice.stewardship
    return it is not None and policy.is_in_care_of(notice.person, it) and queries.is_muted(it)


def mail(notice: Notice) -> EmailMessage:
    """The mail, from the house itself."""
    it = notice.stewardship
    assert it is not None
    context = {
        "person": notice.person,
        "it": it,
        "sums": queries.fared(it),
        "link": f"{settings.SITE_URL}{it.url}second-thought/",
        "to_say": f"{settings.SITE_URL}{it.url}say/",
    }
    subject, _, body = render_to_string("mail/notices/muted.txt", context).strip("\n").partition("\n")
    headers = {
        "From": writing.from_header(""),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        addresses.OURS: "notice",
    }
    sender, to = settings.DEFAULT_FROM_EMAIL, [notice.person.email or ""]
    return EmailMessage(subject.strip(), f"{body.strip()}\n", sender, to, headers=headers)
