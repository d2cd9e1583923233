"""What an open page asks for after it was told something, and what it asks instead where no stream can be opened."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse

from intramural.kit import clock
from intramural.kit.errors import NotFound, Unacceptable
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import drawing, reach
from intramural.posts import queries as posts
from intramural.realtime import queries
from intramural.ui import answers

MOST_SHOWN = 200


@for_people("GET")
def news(request: PersonRequest) -> HttpResponse:
    """What a stream would have told since the position `after`, as JSON, with the position to ask from next."""
    begun, lately = clock.now(), queries.recent()
    after = queries.read_position(request.GET.get("after", ""))
    found = queries.missed(lately.happenings, lately.since, after=after, person=request.user.pk)
    return JsonResponse(
        {"position": queries.position(begun), "news": [{"word": one.word, "post": one.post} for one in found]}
    )


@for_people("GET")
def shown(request: PersonRequest) -> HttpResponse:
    """Those of the posts (`ids`, parted by commas) that the person may still read, as JSON."""
    asked = [one for one in request.GET.get("ids", "").split(",") if one]
    if len(asked) > MOST_SHOWN:
        raise Unacceptable("Those are too many at once.", remedy=f"Ask for {MOST_SHOWN} at most.", field="ids")
    readable = set(queries.visible([one[:20] for one in asked], person=request.user.pk))
    return JsonResponse({"ids": [one for one in asked if one in readable]})


@for_people("GET")
def post(request: PersonRequest, public_id: str) -> HttpResponse:
    """A post as a list shows it; with `whole`, as its page shows it, with what is said under it. Both as parts of a page.

    Of a translucent one that the person may only know of, its shell. A draft is not there (404): nothing shows it but the composer.
    """
    try:
        found = posts.one(public_id, viewer=request.user)
    except NotFound:
        known = posts.shell(public_id, viewer=request.user)
        return answers.page(request, "realtime/card.html", {"card": known, "draw": drawing.draw})
    if found.released_at is None:
        raise NotFound("There is no such post for you to see.")
    card = posts.card(found, viewer=request.user)
    if not request.GET.get("whole"):
        return answers.page(request, "realtime/card.html", {"card": card, "draw": drawing.draw})
    facts = {
        "post": found,
        "card": card,
        "comments": posts.newest(found, viewer=request.user).rows,
        "reach": reach.of_audience(found.audience, space=found.space, viewer=request.user),
        "known_reach": reach.of_known(found),
    }
    return answers.page(request, "realtime/post.html", facts)
