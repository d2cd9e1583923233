"""Who may see what is known of the house as a whole."""

from __future__ import annotations

from intramural.audiences.decisions import Decision, no, yes
from intramural.people.models import Person


def may_see_meter(person: Person) -> Decision:
    """Every member sees the same; guests belong to another house."""
    if person.is_member:
        return yes("you are a member")
    return no("The openness of the house is for its members.", remedy="Ask whoever invited you.")
