"""The page of the openness meter, for every member."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.oversight import policy, queries
from intramural.people.entrance import PersonRequest, for_people
from intramural.ui import answers


@for_people("GET")
def openness(request: PersonRequest) -> HttpResponse:
    """How open the house is, beside how often somebody minds: by month, each counted when it was over."""
    policy.may_see_meter(request.user).required()
    rows = queries.meter()
    return answers.page(
        request, "oversight/openness.html", {"rows": rows, "last": rows[0] if rows else None, "spoken": queries.spoken}
    )
