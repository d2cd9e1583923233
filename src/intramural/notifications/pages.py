"""The inbox *For you*, and what somebody wants to hear of."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from intramural.kit.errors import Unacceptable
from intramural.kit.paging import read_key
from intramural.notifications import actions, queries
from intramural.people.entrance import PersonRequest, for_people
from intramural.ui import answers

FIRST = 10
TABS = {"": "All", "asks": "Asks you", "following": "You follow", "done": "Done", "quiet": "Kept quiet"}


@for_people("GET")
def inbox(request: PersonRequest) -> HttpResponse:
    """What asks something of the person, then what they follow; or one of the tabs, page by page."""
    only, after = request.GET.get("only", ""), read_key(request.GET.get("after"))
    if only not in TABS:
        raise Unacceptable("There is no such list.", remedy="Choose one of the tabs.", field="only")
    asks = queries.inbox(request.user, only="asks", size=FIRST) if not only and after is None else None
    page = queries.inbox(request.user, only=only or "following", after=after)
    return answers.page(
        request,
        "notifications/inbox.html",
        {"only": only, "tabs_of": TABS, "asks": asks, "lines": page.rows, "next": page.next, "is_first": after is None},
    )


@for_people("GET")
def opening(request: PersonRequest, public_id: str) -> HttpResponse:
    """The way from a line to what it is about; the person has read it then, and nobody else is told."""
    line = queries.one(public_id, viewer=request.user)
    if line.news.read_at is None:
        actions.read(line.news, by=request.user)
    return redirect(line.url)


@for_people("POST")
def reading(request: PersonRequest) -> HttpResponse:
    """All that the person follows has been seen."""
    actions.read_all(by=request.user)
    return answers.onward(request, "/for-you/")


@for_people("POST")
def done(request: PersonRequest, public_id: str) -> HttpResponse:
    actions.finish(queries.one(public_id, viewer=request.user).news, by=request.user)
    return answers.onward(request, "/for-you/")


@for_people("POST")
def taking_up(request: PersonRequest, public_id: str) -> HttpResponse:
    actions.take_up(queries.one(public_id, viewer=request.user).news, by=request.user)
    return answers.onward(request, "/for-you/")


@for_people("POST")
def quiet(request: PersonRequest, public_id: str) -> HttpResponse:
    """Less of what a line comes from: `about` is post, space, topic, person or kind."""
    line = queries.one(public_id, viewer=request.user)
    actions.silence(line.news, request.POST.get("about", ""), by=request.user)
    messages.success(request, "That stays quiet from now on. You can hear it again under Settings, Notifications.")
    return answers.onward(request, "/for-you/")


@for_people("GET")
def settings(request: PersonRequest) -> HttpResponse:
    """What the person has silenced."""
    return answers.page(request, "notifications/settings.html", {"silenced": queries.silenced(request.user)})


@for_people("POST")
def hearing_again(request: PersonRequest, pk: str) -> HttpResponse:
    actions.hear_again(pk, by=request.user)
    messages.success(request, "You hear of it again.")
    return answers.onward(request, "/settings/notifications/")
