"""Questions about spaces. An unlisted space does not exist for whoever is not in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from intramural.audiences import visibility
from intramural.audiences.models import EVERYONE
from intramural.kit import locks
from intramural.kit.errors import NotFound, Unacceptable
from intramural.kit.markup import clean_line
from intramural.kit.paging import NameKey, Page
from intramural.people import queries as people
from intramural.people.models import Person
from intramural.spaces import kinds
from intramural.spaces.kinds import Kind
from intramural.spaces.models import Membership, Space, SpaceInvitation

PAGE = 50
MOST_WORDS = 6
LONGEST_NAME = 500  # of which none is; SQLite refuses to look for much longer ones


def visible_to(viewer: Person) -> QuerySet[Space]:
    """The spaces that the viewer may know of: listed ones for members, and any they are in or invited to."""
    if not getattr(viewer, "is_active", False):
        return Space.objects.none()
    return _for(viewer.pk, is_member=viewer.is_member)


def in_sight(sight: visibility.Viewer) -> QuerySet[Space]:
    """As `visible_to`, for the eyes that a list is drawn for."""
    return _for(sight.id, is_member=sight.everyone == EVERYONE)


def _for(person: int, *, is_member: bool) -> QuerySet[Space]:
    mine = Q(pk__in=Membership.objects.filter(person=person).values("space")) | Q(
        pk__in=SpaceInvitation.objects.filter(person=person).values("space")
    )
    return Space.objects.filter(Q(is_listed=True) | mine if is_member else mine)


def unknown(spaces: Iterable[Space], *, viewer: Person) -> set[int]:
    """The numbers of those of these spaces that the viewer may not know of. One query, and of listed ones none for a member."""
    asked = {space.pk for space in spaces if not (space.is_listed and viewer.is_member)}
    return asked - set(visible_to(viewer).filter(pk__in=asked).values_list("pk", flat=True)) if asked else asked


def known_sql(alias: str) -> str:
    """`visible_to` as SQL over an alias of the table of spaces; its parameters are those of `visibility.params`."""
    mine = " OR ".join(
        f"{alias}.id IN (SELECT space_id FROM {model._meta.db_table} WHERE person_id = %(viewer)s)"
        for model in (Membership, SpaceInvitation)
    )
    return f"({alias}.is_listed AND %(everyone)s = {EVERYONE} OR {mine})"


def by_slug(slug: str, *, viewer: Person) -> Space:
    """The space at this address, if the viewer may know of it; else there is none (404)."""
    space = visible_to(viewer).filter(slug=clean_line(slug)).first()
    if space is None:
        raise NotFound("There is no such space for you to see.")
    return space


def held(space: Space) -> Space:
    """The space as it is now: nobody gates, opens or archives it, or takes anybody out of it, until the transaction ends."""
    [now] = locks.shared(Space.objects.filter(pk=space.pk))
    return now


def membership(space: Space, person: Person) -> Membership | None:
    return Membership.objects.filter(space=space, person=person).first()


def of_member(person: Person) -> QuerySet[Space]:
    """The spaces that the person is in, by name."""
    return Space.objects.filter(memberships__person=person).order_by("name")


def owners(space: Space) -> list[Person]:
    """Who looks after the space and can sign in, by name."""
    return list(
        Person.objects.filter(memberships__space=space, memberships__role=Membership.Role.OWNER, is_active=True).order_by(
            "name", "pk"
        )
    )


def invitation(space: Space, person: Person) -> SpaceInvitation | None:
    return SpaceInvitation.objects.filter(space=space, person=person).select_related("invited_by").first()


@dataclass(frozen=True)
class Seen:
    """A space as one viewer meets it: how they stand to it, who looks after it, how many people are in it."""

    space: Space
    viewer: Person
    membership: Membership | None
    invitation: SpaceInvitation | None
    owners: list[Person]
    people: int

    @property
    def kind(self) -> Kind:
        return kinds.BY_NAME[self.space.kind]

    @property
    def is_owner(self) -> bool:
        return self.membership is not None and self.membership.role == Membership.Role.OWNER

    @property
    def shows_members(self) -> bool:
        """Whether the viewer is told who is in it: of an open space every member is, of a gated one its members."""
        return self.membership is not None or (not self.space.is_gated and self.viewer.is_member)

    @property
    def shows_posts(self) -> bool:
        """Whether what stands here is meant for the viewer too; what they may read of it is asked elsewhere."""
        return self.shows_members


def seen(slug: str, *, viewer: Person) -> Seen:
    """The space at this address as the viewer meets it; else there is none (404). At most five queries."""
    space = by_slug(slug, viewer=viewer)
    mine = membership(space, viewer)
    return Seen(
        space=space,
        viewer=viewer,
        membership=mine,
        invitation=None if mine is not None else invitation(space, viewer),
        owners=owners(space),
        people=_present(space).count(),
    )


def listed(viewer: Person, *, kind: str = "", search: str = "", after: NameKey | None = None) -> Page[Space]:
    """Spaces that the viewer may know of and is not in, by name, a page by key.

    Each has its number of `people`, and `is_invited`. The archived are left out, unless they are searched for.
    """
    found = _counted(visible_to(viewer)).exclude(pk__in=Membership.objects.filter(person=viewer).values("space"))
    found = found.annotate(is_invited=Exists(SpaceInvitation.objects.filter(space=OuterRef("pk"), person=viewer)))
    found = _narrowed(found, kind=kind, search=search)
    if not search:
        found = found.filter(archived_at__isnull=True)
    if after is not None:
        found = found.filter(Q(name__gt=after.name) | Q(name=after.name, slug__gt=after.tie))
    rows = list(found.order_by("name", "slug")[: PAGE + 1])
    more = len(rows) > PAGE
    return Page(rows=rows[:PAGE], next=NameKey(rows[PAGE - 1].name, rows[PAGE - 1].slug) if more else None)


def mine(viewer: Person, *, kind: str = "", search: str = "") -> list[Space]:
    """The spaces that the viewer is in, by name, each with its number of `people`; the archived last."""
    found = _narrowed(_counted(Space.objects.filter(pk__in=viewer.memberships.values("space"))), kind=kind, search=search)
    return sorted(found.order_by("name", "pk"), key=lambda space: space.archived_at is not None)


def members_of(seen: Seen, *, search: str = "", after: NameKey | None = None) -> Page[Membership]:
    """Who is in the space and can sign in, by name, a page by key; nobody for a viewer who is not told who is in it."""
    if not seen.shows_members:
        return Page(rows=[], next=None)
    found = _present(seen.space).select_related("person", "person__unit")
    for spelling in [_spelt("person__name", word) for word in search.split()[:MOST_WORDS]]:
        found = found.filter(spelling)
    if after is not None:
        found = found.filter(Q(person__name__gt=after.name) | Q(person__name=after.name, person__handle__gt=after.tie))
    rows = list(found.order_by("person__name", "person__handle")[: PAGE + 1])
    last = rows[PAGE - 1].person if len(rows) > PAGE else None
    return Page(rows=rows[:PAGE], next=NameKey(last.name, last.handle) if last else None)


def member(space: Space, handle: str) -> Person:
    """The person of this handle who is in the space; else there is nobody (404)."""
    found = Person.objects.filter(memberships__space=space, handle=clean_line(handle).lower()).first()
    if found is None:
        raise NotFound("There is nobody by that name in this space.")
    return found


def invited_to(space: Space) -> list[SpaceInvitation]:
    """Who was invited and has not answered, by name."""
    return list(space.invitations.select_related("person").order_by("person__name", "pk"))


def named(text: str, *, viewer: Person) -> list[Person]:
    """The people that a line such as "@ben, Cara Lindqvist" names, by handle or by whole name.

    Members name everybody who is here; guests nobody. Refuses (422) a word that names nobody, or more than one.
    """
    if not viewer.is_member and text.strip(" ,;@"):
        raise Unacceptable("Guests invite nobody.", remedy="Ask a member of the space.", field="people")
    return people.all_named(text, viewer=viewer, field="people")


def read_date(text: str, *, field: str = "sunset_on") -> date | None:
    """A day as a form sends it ("2027-05-03"); None for none. Refuses (422) anything else."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Unacceptable("That is not a day.", remedy="Write it as 2027-05-03.", field=field) from None


def _present(space: Space) -> QuerySet[Membership]:
    return Membership.objects.filter(space=space, person__is_active=True)


def _counted(spaces: QuerySet[Space]) -> QuerySet[Space]:
    return spaces.annotate(people=Count("memberships", filter=Q(memberships__person__is_active=True)))


def _narrowed(spaces: QuerySet[Space], *, kind: str, search: str) -> QuerySet[Space]:
    if kind:
        spaces = spaces.filter(kind=kind)
    for word in search.split()[:MOST_WORDS]:
        spaces = spaces.filter(_spelt("name", word) | _spelt("description", word))
    return spaces


def _spelt(place: str, word: str) -> Q:
    # SQLite folds the case of ASCII letters alone.
    spellings = {word} if word.isascii() else {word, word.lower(), word.capitalize(), word.upper()}
    return reduce(or_, [Q(**{f"{place}__icontains": spelling}) for spelling in spellings])
