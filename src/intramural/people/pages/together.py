"""Inviting many at once who were brought in from another system: chosen, looked at, sent; and how the mails went."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from intramural.kit.errors import Refusal, Unacceptable
from intramural.people import actions, queries
from intramural.people.entrance import PersonRequest, for_people, typed_lines
from intramural.people.errors import PlanChanged
from intramural.people.pages.operating import for_operators, in_line
from intramural.ui import answers

BY = [
    ("unit", "All of a unit, with its sub-units"),
    ("source", "All who came from one system"),
    ("addresses", "These addresses"),
]
AS = [("", "What they were brought in or invited as"), ("guest", "Guests")]
LONGEST = 500_000


@for_people("GET", "POST")
@for_operators
def together(request: PersonRequest) -> HttpResponse:
    """Whom to invite; then, before anything is sent, their number and names; and which mails did not arrive."""
    if request.method != "POST":
        return _page(request)
    typed = {
        **typed_lines(request, "by", "unit", "source", "again", "standing"),
        "addresses": request.POST.get("addresses", "")[:LONGEST].replace("\0", ""),
    }
    how: dict[str, Any] = {"again": bool(typed["again"]), "standing": typed["standing"]}
    try:
        chosen, unknown = _chosen(typed)
        if request.POST.get("step") == "send":
            invited = actions.invite_together(chosen, by=request.user, mark=request.POST.get("mark", ""), **how)
            messages.success(request, f"{_number(len(invited))}. The mails leave one by one.")
            return answers.onward(request, "/operator/invitations/")
        plan = queries.plan(chosen, unknown=unknown, **how)
    except Unacceptable as no:
        return _page(request, typed=typed, no=no)
    except PlanChanged as no:
        return _page(request, typed=typed, plan=queries.plan(chosen, unknown=unknown, **how), no=no)
    return _page(request, typed=typed, plan=plan)


def _chosen(typed: dict[str, str]) -> tuple[Any, list[str]]:
    """Those whom the form names, and the addresses in it that are nobody's."""
    if typed["by"] == "unit":
        if not typed["unit"]:
            raise Unacceptable("No unit was chosen.", remedy="Choose one from the list.", field="unit")
        return queries.of_unit(queries.unit(typed["unit"])), []
    if typed["by"] == "source":
        return queries.of_source(typed["source"]), []
    if typed["by"] == "addresses":
        return queries.of_addresses(typed["addresses"])
    raise Unacceptable("Nobody was chosen.", remedy="Choose a unit, a system, or addresses.", field="by")


def _page(
    request: PersonRequest, *, typed: dict[str, str] | None = None, plan: Any = None, no: Refusal | None = None
) -> HttpResponse:
    sources = queries.sources()
    context = {
        "value": typed or {"by": "unit", "unit": "", "source": "", "addresses": "", "again": "", "standing": ""},
        "plan": plan,
        "ways": [way for way in BY if way[0] != "source" or sources],
        "units": [("", "Choose a unit"), *in_line(queries.unit_tree())],
        "sources": [("", "Choose a system"), *((source, source) for source in sources)],
        "standings": AS,
        "outcome": queries.outcome(),
        "no": no,
    }
    return answers.page(request, "people/operating/together.html", context, status=no.status if no else 200)


def _number(count: int) -> str:
    return "1 person is invited" if count == 1 else f"{count:,} people are invited"
