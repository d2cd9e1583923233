"""Who speaks officially for a unit: said on the unit's page, by whoever heads it or an operator."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.contrib import messages
from django.http import HttpResponse

from intramural.kit.errors import Unacceptable
from intramural.people import actions, policy, queries
from intramural.people.entrance import PersonRequest, for_people, typed_lines
from intramural.people.pages.finding import unit_page
from intramural.ui import answers
from intramural.ui.environment import zone_of


@for_people("POST")
def delegations(request: PersonRequest, public_id: str) -> HttpResponse:
    """Lets somebody speak for the unit, until the end of a day or until it is ended."""
    unit = queries.unit(public_id, viewer=request.user)
    policy.may_delegate(request.user, unit).required()
    typed = typed_lines(request, "person", "until")
    try:
        person = queries.named(typed["person"], viewer=request.user, field="person")
        if person is None:
            raise Unacceptable("Nobody was named.", remedy="Write a name or a handle, such as ada.okonkwo.", field="person")
        actions.delegate(person, unit=unit, by=request.user, until=_end_of(typed["until"], request))
    except Unacceptable as no:
        return unit_page(request, unit, typed=typed, no=no)
    messages.success(request, f"{person.name} speaks officially for {unit.name} now.")
    return answers.onward(request, f"/units/{public_id}/")


@for_people("POST")
def delegation_ending(request: PersonRequest, public_id: str, handle: str) -> HttpResponse:
    """Ends it, by whoever could give it or has it. What was said officially stays so."""
    unit = queries.unit(public_id, viewer=request.user)
    actions.end_delegation(queries.delegation(unit, handle), by=request.user)
    messages.success(request, "That is ended.")
    return answers.onward(request, f"/units/{public_id}/")


def _end_of(day: str, request: PersonRequest) -> datetime | None:
    if not day:
        return None
    try:
        return datetime.combine(date.fromisoformat(day), time(23, 59), zone_of(request.user)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unacceptable("That is not a date.", remedy="Write it as 2027-03-31, or leave it out.", field="until") from None
