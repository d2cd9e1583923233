"""The report of who was handed a post that went too far: for its author and who looks after it."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.care import exposures, queries
from intramural.people.entrance import PersonRequest, for_people
from intramural.ui import answers


@for_people("GET")
def report(request: PersonRequest, public_id: str) -> HttpResponse:
    """The report. Opening it is noted each time, and those who may open it read by whom."""
    post = exposures.post(public_id, viewer=request.user)
    context = {
        "report": exposures.open_report(post, by=request.user),
        "openings": exposures.openings(post),
        "narrowing": queries.in_force(public_id, viewer=request.user),
    }
    return answers.page(request, "care/exposure.html", context)
