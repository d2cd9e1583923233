"""Who may name stewards, who may change what they ask for, and who looks after what. None of it gives a right to read."""

from __future__ import annotations

from collections.abc import Iterable

from intramural.audiences.decisions import Decision, no, yes
from intramural.people.models import Person, Unit
from intramural.stewards import queries
from intramural.stewards.models import Stewardship


def looks_after(person: Person, *, topics: Iterable[int], units: Iterable[int] = ()) -> Decision:
    """Whether they are steward or deputy over one of these topics, or of these units and those above, and can act."""
    for stewardship in queries.over(topics=topics, units=units):
        if person.pk in {each.pk for each in queries.deciders(stewardship)}:
            part = "look after" if stewardship.steward_id == person.pk else "are deputy for"
            return yes(f"you {part} {stewardship.over}")
    return no("Somebody else looks after this, or nobody.", remedy="See who looks after what under Stewards.")


def is_in_care_of(person: Person, stewardship: Stewardship) -> bool:
    """Whether they are its steward or deputy and can act."""
    return person.pk in {each.pk for each in queries.deciders(stewardship)}


def may_name(by: Person, *, unit: Unit | None = None) -> Decision:
    """Who looks after something is said by an operator; over a unit also by its head, or the head of one above it."""
    if by.is_active and by.is_operator:
        return yes("you operate the house")
    if unit is not None and by.is_member and _heads(by, unit):
        return yes("you head the unit")
    return no(
        "An operator says who looks after something; for a unit its head does too.",
        remedy="Ask an operator to name somebody: it takes them a moment.",
    )


def may_entrust(by: Person, stewardship: Stewardship) -> Decision:
    """Whoever may name, and the steward, who hands over, steps down or chooses a deputy without asking anybody."""
    if by.is_member and stewardship.steward_id == by.pk:
        return yes("you look after it")
    return may_name(by, unit=stewardship.unit)


def may_say(by: Person, stewardship: Stewardship) -> Decision:
    """The say is the steward's and the deputy's; an operator or the unit's head may set it where they may name."""
    if is_in_care_of(by, stewardship):
        return yes("you look after it")
    return may_name(by, unit=stewardship.unit)


def may_keep_examples(by: Person, stewardship: Stewardship) -> Decision:
    """Code names and examples are seen and changed by those who look after it. An operator has no right to read them."""
    if is_in_care_of(by, stewardship):
        return yes("you look after it")
    return no("Code names and examples are for those who look after it.", remedy="Ask its steward.")


def may_watch(by: Person, stewardship: Stewardship) -> Decision:
    """Being told of what goes wider is for those who look after it."""
    if is_in_care_of(by, stewardship):
        return yes("you look after it")
    return no("Whoever looks after it is told of what goes wider.", remedy="You can follow the topic.")


def may_be_named(person: Person) -> Decision:
    if person.is_member:
        return yes("they are a member")
    return no(f"{person.name} is no member here just now.", remedy="Name a member of the organisation.")


def _heads(by: Person, unit: Unit) -> bool:
    line = [int(step) for step in unit.path.split(".") if step]
    return Unit.objects.filter(pk__in=line, head=by).exists()
