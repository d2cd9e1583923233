"""Questions about people and units. What a directory shows is open to every member; guests see whom they share with."""

from __future__ import annotations

import hashlib
import json
import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from intramural.kit import clock
from intramural.kit.errors import NotFound, Unacceptable
from intramural.kit.paging import NameKey, Page
from intramural.people import rows
from intramural.people.errors import InvitationGone
from intramural.people.models import Delegation, Following, Invitation, Person, Session, Token, Unit


def members() -> QuerySet[Person]:
    """The people whom *everyone* includes: members that may sign in. Guests and the not yet invited are not."""
    return Person.objects.filter(is_active=True, standing=Person.Standing.MEMBER)


def in_units(units: Iterable[Unit]) -> QuerySet[Person]:
    """Everybody in these units and their sub-units, whether or not they may sign in."""
    ranges = [Q(unit__path__startswith=unit.path) for unit in units]
    return Person.objects.filter(reduce(or_, ranges)) if ranges else Person.objects.none()


def by_handle(handle: str, *, viewer: Person) -> Person:
    """The person with this handle, if the viewer may see their profile; else there is nobody (404)."""
    person = visible_to(viewer).select_related("unit", "manager").filter(handle=handle.lower()).first()
    if person is None:
        raise NotFound("There is nobody here by that name.")
    return person


def visible_to(viewer: Person) -> QuerySet[Person]:
    """The people whose profile the viewer may see: members see everyone who was not erased, a guest sees themselves.

    A guest meets others through the spaces they share; those name them without opening the directory.
    """
    if not getattr(viewer, "is_active", False):
        return Person.objects.none()
    shown = Person.objects.filter(erased_at__isnull=True)
    return shown if viewer.is_member else shown.filter(pk=viewer.pk)


LEVELS = [(str(value), str(label)) for value, label in Person.Level.choices]
DIRECTORY_PAGE = 30
MOST_WORDS = 6
LONGEST_ADDRESS = 254  # RFC 5321


def directory(
    viewer: Person,
    *,
    words: str = "",
    unit: Unit | None = None,
    site: str = "",
    level: str = "",
    language: str = "",
    after: NameKey | None = None,
    size: int = DIRECTORY_PAGE,
) -> Page[Person]:
    """The people whom the viewer may find, by name, a page by key; all conditions together. One query.

    Every word is looked for in name, handle, title and "ask me about". A unit means its sub-units too. Whoever was
    deactivated is left out; their profile stays where it is.
    """
    found = visible_to(viewer).filter(deactivated_at=None).select_related("unit")
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(_has(word))
    if unit is not None:
        found = found.filter(unit__path__startswith=unit.path)
    if site:
        found = found.filter(site=site)
    if level:
        found = found.filter(level=level)
    if language:
        found = found.filter(languages__icontains=language)
    return _page(found, after=after, size=size)


def in_unit(unit: Unit, *, viewer: Person, after: NameKey | None = None, size: int = DIRECTORY_PAGE) -> Page[Person]:
    """The people of this unit itself, without its sub-units, whom the viewer may find; by name, a page by key."""
    found = visible_to(viewer).filter(deactivated_at=None, unit=unit).select_related("unit")
    return _page(found, after=after, size=size)


def choices(viewer: Person) -> dict[str, list[str]]:
    """What a directory can be narrowed to: the sites and the languages of those whom the viewer may find."""
    shown = visible_to(viewer).filter(deactivated_at=None).order_by()
    sites = shown.exclude(site="").values_list("site", flat=True).distinct()
    spoken = shown.exclude(languages="").values_list("languages", flat=True).distinct()
    languages = {word.strip() for several in spoken for word in several.split(",") if word.strip()}
    return {"sites": sorted(sites), "languages": sorted(languages)}


def time_zones() -> list[str]:
    """The names of the time zones that people live in, UTC first."""
    return ["UTC", *sorted(name for name in zoneinfo.available_timezones() if name.split("/")[0] in _CONTINENTS)]


_CONTINENTS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def reports_of(person: Person, *, viewer: Person) -> QuerySet[Person]:
    """Whoever reports to the person and is still here, by name."""
    return visible_to(viewer).filter(manager=person, deactivated_at=None).select_related("unit").order_by("name", "pk")


def is_followed(person: Person, *, by: Person) -> bool:
    """Whether `by` follows the person: a question that only `by` may ask."""
    return Following.objects.filter(person=by, followed=person).exists()


@dataclass
class Branch:
    """A person in the chart with those below; `goes_on` where more is below than is drawn."""

    person: Person
    below: list[Branch] = field(default_factory=list)
    goes_on: bool = False


CHART_DEPTH = 3
MOST_IN_CHART = 400


def chart(viewer: Person, *, of: Person | None = None) -> list[Branch]:
    """Who reports to whom: below one person, or from the top (whoever has reports and no manager).

    Three levels, at most 400 people, one query a level and one for what goes on below.
    """
    shown = visible_to(viewer).filter(deactivated_at=None).select_related("unit").order_by("name", "pk")
    has_reports = Exists(Person.objects.filter(manager=OuterRef("pk"), deactivated_at=None, erased_at=None))
    if of is None:
        tops = [Branch(person) for person in shown.filter(has_reports, manager=None)[:MOST_IN_CHART]]
    else:
        tops = [Branch(of)]
    level, room = tops, MOST_IN_CHART - len(tops)
    for _ in range(CHART_DEPTH - 1):
        by_pk = {branch.person.pk: branch for branch in level}
        level = [Branch(person) for person in shown.filter(manager__in=by_pk)[: max(room, 0)]]
        room -= len(level)
        for branch in level:
            by_pk[branch.person.manager_id].below.append(branch)  # type: ignore[index]
    drawn = {branch.person.pk: branch for branch in _all(tops)}
    below = Person.objects.filter(manager__in=drawn, deactivated_at=None, erased_at=None).exclude(pk__in=drawn)
    for manager_id in below.order_by().values_list("manager", flat=True).distinct():
        drawn[manager_id].goes_on = True  # type: ignore[index]
    return tops


def line_above(person: Person) -> list[Person]:
    """The person's manager, theirs, and so on; the top first."""
    line: list[Person] = []
    above = person.manager
    while above is not None and above not in line:
        line.append(above)
        above = above.manager
    return line[::-1]


def _all(branches: Iterable[Branch]) -> Iterable[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.below)


def _page(found: QuerySet[Person], *, after: NameKey | None, size: int) -> Page[Person]:
    if after is not None:
        found = found.filter(Q(name__gt=after.name) | Q(name=after.name, handle__gt=after.tie))
    rows = list(found.order_by("name", "handle")[: size + 1])
    more = len(rows) > size
    return Page(rows=rows[:size], next=NameKey(rows[size - 1].name, rows[size - 1].handle) if more else None)


def _has(word: str) -> Q:
    # SQLite folds the case of ASCII letters alone.
    spellings = {word} if word.isascii() else {word, word.lower(), word.capitalize(), word.upper()}
    places = ("name", "handle", "title", "ask_me_about")
    return reduce(or_, [Q(**{f"{place}__icontains": spelling}) for place in places for spelling in spellings])


def addresses_of(handles: Iterable[str]) -> Mapping[str, str]:
    """For those handles that exist: where their profile is, to link a mention."""
    known = Person.objects.filter(handle__in=list(handles), erased_at__isnull=True).values_list("handle", flat=True)
    return {handle: f"/people/{handle}/" for handle in known}


def speaks_for(person: Person) -> QuerySet[Unit]:
    """The units for which this person may speak officially now (D10)."""
    now = clock.now()
    current = Delegation.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), person=person, starts_at__lte=now)
    return Unit.objects.filter(delegations__in=current).distinct()


def unit_tree() -> list[Unit]:
    """All units, parents before their children, siblings by name; `unit.depth` is 0 at the top."""
    by_parent: dict[int | None, list[Unit]] = {}
    for unit in Unit.objects.order_by("name"):
        by_parent.setdefault(unit.parent_id, []).append(unit)
    ordered: list[Unit] = []

    def walk(parent_id: int | None, depth: int) -> None:
        for unit in by_parent.get(parent_id, []):
            unit.depth = depth  # type: ignore[attr-defined]
            ordered.append(unit)
            walk(unit.pk, depth + 1)

    walk(None, 0)
    return ordered


def unit(public_id: str, *, viewer: Person | None = None) -> Unit:
    """The unit at this address. Refuses (404) one that is not there, and any to a viewer who is no member."""
    found = Unit.objects.select_related("parent", "head").filter(public_id=public_id).first()
    if found is None or (viewer is not None and not viewer.is_member):
        raise NotFound("There is no such unit for you to see.")
    return found


def units_above(unit: Unit) -> list[Unit]:
    """The units that this one is part of, the top first."""
    line = [int(step) for step in unit.path.split(".") if step and int(step) != unit.pk]
    found = Unit.objects.in_bulk(line)
    return [found[pk] for pk in line]


def units_below(unit: Unit) -> QuerySet[Unit]:
    """The units that are directly part of this one, by name."""
    return Unit.objects.filter(parent=unit).order_by("name")


def delegations_of(unit: Unit) -> QuerySet[Delegation]:
    """Who may speak officially for the unit now, by name."""
    now = clock.now()
    running = Delegation.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), unit=unit, starts_at__lte=now)
    return running.filter(person__is_active=True).select_related("person", "given_by").order_by("person__name")


def delegation(unit: Unit, handle: str) -> Delegation:
    """The running delegation of one person for the unit. Refuses (404) where there is none."""
    found = delegations_of(unit).select_related("unit").filter(person__handle=handle).first()
    if found is None:
        raise NotFound("They do not speak for this unit.")
    return found


KINDS = {
    "here": ("Here", Q(is_active=True)),
    "not_yet": ("Not here yet", Q(is_active=False, deactivated_at=None)),
    "guests": ("Guests", Q(standing=Person.Standing.GUEST)),
    "operators": ("Operators", Q(is_operator=True)),
    "ended": ("Ended", Q(deactivated_at__isnull=False)),
}


def accounts(*, words: str = "", kind: str = "", after: NameKey | None = None, size: int = DIRECTORY_PAGE) -> Page[Person]:
    """Every account but the erased, for an operator: by name, a page by key. One query.

    Words are looked for as in the directory, and in addresses. `kind` is one of KINDS; anything else means all.
    """
    found = Person.objects.filter(erased_at=None).select_related("unit")
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(_has(word) | Q(email__icontains=word))
    if kind in KINDS:
        found = found.filter(KINDS[kind][1])
    return _page(found, after=after, size=size)


def account(handle: str) -> Person:
    """The account of this handle, for an operator. Refuses (404) one that is not there or was erased."""
    found = Person.objects.select_related("unit", "manager").filter(handle=handle.lower(), erased_at=None).first()
    if found is None:
        raise NotFound("There is no account by that name.")
    return found


def named(handle: str, *, viewer: Person, field: str) -> Person | None:
    """Whom somebody wrote into a form as a handle, with or without @; None for nobody. Refuses (422) who is not there."""
    handle = handle.strip().removeprefix("@").lower()
    if not handle:
        return None
    found = visible_to(viewer).filter(handle=handle).first()
    if found is None:
        raise Unacceptable(
            f"There is nobody here with the handle “{handle[:40]}”.", remedy="It stands on their profile.", field=field
        )
    return found


def second_steps_of(person: Person) -> int:
    """How many keys beside the password the account has: passkeys, an authenticator app, recovery codes."""
    count: int = Authenticator.objects.filter(user=person).count()
    return count


def invitation_of(person: Person) -> Invitation | None:
    """The person's open invitation, even one that has run out; None for none."""
    return Invitation.objects.select_related("invited_by").filter(person=person).first()


def invitations_by(person: Person) -> QuerySet[Invitation]:
    """The open invitations that this person sent, the newest first; those that have run out among them."""
    return Invitation.objects.filter(invited_by=person).select_related("person").order_by("-sent_at")


def by_address(address: str) -> Person | None:
    """Whoever has this mail address, however it is written; None for nobody."""
    address = address.strip()
    if not address or len(address) > LONGEST_ADDRESS:  # SQLite refuses to look for a longer one
        return None
    return Person.objects.filter(email__iexact=address).first()


def hash_of(secret: str) -> str:
    """What is kept of a secret that is long and random. (Passwords are neither: they are kept by Argon2.)"""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation(token: str) -> Invitation:
    """The open invitation of this link. Refuses (410) a link that was used, replaced, or has run out."""
    found = (
        Invitation.objects.select_related("person", "invited_by")
        .filter(token_hash=hash_of(token), expires_at__gt=clock.now(), person__deactivated_at=None)
        .first()
    )
    if found is None:
        raise InvitationGone
    return found


def sessions_of(person: Person) -> QuerySet[Session]:
    """One's own signed-in browsers, the newest first."""
    return Session.objects.filter(person=person, expire_date__gt=clock.now()).order_by("-started_at")


def session(public_id: str, *, of: Person) -> Session:
    found = Session.objects.filter(person=of, public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such session of yours.")
    return found


def tokens_of(person: Person) -> QuerySet[Token]:
    """One's own tokens, the newest first; those that have run out among them."""
    return Token.objects.filter(person=person).order_by("-made_at", "-pk")


def token(public_id: str, *, of: Person) -> Token:
    found = Token.objects.filter(person=of, public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such token of yours.")
    return found


def token_of(secret: str) -> Token | None:
    """The token that this secret is, with its person, if neither has ended; None otherwise. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TOKEN, [hash_of(secret), connection.ops.adapt_datetimefield_value(clock.now())])
        row = cursor.fetchone()
    return None if row is None else Token(id=row[0], scopes=json.loads(row[1]), person=rows.person(row[2:]))


_TOKEN = (
    f"SELECT t.id, t.scopes, {rows.columns('p')} FROM people_token t JOIN people_person p ON p.id = t.person_id "
    "WHERE t.token_hash = %s AND (t.expires_at IS NULL OR t.expires_at > %s) AND p.is_active"
)


def units_shown_to(viewer: Person) -> QuerySet[Unit]:
    """The units that the viewer may know of, by name, with parent and head: all for members, none for guests."""
    return Unit.objects.select_related("parent", "head").order_by("name") if viewer.is_member else Unit.objects.none()
