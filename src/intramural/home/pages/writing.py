"""The composer: what to say, whom it is for, how far that reaches; its preview, its completion and its drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, JsonResponse

from intramural.home.queries import completing
from intramural.kit.errors import Conflict, NotAllowed, Refusal, TooLarge, Unacceptable
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import actions, composing, files, queries, reach, text, uploads
from intramural.posts.composing import Composition
from intramural.thought import actions as learning
from intramural.thought import drafting
from intramural.thought import queries as thinking
from intramural.thought.queries import Thought
from intramural.ui import answers

_ANSWERED_IN_THE_FORM = (Unacceptable, NotAllowed, Conflict, TooLarge)


@for_people("GET", "POST", beforehand=uploads.take_in)
def write(request: PersonRequest) -> HttpResponse:
    """Shows the composer, empty, for a space, or with a draft; shares what was written. What is refused stays typed."""
    if request.method != "POST":
        begun = request.GET.get("draft", "")
        composed = composing.of(queries.draft(begun, by=request.user)) if begun else _begun(request)
        return _composer(request, composed, draft=begun)
    composed, begun = _typed(request), request.POST.get("draft", "")
    if request.POST.get("narrow"):
        return _composer(request, _narrowed(request, composed), draft=_with_what_came(request, composed, begun))
    thought, said = _thought(request, composed, begun), request.POST.get("thought", "")[:40]
    if thought is not None and _is_to_be_said(thought, said, request):
        return _composer(request, composed, draft=_kept(request, composed, begun), thought=thought)
    try:
        draft = _described(request, begun) if begun else None
        actions.share(composed, by=request.user, draft=draft, files=uploads.of(request).files())
    except _ANSWERED_IN_THE_FORM as no:
        return _composer(request, composed, draft=_with_what_came(request, composed, begun), no=no)
    if said:
        learning.learn(said, way=request.POST.get("thought_way") or ("passed" if thought is not None else "heeded"))
    return answers.onward(request, "/")


@for_people("POST")
def second_thought(request: PersonRequest) -> HttpResponse:
    """Whether what is in the composer may concern somebody: one sentence as a part of a page, or nothing."""
    thought = _thought(request, _typed(request), request.POST.get("draft", ""))
    return answers.page(request, "thought/line.html", {"thought": thought})


@for_people("POST", beforehand=uploads.take_in)
def preview(request: PersonRequest) -> HttpResponse:
    """What is in the composer as its readers would see it: a part for a script, else the composer with it.

    With `more` it is the composer alone, for what was begun in the small one.
    """
    composed = _typed(request)
    shown = text.preview(composed.body)
    if answers.wants_part(request):
        return answers.page(request, "posts/preview.html", {"title": composed.title, "html": shown})
    begun = _with_what_came(request, composed, request.POST.get("draft", ""))
    return _composer(request, composed, draft=begun, preview="" if request.POST.get("more") else shown or "<p></p>")


@for_people("GET")
def reached(request: PersonRequest) -> HttpResponse:
    """How far the choice reaches, exact now, as a part of a page; what sharing would refuse is said in its place."""
    told = _reached(request, composing.read(request.GET, several=_several(request.GET)))
    return answers.page(request, "posts/reached.html", told, status=told["status"])


@for_people("GET")
def completion(request: PersonRequest) -> HttpResponse:
    """People after @ and topics after #, to choose from while one types, as a part of a page."""
    mark, word = request.GET.get("mark", "@"), request.GET.get("word", "")[:60]
    offered = completing.topics(request.user, word) if mark == "#" else completing.people(request.user, word)
    return answers.page(request, "posts/completion.html", {"offered": offered})


@for_people("GET", "POST", beforehand=uploads.take_in)
def drafts(request: PersonRequest) -> HttpResponse:
    """One's drafts; keeps what is in the composer as one, with its files. A script is told its id.

    With `remove`, the id of one of its files, that file is taken off, and the composer goes on.
    """
    if request.method != "POST":
        return answers.page(request, "home/drafts.html", {"drafts": queries.drafts(request.user)})
    composed, begun = _typed(request), request.POST.get("draft", "")
    off = request.POST.get("remove", "")
    try:
        into = _described(request, begun) if begun else None
        kept = actions.draft(composed, by=request.user, into=into, files=uploads.of(request).files())
        if off:
            actions.remove(files.one(off, viewer=request.user), by=request.user)
    except _ANSWERED_IN_THE_FORM as no:
        if answers.wants_part(request):
            raise
        return _composer(request, composed, draft=_with_what_came(request, composed, begun), no=no)
    if answers.wants_part(request):
        return JsonResponse({"draft": kept.public_id})
    return answers.onward(request, f"/write/?draft={kept.public_id}" if off else "/drafts/")


@for_people("POST")
def discarding(request: PersonRequest, public_id: str) -> HttpResponse:
    """Throws a draft away."""
    actions.discard(queries.draft(public_id, by=request.user), by=request.user)
    return answers.onward(request, "/drafts/")


def _composer(
    request: PersonRequest,
    composed: Composition,
    *,
    draft: str = "",
    no: Refusal | None = None,
    preview: str = "",
    thought: Thought | None = None,
) -> HttpResponse:
    """The page of the composer, holding what was typed (with the status of the refusal after one)."""
    wrong = {no.field or "body": f"{no.message} {no.remedy}".strip()} if no is not None else {}
    context: dict[str, Any] = {
        "it": composed,
        "draft": draft,
        "files": files.of_draft(draft, by=request.user) if draft else (),
        "wrong": wrong,
        "preview": preview,
        "thought": thought,
        "thought_said": request.POST.get("thought", "")[:40] if thought is None else "",
        **_reached(request, composed),
        **composing.choices(request.user, composed),
    }
    return answers.page(request, "home/write.html", context, status=no.status if no is not None else 200)


def _described(request: PersonRequest, begun: str) -> Any:
    """The draft to go on with, its files described as the form says."""
    draft = queries.draft(begun, by=request.user)
    actions.describe_all(draft, uploads.descriptions(request), by=request.user)
    return draft


def _thought(request: PersonRequest, composed: Composition, begun: str) -> Thought | None:
    """The second thought about what was typed; about what cannot be shared as it is, none."""
    return thinking.think(drafting.of(composed, by=request.user, draft=begun))


def _is_to_be_said(thought: Thought, said: str, request: PersonRequest) -> bool:
    """Once is enough; only a live credential is shared by a button that says so."""
    if thought.needs_confirming:
        return request.POST.get("confirmed") != thought.signal
    return said != thought.key


def _narrowed(request: PersonRequest, composed: Composition) -> Composition:
    """The same for fewer: the author's unit, a space or people to be chosen."""
    wish, unit = request.POST.get("narrow", ""), request.user.unit
    if wish == "units" and unit is not None and request.user.is_member:
        return replace(composed, audience="units", units=(unit.public_id,))
    return replace(composed, audience="space" if wish == "space" else "people")


def _kept(request: PersonRequest, composed: Composition, begun: str) -> str:
    """What was typed is a draft before anything is asked, so that nothing is lost; its id."""
    with_files = _with_what_came(request, composed, begun)
    if with_files != begun:
        return with_files
    try:
        into = queries.draft(begun, by=request.user) if begun else None
        return str(actions.draft(composed, by=request.user, into=into).public_id)
    except Refusal:
        return begun


def _with_what_came(request: PersonRequest, composed: Composition, begun: str) -> str:
    """A form that is shown again cannot hold files, so they are kept with its draft; returns that draft's id."""
    came = uploads.of(request).taken
    if not came:
        return begun
    words = replace(composed, body=composed.body[: text.MOST_BODY])
    try:
        into = queries.draft(begun, by=request.user) if begun else None
        return str(actions.draft(words, by=request.user, into=into, files=came).public_id)
    except Refusal:
        return begun


def _reached(request: PersonRequest, composed: Composition) -> dict[str, Any]:
    """How far it would go, or why it goes nowhere yet."""
    try:
        choice = composing.choice(composed, by=request.user)
        told = reach.of_choice(choice, by=request.user)
    except Refusal as no:
        return {"reach": None, "unreached": f"{no.message} {no.remedy}".strip(), "is_external": False, "status": no.status}
    is_external = choice.space is not None and choice.space.is_external
    return {"reach": told, "unreached": "", "is_external": is_external, "status": 200}


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
