"""Questions about spaces. An unlisted space does not exist for whoever is not in it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from intramural.kit.errors import NotFound
from intramural.people.models import Person
from intramural.spaces.models import Membership, Space, SpaceInvitation


def visible_to(viewer: Person) -> QuerySet[Space]:
    """The spaces that the viewer may know of: listed ones for members, and any they are in or invited to."""
    if not getattr(viewer, "is_active", False):
        return Space.objects.none()
    mine = Q(pk__in=Membership.objects.filter(person=viewer).values("space")) | Q(
        pk__in=viewer.space_invitations.values("space")
    )
    return Space.objects.filter(Q(is_listed=True) | mine if viewer.is_member else mine)


def by_slug(slug: str, *, viewer: Person) -> Space:
    """The space at this address, if the viewer may know of it; else there is none (404)."""
    space = visible_to(viewer).filter(slug=slug).first()
    if space is None:
        raise NotFound("There is no such space for you to see.")
    return space


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
