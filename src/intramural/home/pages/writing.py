"""The composer: what to say, whom it is for, how far that reaches; its preview, its completion and its drafts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect

from intramural.care import queries as care
from intramural.home.pages import thinking
from intramural.home.pages.thinking import typed
from intramural.home.queries import completing
from intramural.kit.errors import Conflict, NotAllowed, NotFound, Refusal, TooLarge, Unacceptable
from intramural.kit.paging import read_key
from intramural.participation import coaching
from intramural.participation import queries as participation
from intramural.people.entrance import PersonRequest, for_people, typed_number
from intramural.posts import actions, composing, files, queries, reach, text, uploads
from intramural.posts.composing import Composition
from intramural.posts.errors import ChangedMeanwhile
from intramural.thought.queries import Thought
from intramural.ui import answers
from intramural.ui.environment import with_query

_ANSWERED_IN_THE_FORM = (Unacceptable, NotAllowed, NotFound, Conflict, TooLarge)


@for_people("GET", "POST", beforehand=thinking.beforehand)
def write(request: PersonRequest) -> HttpResponse:
    """Shows the composer, empty, for a space, or with a draft; shares what was written. What is refused stays typed. A draft that was
    shared since leads to the post.

    A second thought that was not said while one wrote is said once, with the draft; the next time it is shared. Its way *ask
    first* keeps the draft and asks those whom it names.
    """
    if request.method != "POST":
        begun = request.GET.get("draft", "")
        if begun and (shared := queries.shared_since(begun, by=request.user)):
            return HttpResponseRedirect(f"/posts/{shared.public_id}/")
        kept = queries.draft(begun, by=request.user) if begun else None
        composed = composing.of(kept) if kept is not None else _begun(request)
        thought = thinking.about(composed, begun, request=request) if begun and "asked" in request.GET else None
        return _composer(request, composed, draft=begun, version=kept.version if kept else None, thought=thought)
    composed, begun = typed(request), thinking.begun(request)
    if request.POST.get("narrow"):
        composed = thinking.narrowed(composed, request)
        if narrowed := _kept(request, composed, begun):
            return HttpResponseRedirect(with_query("/write/", draft=narrowed, said=request.POST.get("thought", "")))
        return _composer(request, composed, draft=begun, version=_version(request))
    if request.POST.get("thought_way") == "ask":
        return _asked_first(request, composed, begun)
    if thinking.is_to_be_said(thinking.of(request), request) and (asked := _kept(request, composed, begun)):
        return HttpResponseRedirect(with_query("/write/", draft=asked, asked="once"))
    try:
        draft = _described(request, begun) if begun else None
        files_of_form = uploads.of(request).files()
        actions.share(composed, by=request.user, draft=draft, version=_version(request), files=files_of_form)
    except _ANSWERED_IN_THE_FORM as no:
        return _refused(request, composed, begun, no)
    thinking.learn(request)
    return answers.onward(request, "/")


@for_people("POST", beforehand=uploads.take_in)
def preview(request: PersonRequest) -> HttpResponse:
    """What is in the composer as its readers would see it: a part for a script, else the composer with it.

    With `more` it is the composer alone, for what was begun in the small one.
    """
    composed = typed(request)
    shown = text.preview(composed.body, by=request.user.pk)
    if answers.wants_part(request):
        return answers.page(
            request,
            "posts/preview.html",
            {"title": composed.title, "html": shown, "cited": queries.cited(composed.body, viewer=request.user)},
        )
    draft, version = _with_what_came(request, composed, thinking.begun(request))
    preview = "" if request.POST.get("more") else shown or "<p></p>"
    return _composer(request, composed, draft=draft, version=version, preview=preview)


@for_people("GET")
def reached(request: PersonRequest) -> HttpResponse:
    """How far the choice reaches, exact now, as a part of a page; what sharing would refuse is said in its place."""
    told = _reached(request, composing.read(request.GET, several=composing.several_of(request.GET)))
    return answers.page(request, "posts/reached.html", told, status=told["status"])


@for_people("GET")
def completion(request: PersonRequest) -> HttpResponse:
    """People after @ and topics after #, to choose from while one types, as a part of a page."""
    mark, word = request.GET.get("mark", "@"), request.GET.get("word", "")[:60]
    offered = completing.topics(request.user, word) if mark == "#" else completing.people(request.user, word)
    return answers.page(request, "posts/completion.html", {"offered": offered})


@for_people("GET", "POST", beforehand=uploads.take_in)
def drafts(request: PersonRequest) -> HttpResponse:
    """One's drafts; keeps what is in the composer as one, with its files. A script is told its id and version.

    With `remove`, the id of one of its files, that file is taken off if it is still there, and the composer goes on. With `ask`, which may hold the
    names of people, they are asked first.
    """
    if request.method != "POST":
        page = queries.drafts(request.user, after=read_key(request.GET.get("after")))
        asked = care.open_of_each(page.rows)
        return answers.page(request, "home/drafts.html", {"drafts": page.rows, "asked": asked, "next": page.next})
    composed, begun = typed(request), thinking.begun(request)
    off = request.POST.get("remove", "")
    try:
        into = _described(request, begun) if begun else None
        kept = _keep(request, composed, into)
        if off:
            _take_off(off, by=request.user)
    except _ANSWERED_IN_THE_FORM as no:
        if answers.wants_part(request):
            raise
        return _refused(request, composed, begun, no)
    if answers.wants_part(request):
        return JsonResponse({"draft": kept.public_id, "version": kept.version})
    if asks := request.POST.get("ask", "")[:400]:
        people, said = asks if "@" in asks else "", request.POST.get("thought", "") if thinking.said(request) else ""
        return redirect(with_query(f"/drafts/{kept.public_id}/asking/", people=people, said=said))
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
    version: int | None = None,
    newer: Any = None,
    no: Refusal | None = None,
    preview: str = "",
    thought: Thought | None = None,
) -> HttpResponse:
    """The page of the composer, holding what was typed (with the status of the refusal after one). `version` is that of the draft
    which it goes on from, `newer` the draft as another window has kept it.
    """
    wrong = {no.field or "body": f"{no.message} {no.remedy}".strip()} if no is not None else {}
    context: dict[str, Any] = {
        "it": composed,
        "draft": draft,
        "version": version,
        "newer": newer,
        "files": files.of_draft(draft, by=request.user) if draft else (),
        "wrong": wrong,
        "preview": preview,
        "cited": queries.cited(composed.body, viewer=request.user),
        **thinking.shown(thought, request),
        "cards": (cards := coaching.cards(request.user) if request.method == "GET" else []),
        "has_coaches": bool(cards and participation.coaches()),
        **_reached(request, composed),
        **composing.choices(request.user, composed),
    }
    return answers.page(request, "home/write.html", context, status=no.status if no is not None else 200)


def _asked_first(request: PersonRequest, composed: Composition, begun: str) -> HttpResponse:
    """Keeps the draft and asks whom the line names; what is refused is said in the composer, which holds what was typed."""
    draft: Any = None
    try:
        draft = _keep(request, composing.checked(composed), _described(request, begun) if begun else None)
        return redirect(thinking.ask_first(draft, request=request))
    except _ANSWERED_IN_THE_FORM as no:
        if draft is None:
            return _refused(request, composed, begun, no)
        return _composer(request, composed, draft=draft.public_id, version=draft.version, no=no)


def _refused(request: PersonRequest, composed: Composition, begun: str, no: Refusal) -> HttpResponse:
    """The composer after a refusal, with what was typed and the files that came: beside what another window has kept meanwhile, and
    without its draft where that is not found.
    """
    draft, version = _with_what_came(request, composed, "" if isinstance(no, NotFound) else begun)
    newer = queries.draft(begun, by=request.user) if isinstance(no, ChangedMeanwhile) else None
    return _composer(request, composed, draft=draft, version=newer.version if newer else version, newer=newer, no=no)


def _keep(request: PersonRequest, composed: Composition, into: Any) -> Any:
    """Keeps this as a draft, with the files that came with the form; `into` is the draft to go on with, or None."""
    files_of_form = uploads.of(request).files()
    return actions.draft(composed, by=request.user, into=into, version=_version(request), files=files_of_form)


def _version(request: PersonRequest) -> int | None:
    """The version of its draft that the composer showed or kept last; None where it does not say."""
    return typed_number(request, "version") if request.POST.get("draft") else None


def _described(request: PersonRequest, begun: str) -> Any:
    """The draft to go on with, its files described as the form says. Refuses (404) one that is not there."""
    try:
        draft = queries.draft(begun, by=request.user)
    except NotFound:
        raise NotFound(
            "The draft that you went on with is not there any more: it was shared or thrown away.",
            remedy="Your words are still here. Share them as a new post, or keep them as a new draft.",
            field="body",
        ) from None
    actions.describe_all(draft, uploads.descriptions(request), by=request.user)
    return draft


def _kept(request: PersonRequest, composed: Composition, begun: str) -> str:
    """What was typed as a draft, so that nothing is lost by a question; its id, "" where it cannot be kept."""
    try:
        draft = _described(request, begun) if begun else None
        composed = composing.checked(composed)
        return str(_keep(request, composed, draft).public_id)
    except Refusal:
        return ""


def _with_what_came(request: PersonRequest, composed: Composition, begun: str) -> tuple[str, int | None]:
    """A form that is shown again cannot hold files, so they are kept with its draft, or begin one; returns that draft's id, and the
    version that the form goes on from.
    """
    came, version = uploads.of(request).taken, _version(request)
    try:
        if came and begun:
            actions.attach(queries.draft(begun, by=request.user), came, by=request.user)
        elif came:
            words = replace(composed, body=composed.body[: text.MOST_BODY])
            kept = actions.draft(words, by=request.user, files=came)
            return kept.public_id, kept.version
    except Refusal:
        return begun, version
    return begun, version


def _take_off(public_id: str, *, by: Any) -> None:
    """Takes a file off; one that is not there any more is off already."""
    with suppress(NotFound):
        actions.remove(files.one(public_id, viewer=by), by=by)


def _reached(request: PersonRequest, composed: Composition) -> dict[str, Any]:
    """How far it would go, and how far when its day has come; or why it goes nowhere yet."""
    known = None
    try:
        choice = composing.choice(composed, by=request.user)
        told = reach.of_choice(choice, by=request.user, also=composing.looked_after_by(composed, by=request.user))
        waits = composing.not_before(composed, by=request.user)
        later = reach.of_choice(waits.then, by=request.user) if waits is not None else None
        if choice.known_to is not None:
            known = reach.of_choice(choice.known_to, by=request.user)
    except Refusal as no:
        return {"reach": None, "unreached": f"{no.message} {no.remedy}".strip(), "status": no.status}
    opens = {"later": later, "opens_from": waits.opens_at if waits is not None else None}
    return {"reach": told, "known_reach": known, **opens, "unreached": "", "status": 200}


def _begun(request: PersonRequest) -> Composition:
    """An empty composer: for the space that the address names, else for everyone; a guest's first space."""
    named = {name: request.GET[name] for name in ("kind", "audience", "space") if name in request.GET}
    if "audience" not in named and "space" in named:
        named["audience"] = "space"
    if "audience" not in named and not request.user.is_member:
        named["audience"] = "space"
    return composing.read(named)
