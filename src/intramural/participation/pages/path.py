"""One's own path."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.participation import actions, coaching, queries
from intramural.people.entrance import PersonRequest, for_people
from intramural.ui import answers


@for_people("GET")
def path(request: PersonRequest) -> HttpResponse:
    """The person's own path, for them alone."""
    context = {
        "path": queries.path(request.user),
        "cards": coaching.cards(request.user),
        "consent": queries.own_consent(request.user),
        "has_coaches": bool(queries.coaches()),
    }
    return answers.page(request, "participation/path.html", context)


@for_people("POST")
def switching(request: PersonRequest) -> HttpResponse:
    """Switches the path off for good, or on again (`take_back`)."""
    (actions.switch_on if request.POST.get("take_back") else actions.switch_off)(by=request.user)
    return answers.onward(request, "/path/")
