"""The page behind the links of mails about what somebody looks after. Opening it changes nothing, and no words of posts stand on it.

It does what the pages of stewards do, by the same forms, and gives no right that its person does not have there.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from intramural.care import doors
from intramural.kit.errors import NotFound, Unacceptable
from intramural.stewards import actions, forms, policy
from intramural.stewards import queries as stewards
from intramural.thought import actions as thoughts
from intramural.thought import queries as thought
from intramural.ui import answers


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def stewardship(request: HttpRequest, token: str) -> HttpResponse:
    """Changes what is asked, begins or ends the watch, is away or back, hands it on, or lets its line begin anew, for the person whom
    the token names, as long as they look after it."""
    door = doors.read("stewardship", token)
    it, no = _theirs(door), None
    if request.method == "POST":
        try:
            _do(request, it, by=door.person)
        except Unacceptable as refused:
            no = refused
        else:
            return _done(request, door)
    context = _seen(it, door.person) | _typed(request, it, door.person) | {"no": no}
    return answers.page(request, "care/stewardship_door.html", context, status=no.status if no else 200)


def _theirs(door: doors.Door) -> Any:
    """What the door leads to. Refuses (404), as what never was, whoever does not look after it (any more)."""
    try:
        found = stewards.by_id(door.about_id, viewer=door.person)
    except NotFound:
        raise doors.nowhere() from None
    if not policy.is_in_care_of(door.person, found):
        raise doors.nowhere()
    return found


def _do(request: HttpRequest, it: Any, *, by: Any) -> None:
    sent = request.POST
    match sent.get("do"):
        case "say":
            forms.say(it, forms.typed_say(it, sent, by=by), by=by)
        case "watch":
            forms.watch(it, sent, by=by)
        case "away":
            forms.go_away(sent, by=by)
        case "back":
            actions.come_back(by=by)
        case "people":
            forms.entrust(it, forms.typed_people(sent), by=by)
        case "anew":
            thoughts.begin_anew(it, by=by)
        case _:
            raise Unacceptable("That cannot be done here any more.", remedy="Choose from what stands below.")


def _done(request: HttpRequest, door: doors.Door) -> HttpResponse:
    """The page anew; once more, and never again, for who has just handed it on."""
    it = stewards.by_id(door.about_id, viewer=door.person)
    if not policy.is_in_care_of(door.person, it):
        context = {"it": it, "acts": stewards.acting(it), "away": stewards.away_through, "viewer": door.person}
        return answers.page(request, "care/stewardship_handed_on.html", context)
    messages.success(request, "That holds from now on.")
    return redirect(request.path)


def _seen(it: Any, person: Any) -> dict[str, Any]:
    return {
        "it": it,
        "viewer": person,
        "acts": stewards.acting(it),
        "away": stewards.away_through,
        "may_entrust": policy.may_entrust(person, it),
        "says": forms.asked(it, by=person),
        "widest": forms.WIDEST,
        "asks": forms.ASKS,
        "watched": forms.WATCHED,
        "beyond": stewards.watch_of(person, it),
        "through": stewards.away_through(person),
        "today": stewards.today_of(person),
        "people": forms.in_charge(it),
        "is_muted": thought.is_muted(it),
        "last_day": "",
    }


def _typed(request: HttpRequest, it: Any, person: Any) -> dict[str, Any]:
    """What was typed and refused, in place of what holds."""
    match request.POST.get("do"):
        case "say":
            return {"says": forms.typed_say(it, request.POST, by=person)}
        case "away":
            return {"last_day": request.POST.get("through", "")[:40]}
        case "people":
            return {"people": forms.typed_people(request.POST)}
    return {}
