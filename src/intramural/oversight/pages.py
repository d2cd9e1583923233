"""The page of the openness meter, for every member."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.kit.paging import read_key
from intramural.oversight import policy, queries
from intramural.people.entrance import PersonRequest, for_people
from intramural.ui import answers

ENDS = {
    "agreed": "agreed by their authors",
    "upheld": "upheld by a second person",
    "lapsed": "lapsed after seven days",
    "ended": "given back before",
    "own": "by their authors themselves",
    "stands": "still down",
    "deleted": "deleted",
    "settled": "settled",
    "open": "still open",
    "otherwise": "otherwise",
}


@for_people("GET")
def openness(request: PersonRequest) -> HttpResponse:
    """How open the house is, beside how often somebody minds, the same for all; and what the viewer can read and nobody can discuss."""
    policy.may_see_meter(request.user).required()
    rows = queries.meter()
    return answers.page(
        request,
        "oversight/openness.html",
        {
            "rows": rows,
            "last": rows[0] if rows else None,
            "register": queries.registers(),
            "speeds": queries.speed(),
            "undiscussed": queries.undiscussed(request.user, after=read_key(request.GET.get("after"))),
            "ended": queries.ended,
            "ends": ENDS,
            "spoken": queries.spoken,
            "in_words": queries.in_words,
            "in_10_000": queries.in_10_000,
        },
    )
