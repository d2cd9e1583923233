"""Who may do what with people, units and delegations, and why. Nobody's rank gives a right to read (audiences)."""

from __future__ import annotations

from intramural.kit.decisions import Decision, no, yes
from intramural.people.models import Delegation, Person, Unit

_ASK_THE_OPERATOR = "Ask an operator to do it."


def may_operate(by: Person) -> Decision:
    """Whether they run the house: places, ends and erases accounts. It opens nothing that others wrote."""
    if by.is_active and by.is_operator:
        return yes("you are an operator")
    return no("Only an operator does this.", remedy=_ASK_THE_OPERATOR)


def may_invite(by: Person, *, standing: str = Person.Standing.MEMBER) -> Decision:
    """Any member invites members; guests are brought in by an operator."""
    if may_operate(by):
        return yes("you are an operator")
    if not by.is_member:
        return no("Only members invite people.", remedy="Ask a member of the organisation to invite them.")
    if standing != Person.Standing.MEMBER:
        return no("Only an operator brings in guests.", remedy=_ASK_THE_OPERATOR)
    return yes("members invite members")


def may_change_profile(by: Person, person: Person) -> Decision:
    """One's own words are one's own; an operator may correct them."""
    if by.pk == person.pk:
        return yes("it is your own profile")
    if may_operate(by):
        return yes("you are an operator")
    return no("This is somebody else's profile.", remedy="Tell them what you would change.")


def may_place(by: Person) -> Decision:
    """Unit, manager, level and standing decide what somebody can read: an operator sets them, nobody their own."""
    return may_operate(by)


def may_deactivate(by: Person, person: Person) -> Decision:
    """An operator, and never oneself: whoever erred could not undo it."""
    if by.pk == person.pk:
        return no("Nobody ends their own account.", remedy="Ask another operator to do it.")
    return may_operate(by)


def may_delegate(by: Person, unit: Unit) -> Decision:
    """Who speaks officially for a unit is said by its head, by the head of a unit above it, or by an operator."""
    if may_operate(by):
        return yes("you are an operator")
    line = [int(step) for step in unit.path.split(".") if step]
    if by.is_member and Unit.objects.filter(pk__in=line, head=by).exists():
        return yes("you head the unit")
    return no("Only the head of the unit, or an operator, says who speaks for it.", remedy="Ask the head of the unit.")


def may_end_delegation(by: Person, delegation: Delegation) -> Decision:
    """Whoever could give it, and whoever has it."""
    if by.pk == delegation.person_id:
        return yes("you can always give it back")
    return may_delegate(by, delegation.unit)
