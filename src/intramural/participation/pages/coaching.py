"""Coaching: closing a card, letting one coach see what comes up again, taking that back; and what the coach sees."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.kit.errors import NotAllowed, NotFound, Refusal, Unacceptable
from intramural.participation import actions, coaching, queries
from intramural.people.entrance import PersonRequest, for_people, typed_lines
from intramural.ui import answers

TIMES = [("14", "Two weeks"), ("30", "A month"), ("90", "Three months")]


@for_people("GET", "POST")
def choosing(request: PersonRequest) -> HttpResponse:
    """Lets one coach see, for a time."""
    typed, no = {"coach": "", "days": "14", "note": ""}, None
    if request.method == "POST":
        typed = typed_lines(request, *typed)
        try:
            days = int(typed["days"]) if typed["days"].isascii() and typed["days"].isdigit() else 0
            actions.consent(queries.coach(typed["coach"]), by=request.user, days=days, note=typed["note"])
        except (Unacceptable, NotAllowed, NotFound) as refused:
            no = refused
        else:
            return answers.onward(request, "/path/coach/")
    return _page(request, typed, no)


@for_people("POST")
def withdrawal(request: PersonRequest) -> HttpResponse:
    """Takes it back, at once."""
    actions.withdraw(by=request.user)
    return answers.onward(request, "/path/coach/")


@for_people("POST")
def closing(request: PersonRequest, slug: str) -> HttpResponse:
    """The card about this topic is read."""
    found = next((each for each in coaching.patterns(request.user) if each.topic.slug == slug), None)
    if found is not None:
        actions.close_card(found.topic, by=request.user)
    return answers.onward(request, "/path/")


@for_people("GET")
def seen(request: PersonRequest, public_id: str) -> HttpResponse:
    """What a coach sees by somebody's consent. Its person sees the same."""
    found = queries.consent(public_id, viewer=request.user)
    context = {"it": found, "patterns": coaching.seen_by_coach(found), "is_own": found.person_id == request.user.pk}
    return answers.page(request, "participation/seen.html", context)


def _page(request: PersonRequest, typed: dict[str, str], no: Refusal | None) -> HttpResponse:
    context = {
        "coaches": [each for each in queries.coaches() if each.person_id != request.user.pk],
        "consent": queries.own_consent(request.user),
        "typed": typed,
        "times": TIMES,
        "wrong": {no.field or "coach": f"{no.message} {no.remedy}"} if no else {},
    }
    return answers.page(request, "participation/coach.html", context, status=no.status if no else 200)
