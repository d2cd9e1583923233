"""The composer: what to say, whom it is for, how far that reaches; its preview, its completion and its drafts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse

from intramural.home.queries import completing
from intramural.kit.errors import Conflict, NotAllowed, Refusal, Unacceptable
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import actions, composing, queries, reach, text
from intramural.posts.composing import Composition
from intramural.ui import answers

_ANSWERED_IN_THE_FORM = (Unacceptable, NotAllowed, Conflict)


@for_people("GET", "POST")
def write(request: PersonRequest) -> HttpResponse:
    """Shows the composer, empty, for a space, or with a draft; shares what was written. What is refused stays typed."""
    if request.method != "POST":
        begun = request.GET.get("draft", "")
        composed = composing.of(queries.draft(begun, by=request.user)) if begun else _begun(request)
        return _composer(request, composed, draft=begun)
    composed, begun = _typed(request), request.POST.get("draft", "")
    try:
        actions.share(composed, by=request.user, draft=queries.draft(begun, by=request.user) if begun else None)
    except _ANSWERED_IN_THE_FORM as no:
        return _composer(request, composed, draft=begun, no=no)
    return answers.onward(request, "/")


@for_people("POST")
def preview(request: PersonRequest) -> HttpResponse:
    """What is in the composer as its readers would see it: a part for a script, else the composer with it.

    With `more` it is the composer alone, for what was begun in the small one.
    """
    composed = _typed(request)
    shown = text.preview(composed.body)
    if answers.wants_part(request):
        return answers.page(request, "posts/preview.html", {"title": composed.title, "html": shown})
    begun = request.POST.get("draft", "")
    return _composer(request, composed, draft=begun, preview="" if request.POST.get("more") else shown or "<p></p>")


@for_people("GET")
def reached(request: PersonRequest) -> HttpResponse:
    """How far the choice reaches, exact now, as a part of a page. Refuses what sharing would refuse."""
    composed = composing.read(request.GET, several=_several(request.GET))
    choice = composing.choice(composed, by=request.user)
    return answers.page(
        request,
        "posts/reached.html",
        {"reach": reach.of_choice(choice, by=request.user), "is_external": _is_external(choice)},
    )


@for_people("GET")
def completion(request: PersonRequest) -> HttpResponse:
    """People after @ and topics after #, to choose from while one types, as a part of a page."""
    mark, word = request.GET.get("mark", "@"), request.GET.get("word", "")[:60]
    offered = completing.topics(request.user, word) if mark == "#" else completing.people(request.user, word)
    return answers.page(request, "posts/completion.html", {"offered": offered})


@for_people("GET", "POST")
def drafts(request: PersonRequest) -> HttpResponse:
    """One's drafts; keeps what is in the composer as one. A script is told its id."""
    if request.method != "POST":
        return answers.page(request, "home/drafts.html", {"drafts": queries.drafts(request.user)})
    composed, begun = _typed(request), request.POST.get("draft", "")
    try:
        kept = actions.draft(composed, by=request.user, into=queries.draft(begun, by=request.user) if begun else None)
    except _ANSWERED_IN_THE_FORM as no:
        if answers.wants_part(request):
            raise
        return _composer(request, composed, draft=begun, no=no)
    if answers.wants_part(request):
        return JsonResponse({"draft": kept.public_id})
    return answers.onward(request, "/drafts/")


@for_people("POST")
def discarding(request: PersonRequest, public_id: str) -> HttpResponse:
    """Throws a draft away."""
    actions.discard(queries.draft(public_id, by=request.user), by=request.user)
    return answers.onward(request, "/drafts/")


def _composer(
    request: PersonRequest, composed: Composition, *, draft: str = "", no: Refusal | None = None, preview: str = ""
) -> HttpResponse:
    """The page of the composer, holding what was typed (with the status of the refusal after one)."""
    wrong = {no.field or "body": f"{no.message} {no.remedy}".strip()} if no is not None else {}
    reached, is_external, unreached = None, False, ""
    try:
        choice = composing.choice(composed, by=request.user)
        reached, is_external = reach.of_choice(choice, by=request.user), _is_external(choice)
    except Refusal as not_so:
        unreached = f"{not_so.message} {not_so.remedy}".strip()
    context: dict[str, Any] = {
        "it": composed,
        "draft": draft,
        "wrong": wrong,
        "preview": preview,
        "reach": reached,
        "unreached": unreached,
        "is_external": is_external,
        **composing.choices(request.user, composed),
    }
    return answers.page(request, "home/write.html", context, status=no.status if no is not None else 200)


def _begun(request: PersonRequest) -> Composition:
    """An empty composer: for the space that the address names, else for everyone; a guest's first space."""
    named = {name: request.GET[name] for name in ("kind", "audience", "space") if name in request.GET}
    if "audience" not in named and "space" in named:
        named["audience"] = "space"
    if "audience" not in named and not request.user.is_member:
        named["audience"] = "space"
    return composing.read(named)


def _typed(request: PersonRequest) -> Composition:
    return composing.read(request.POST, several=_several(request.POST))


def _several(given: Any) -> dict[str, list[str]]:
    return {"units": given.getlist("units")}


def _is_external(choice: reach.Choice) -> bool:
    return choice.space is not None and choice.space.is_external
