"""The stream, newest first, with a small composer and a line for what came since."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.home import places
from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.kit.paging import moment, read_key
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import drawing, queries, reach
from intramural.ui import answers

FILTERS = {"all": "All", "spaces": "My spaces", "questions": "Questions", "following": "Following"}
MOST_NEWER = 99


@for_people("GET")
def stream(request: PersonRequest) -> HttpResponse:
    """What the person may see, newest first."""
    only, after = _filter(request), read_key(request.GET.get("after"))
    since = clock.now()
    page = queries.stream(request.user, only=only, after=after)
    return answers.page(
        request,
        "home/stream.html",
        {
            "cards": page.rows,
            "draw": drawing.draw,
            "next": page.next,
            "only": only,
            "filters": FILTERS,
            "waiting": places.margin(request).cards if only == "all" and after is None else [],
            "since": moment(since) if after is None else None,
            "reach": reach.of_choice(reach.Choice(), by=request.user) if request.user.is_member and after is None else None,
        },
    )


@for_people("GET")
def newer(request: PersonRequest) -> HttpResponse:
    """How many posts have come since the page was made, as a line of it; an empty one for none."""
    since = read_key(request.GET.get("since"))
    if since is None:
        raise Unacceptable("Since when?", remedy="Reload the page.", field="since")
    only = _filter(request)
    count = queries.count_newer(request.user, than=since.at, only=only, most=MOST_NEWER + 1)
    return answers.page(request, "home/newer.html", {"count": count, "most": MOST_NEWER, "only": only})


def _filter(request: PersonRequest) -> str:
    only = request.GET.get("only", "all")
    if only not in FILTERS:
        raise Unacceptable("There is no such filter.", remedy=f"Choose one of: {', '.join(FILTERS)}.", field="only")
    return only
