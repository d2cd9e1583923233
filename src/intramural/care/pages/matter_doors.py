"""The pages behind the links of mails about what was made smaller. Opening one changes nothing, and notes nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from intramural.care import actions, doors, exposures, queries
from intramural.care.pages.narrowings import seen
from intramural.kit.errors import Unacceptable
from intramural.ui import answers


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def matter(request: HttpRequest, token: str) -> HttpResponse:
    """Who made it smaller and why; agrees, upholds, ends it or says something about it, for the person whom the token names."""
    door = doors.read("matter", token)
    found = queries.narrowing(door.about_id, viewer=door.person)
    typed, no = "", None
    if request.method == "POST":
        do, typed = request.POST.get("do", ""), request.POST.get("body", "")
        try:
            if do == "say":
                return redirect(doors.to_talk(actions.talk_about(found, by=door.person, body=typed), door.person))
            if do not in _DONE:
                raise Unacceptable("That cannot be done here any more.", remedy="Choose from what stands below.")
            _DONE[do](found, by=door.person)
        except Unacceptable as refused:
            no = refused
        else:
            return redirect(request.path)
    context: dict[str, Any] = {
        **seen(found, door.person),
        "viewer": door.person,
        "typed": typed,
        "wrong": f"{no.message} {no.remedy}" if no else "",
    }
    context["whom"] = doors.to_exposure(found.post, door.person) if context["may_see_whom"] else ""
    return answers.page(request, "care/matter_door.html", context, status=no.status if no else 200)


_DONE = {"agree": actions.agree, "uphold": actions.uphold, "end": actions.end}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def exposure(request: HttpRequest, token: str) -> HttpResponse:
    """Whom the post reached, asked for by the button of the page: that somebody has looked is noted, and a program that opens
    links has not looked."""
    door = doors.read("exposure", token)
    post = exposures.post(door.about_id, viewer=door.person)
    context: dict[str, Any] = {
        "viewer": door.person,
        "is_author": post.author_id == door.person.pk,
        "report": exposures.open_report(post, by=door.person) if request.method == "POST" else None,
        "openings": exposures.openings(post) if request.method == "POST" else [],
    }
    return answers.page(request, "care/exposure_door.html", context)
