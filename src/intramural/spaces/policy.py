"""Who may do what with a space, and why."""

from __future__ import annotations

from intramural.audiences.decisions import Decision, no, yes
from intramural.people.models import Person
from intramural.spaces.models import Membership, Space


def may_post(person: Person, space: Space, membership: Membership | None) -> Decision:
    """Members post in any space they are in; in an open one every member of the house does. No approval, ever."""
    if space.archived_at is not None:
        return no("This space is archived: it can be read, and nothing is added.", remedy="Post in another space.")
    if membership is not None:
        return yes("you are in this space")
    if not space.is_gated and person.is_member:
        return yes("the space is open")
    return no("Only its members post in this space.", remedy="Join it first, or ask an owner to invite you.")
