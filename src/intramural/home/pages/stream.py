"""The stream and the composer."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.home import places
from intramural.kit.errors import Unacceptable
from intramural.kit.paging import read_key
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import actions, drawing, queries, reach
from intramural.ui import answers

FILTERS = {"all": "All", "spaces": "My spaces", "questions": "Questions", "following": "Following"}


@for_people("GET")
def stream(request: PersonRequest) -> HttpResponse:
    """What the person may see, newest first."""
    only = request.GET.get("only", "all")
    if only not in FILTERS:
        raise Unacceptable("There is no such filter.", remedy=f"Choose one of: {', '.join(FILTERS)}.", field="only")
    after = read_key(request.GET.get("after"))
    page = queries.stream(request.user, only=only, after=after)
    waiting = places.margin(request).cards if only == "all" and after is None else []
    return answers.page(
        request,
        "home/stream.html",
        {"cards": page.rows, "draw": drawing.draw, "next": page.next, "only": only, "filters": FILTERS, "waiting": waiting},
    )


@for_people("GET", "POST")
def write(request: PersonRequest) -> HttpResponse:
    """The composer: what to say, whom it is for, and how far that reaches."""
    if request.method == "GET":
        choice = reach.Choice()
        return answers.page(request, "home/write.html", {"reach": reach.of_choice(choice, by=request.user)})

    actions.publish(by=request.user, body=request.POST.get("body", ""), title=request.POST.get("title", ""))
    return answers.onward(request, "/")
