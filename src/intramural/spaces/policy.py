"""Who may do what with a space, and why."""

from __future__ import annotations

from intramural.audiences.decisions import Decision, no, yes
from intramural.people.models import Person
from intramural.spaces.models import Membership, Space

OWNER = Membership.Role.OWNER


def may_post(person: Person, space: Space, membership: Membership | None) -> Decision:
    """Members post in any space they are in; in an open one every member of the house does. No approval, ever."""
    if space.archived_at is not None:
        return no("This space is archived: it can be read, and nothing is added.", remedy="Post in another space.")
    if membership is not None:
        return yes("you are in this space")
    if not space.is_gated and person.is_member:
        return yes("the space is open")
    return no("Only its members post in this space.", remedy="Join it first, or ask an owner to invite you.")


def may_found(person: Person, kind: str) -> Decision:
    """Every member founds a space, without asking; an official one, which everybody is in, only an operator."""
    if not person.is_member:
        return no("Guests take part in the spaces they were invited to.", remedy="Ask the person who invited you.")
    if kind == Space.Kind.OFFICIAL and not person.is_operator:
        return no(
            "Everybody is in an official space, so an operator founds it.",
            remedy="Ask an operator to found it and to make you its owner, or choose another kind.",
        )
    return yes("every member may found a space")


def may_join(person: Person, space: Space, *, invited: bool) -> Decision:
    if space.archived_at is not None:
        return no("This space is archived.", remedy="It can be read, and its owners can bring it back.")
    if not person.is_member and not space.is_external:
        return no(
            "Guests come into external spaces only.",
            remedy="Ask an owner of an external space to invite you.",
        )
    if invited:
        return yes("you were invited")
    if not person.is_member:
        return no("Guests come into a space by invitation.", remedy="Ask an owner of the space to invite you.")
    if space.is_gated:
        return no("This space is gated: one comes in by invitation.", remedy="Ask one of its owners to invite you.")
    return yes("the space is open")


def may_leave(space: Space) -> Decision:
    if space.kind == Space.Kind.OFFICIAL and space.archived_at is None:
        return no("Everybody is in an official space.", remedy="You need not read it, and nobody sees whether you do.")
    return yes("one may always leave")


def may_invite(space: Space, membership: Membership | None) -> Decision:
    """Into a gated space its owners invite, into an open one whoever is in it."""
    if space.archived_at is not None:
        return no("This space is archived.", remedy="Bring it back first.")
    if space.kind == Space.Kind.OFFICIAL:
        return no("Everybody is in an official space already.")
    if membership is None:
        return no("Whoever is in a space invites others into it.", remedy="Join it first.")
    if space.is_gated and membership.role != OWNER:
        return no("Into a gated space its owners invite.", remedy="Ask one of its owners.")
    return yes("you are in this space")


def may_be_invited(person: Person, space: Space) -> Decision:
    if not person.is_active:
        return no(f"{person.name} cannot sign in yet.", remedy="An operator can invite them first.")
    if not person.is_member and not space.is_external:
        return no(
            f"{person.name} is a guest, and guests come into external spaces only.",
            remedy="Found an external space: everybody in it is told that people outside read it.",
        )
    return yes("they can come in")


def may_look_after(membership: Membership | None) -> Decision:
    """Settings, invitations, owners, renewal: what an owner does for the others."""
    if membership is not None and membership.role == OWNER:
        return yes("you look after this space")
    return no("The owners of a space look after it.", remedy="Ask one of its owners.")


def may_be_owner(person: Person) -> Decision:
    if person.is_member:
        return yes("they are a member")
    return no("Owners are members who can sign in.", remedy="Choose somebody else.")


def may_take_on(person: Person, membership: Membership | None, *, owners: int) -> Decision:
    """A space whose owners have all gone is taken on by whoever of its members wants to."""
    if owners:
        return no("Somebody looks after this space already.", remedy="Ask them to make you an owner too.")
    if membership is None or not person.is_member:
        return no("One of its members can take this space on.")
    return yes("nobody looks after this space")


def may_remove(space: Space, member: Membership) -> Decision:
    if space.kind == Space.Kind.OFFICIAL:
        return no("Everybody is in an official space.")
    if member.role == OWNER and member.person.is_active:
        return no("An owner steps down by themselves.", remedy="Talk to them.")
    return yes("you look after this space")
