"""Who a mail is from: one address in From, of one person here, and confirmed where the operator says who confirms it.

INTRAMURAL_MAIL_TRUSTS names the servers whose Authentication-Results (RFC 8601) are believed: then each mail needs a pass.
Where it names none, the address of the sender and the secret in the address written to do; without a secret, the sender is
asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from intramural.mail.incoming.reading import Arrived
from intramural.people import queries as people
from intramural.people.models import Person

_MOST = 4_000
_METHOD = re.compile(r"\s*(dmarc|dkim|spf)\s*=\s*([a-z]+)\b(.{0,400})", re.IGNORECASE | re.DOTALL)
_DOMAIN = re.compile(r"(?:header\.d|header\.i|header\.from|smtp\.mailfrom)\s*=\s*\"?([^\s;\"]{1,300})", re.IGNORECASE)


@dataclass(frozen=True)
class Sender:
    """The person, and whether a trusted server confirmed that the mail is theirs."""

    person: Person
    is_confirmed: bool


class NotTheirs(Exception):
    """Nobody here, or nobody that can be told for sure, sent it. `reason` is a word of `reasons`; `person` may be told."""

    def __init__(self, reason: str, *, person: Person | None = None) -> None:
        super().__init__(reason)
        self.reason, self.person = reason, person


def sender(arrived: Arrived) -> Sender:
    """Whoever sent it. Raises NotTheirs."""
    if len(arrived.senders) != 1:
        raise NotTheirs("senders")
    address = arrived.senders[0][1]
    person = people.by_address(address)
    if person is None or not person.is_active:
        raise NotTheirs("stranger")
    if not settings.MAIL_TRUSTS:
        return Sender(person, is_confirmed=False)
    if not confirmed(arrived.verdicts, address.rpartition("@")[2]):
        raise NotTheirs("unproven", person=person)
    return Sender(person, is_confirmed=True)


def confirmed(verdicts: Sequence[str], domain: str) -> bool:
    """Whether the newest verdict of a trusted server says that the mail comes from this domain.

    A DMARC verdict decides; without one a DKIM or SPF pass does whose domain is the sender's, or one above or below it.
    """
    for verdict in verdicts:
        server, _, results = _without_comments(verdict[:_MOST]).partition(";")
        if server.split()[:1] and server.split()[0].lower() in settings.MAIL_TRUSTS:
            return _passes(results, domain)
    return False


def _passes(results: str, domain: str) -> bool:
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for result in results.split(";"):
        if match := _METHOD.match(result):
            domains = [name.rpartition("@")[2].lower().rstrip(".") for name in _DOMAIN.findall(match[3])]
            found.setdefault(match[1].lower(), []).append((match[2].lower(), domains))
    if "dmarc" in found:
        return any(said == "pass" and _aligned(domains or [domain], domain) for said, domains in found["dmarc"])
    return any(
        said == "pass" and _aligned(domains, domain) for how in ("dkim", "spf") for said, domains in found.get(how, [])
    )


def _aligned(domains: Sequence[str], domain: str) -> bool:
    return any(one == domain or one.endswith(f".{domain}") or (domain.endswith(f".{one}") and "." in one) for one in domains)


def _without_comments(text: str) -> str:
    """The text without what stands in parentheses and quotation marks: a sender may have chosen it."""
    kept, depth, is_quoted = [], 0, False
    for letter in text:
        if letter == '"' and not depth:
            is_quoted = not is_quoted
        elif letter == "(" and not is_quoted:
            depth += 1
        elif letter == ")" and not is_quoted:
            depth = max(0, depth - 1)
        elif not depth and not is_quoted:
            kept.append(letter)
    return "".join(kept)
