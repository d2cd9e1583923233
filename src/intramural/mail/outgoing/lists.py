"""The list that a mail belongs to, and the ways out of it that stand in its headers (RFC 2369, RFC 2919, RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address

from django.conf import settings
from django.urls import reverse

from intramural.kit.markup import clean_line
from intramural.mail import addresses
from intramural.people.models import Person


@dataclass(frozen=True)
class MailList:
    """A list by what is left when one leaves it (`addresses`), its name, and its name among addresses."""

    about_id: str
    name: str
    slug: str


def of_digests() -> MailList:
    """What tells of several things together."""
    return MailList(addresses.DIGESTS, f"Digests of {settings.SITE_NAME}", "digests")


def of_briefs() -> MailList:
    """What stewards get once a week."""
    return MailList(addresses.BRIEFS, "Your topics", "briefs")


def leaving(of: MailList, person: Person) -> str:
    """The address at which this person leaves the list with one click, without signing in."""
    return f"{settings.SITE_URL}{reverse('mail:leaving', args=[addresses.leave_token(person, of.about_id)])}"


def headers(of: MailList, person: Person) -> dict[str, str]:
    """What mail programs know the list by, and leave it with."""
    ways_out = [f"<{leaving(of, person)}>"]
    if settings.MAIL_COMES_IN:
        ways_out.append(f"<mailto:{addresses.leave_address(person, of.about_id)}>")
    name = str(Address(display_name=clean_line(of.name))).removesuffix(" <>")
    return {
        "List-Id": f"{name} <{of.slug}.{settings.MAIL_DOMAIN}>",
        "List-Unsubscribe": ", ".join(ways_out),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
