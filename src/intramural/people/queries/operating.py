"""Accounts, for operators; and whoever has an address."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Q

from intramural.kit.errors import NotFound
from intramural.kit.paging import NameKey, Page
from intramural.people.models import Person
from intramural.people.queries.finding import DIRECTORY_PAGE, MOST_WORDS, has, page_of

KINDS = {
    "here": ("Here", Q(is_active=True)),
    "not_yet": ("Not here yet", Q(is_active=False, deactivated_at=None)),
    "guests": ("Guests", Q(standing=Person.Standing.GUEST)),
    "operators": ("Operators", Q(is_operator=True)),
    "ended": ("Ended", Q(deactivated_at__isnull=False)),
}
LONGEST_ADDRESS = 254  # RFC 5321


def accounts(*, words: str = "", kind: str = "", after: NameKey | None = None, size: int = DIRECTORY_PAGE) -> Page[Person]:
    """Every account but the erased, for an operator: by name, a page by key. One query.

    Words are looked for as in the directory, and in addresses. `kind` is one of KINDS; anything else means all.
    """
    found = Person.objects.filter(erased_at=None).select_related("unit")
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(has(word) | Q(email__icontains=word))
    if kind in KINDS:
        found = found.filter(KINDS[kind][1])
    return page_of(found, after=after, size=size)


def account(handle: str) -> Person:
    """The account of this handle, for an operator. Refuses (404) one that is not there or was erased."""
    found = Person.objects.select_related("unit", "manager").filter(handle=handle.lower(), erased_at=None).first()
    if found is None:
        raise NotFound("There is no account by that name.")
    return found


def second_steps_of(person: Person) -> int:
    """How many keys beside the password the account has: passkeys, an authenticator app, recovery codes."""
    count: int = Authenticator.objects.filter(user=person).count()
    return count


def by_address(address: str) -> Person | None:
    """Whoever has this mail address, however it is written; None for nobody."""
    address = address.strip()
    if not address or len(address) > LONGEST_ADDRESS:  # SQLite refuses to look for a longer one
        return None
    return Person.objects.filter(email__iexact=address).first()
