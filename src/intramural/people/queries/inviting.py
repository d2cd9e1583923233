"""Who of many is to be invited, looked at before anything is sent; and how the mails went."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet, Value
from django.db.models.functions import Lower, StrIndex, Substr

from intramural.kit.errors import Unacceptable
from intramural.kit.markup import clean_line
from intramural.people.models import Invitation, Person, Unit

MOST_TOGETHER = 500
MOST_ADDRESSES = 5000
_ON_ITS_WAY = (Invitation.Mail.WAITING, Invitation.Mail.LEAVING)
_BETWEEN = re.compile(r"[,;\n\r\t]+")
_IN_BRACKETS = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True)
class Plan:
    """Who will be invited, at most MOST_TOGETHER of them, and who of those that were chosen will not, and why."""

    invited: list[Person] = field(default_factory=list)
    left: int = 0
    """How many more there are, for the next time."""
    before: list[Person] = field(default_factory=list)
    """They have an invitation already."""
    without_address: list[Person] = field(default_factory=list)
    here: int = 0
    ended: int = 0
    unknown: list[str] = field(default_factory=list)
    """Addresses of nobody, and words that are no address."""
    standing: str = ""
    """As what all of them are to come in; "": each as what they were brought in or invited as."""

    def comes_as(self, person: Person) -> str:
        """The standing that this one of the invited comes in with."""
        return self.standing or person.arrives_as

    @property
    def guests(self) -> int:
        """How many of the invited come in as guests; the others come in as members."""
        return sum(self.comes_as(person) == Person.Standing.GUEST for person in self.invited)

    @property
    def mark(self) -> str:
        """Changes whenever other people would be invited, or as something else: what somebody saw is what is sent."""
        seen = ",".join(f"{person.pk} {self.comes_as(person)}" for person in self.invited)
        return hashlib.sha256(seen.encode()).hexdigest()[:16]


def plan(chosen: QuerySet[Person], *, again: bool = False, standing: str = "", unknown: Iterable[str] = ()) -> Plan:
    """What inviting those who were chosen means now. `again`: also whoever was invited before, unless it is on its way.

    Refuses (422) a standing that is neither "", member nor guest.
    """
    if standing not in ("", Person.Standing.MEMBER, Person.Standing.GUEST):
        raise Unacceptable("Nobody is invited as that.", remedy="Choose from the list.", field="standing")
    everybody = chosen.filter(erased_at=None)
    not_here = (
        everybody.filter(is_active=False, deactivated_at=None).select_related("unit", "invitation").order_by("name", "pk")
    )
    invited, before, without_address = [], [], []
    for person in not_here:
        invitation = getattr(person, "invitation", None)
        if not person.email:
            without_address.append(person)
        elif invitation is None or (again and invitation.mail not in _ON_ITS_WAY):
            invited.append(person)
        else:
            before.append(person)
    return Plan(
        invited=invited[:MOST_TOGETHER],
        left=max(0, len(invited) - MOST_TOGETHER),
        before=before,
        without_address=without_address,
        here=everybody.filter(is_active=True).count(),
        ended=everybody.filter(deactivated_at__isnull=False).count(),
        unknown=sorted(unknown),
        standing=standing,
    )


def of_unit(unit: Unit) -> QuerySet[Person]:
    """Everybody of the unit and its sub-units."""
    return Person.objects.filter(unit__path__startswith=unit.path)


def of_source(source: str) -> QuerySet[Person]:
    """Everybody who first came from this system, such as "slack". Refuses (422) one that nobody came from."""
    if source not in sources():
        raise Unacceptable("Nobody who is not here yet came from there.", remedy="Choose from the list.", field="source")
    return Person.objects.filter(origin__startswith=f"{source}:")


def sources() -> list[str]:
    """The systems from which somebody came who is not here yet: "mattermost", "slack" … One query."""
    came = Person.objects.filter(origin__contains=":", is_active=False, deactivated_at=None, erased_at=None)
    named = came.annotate(source=Substr("origin", 1, StrIndex("origin", Value(":")) - 1)).order_by("source")
    return list(named.values_list("source", flat=True).distinct())


def of_addresses(text: str) -> tuple[QuerySet[Person], list[str]]:
    """Whoever has one of these addresses, written with commas or lines between, and what was nobody's or no address.

    Refuses (422) none, and more than 5,000.
    """
    words = list(dict.fromkeys(word for part in _BETWEEN.split(text) if (word := _address(part))))
    if not words:
        raise Unacceptable("No address was written.", remedy="Write one or more, a line for each.", field="addresses")
    if len(words) > MOST_ADDRESSES:
        raise Unacceptable(
            f"Those are more than {MOST_ADDRESSES:,} addresses.", remedy="Take them in parts.", field="addresses"
        )
    known: dict[str, int] = {}
    for start in range(0, len(words), 500):
        rows = Person.objects.annotate(lower=Lower("email")).filter(lower__in=words[start : start + 500])
        known.update({(email or "").lower(): pk for email, pk in rows.values_list("email", "pk")})
    return Person.objects.filter(pk__in=known.values()), [word for word in words if word not in known]


def _address(part: str) -> str:
    bracketed = _IN_BRACKETS.search(part)
    return clean_line(bracketed[1] if bracketed else part).lower()[:254]


@dataclass(frozen=True)
class Outcome:
    """How the mails went: what waits in number, and by name whom none has reached for certain."""

    waiting: int
    troubled: list[Invitation]
    """Of those that wait: they were tried, and will be again."""
    refused: list[Invitation]
    unsure: list[Invitation]


def outcome(*, of: Iterable[Person] | None = None) -> Outcome:
    """Of all open invitations of people who are not here yet, or of these people. Four queries."""
    open_ones = Invitation.objects.filter(person__is_active=False, person__deactivated_at=None).select_related("person")
    if of is not None:
        open_ones = open_ones.filter(person__in=[person.pk for person in of])
    named = open_ones.order_by("person__name", "pk")
    return Outcome(
        waiting=open_ones.filter(mail__in=_ON_ITS_WAY).count(),
        troubled=list(named.filter(mail=Invitation.Mail.WAITING).exclude(mail_said="")[:MOST_TOGETHER]),
        refused=list(named.filter(mail=Invitation.Mail.REFUSED)[:MOST_TOGETHER]),
        unsure=list(named.filter(mail=Invitation.Mail.UNSURE)[:MOST_TOGETHER]),
    )
