"""Asking first: the form that sends a draft to people, and the page of a consult for its author and those who are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from intramural.care import actions, circles, opinions, policy, queries
from intramural.kit.errors import Conflict, NotAllowed, Refusal, TooLarge, Unacceptable
from intramural.people import queries as people
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import files, text
from intramural.posts import queries as posts
from intramural.thought import actions as thought
from intramural.thought import saying
from intramural.ui import answers

_SHOWN_AGAIN = (Unacceptable, NotAllowed, Conflict, TooLarge)


@for_people("GET", "POST")
def asking(request: PersonRequest, public_id: str) -> HttpResponse:
    """Whom to ask about one's draft: who looks after what it touches stands there already. `?people=` names others.

    Where a consult is open its page answers, unless `?more=` asks for somebody else too. A line that was said in the composer
    (`said`) counts as heeded.
    """
    draft = posts.draft(public_id, by=request.user)
    policy.may_ask(request.user, draft).required()
    known, suggested = queries.open_of(draft), queries.suggested(draft, viewer=request.user)
    if known is not None and request.method in ("GET", "HEAD") and "more" not in request.GET:
        return redirect(known.url)
    proposed = (
        ""
        if known is not None
        else ", ".join([f"@{each.person.handle}" for each in suggested if each.acts][: actions.MOST_ASKED])
    )
    typed, no = {"people": request.GET.get("people", "")[:400] or proposed, "note": ""}, None
    said = (request.POST.get("said") or request.GET.get("said", ""))[: saying.LONGEST]
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        try:
            named = people.all_named(typed["people"], viewer=request.user, field="people")
            made = actions.ask(draft, by=request.user, people=named, note=typed["note"])
        except Unacceptable as refused:
            no = refused
        else:
            thought.learn(saying.read(said, request.user), way="heeded", by=request.user)
            return answers.onward(request, made.url)
    context: dict[str, Any] = {
        "draft": draft,
        "said": said,
        "html": text.preview(draft.body, by=draft.author_id),
        "files": files.of_draft(draft.public_id, by=request.user),
        "suggested": suggested,
        "asked": queries.asked_in(known) if known is not None else [],
        "typed": typed,
        "wrong": {no.field or "people": f"{no.message} {no.remedy}"} if no else {},
    }
    return answers.page(request, "care/asking.html", context, status=no.status if no else 200)


@for_people("GET", "POST")
def consult(request: PersonRequest, public_id: str) -> HttpResponse:
    """What is asked and what was said, for its author and those who are asked; takes words between."""
    found = queries.consult(public_id, viewer=request.user)
    if request.method != "POST":
        return whole(request, found)
    typed = {"body": request.POST.get("body", "")}
    try:
        actions.say(found, by=request.user, body=typed["body"])
    except Unacceptable as no:
        return whole(request, found, typed=typed, no=no)
    return answers.onward(request, found.url)


@for_people("POST")
def opinion(request: PersonRequest, public_id: str) -> HttpResponse:
    """One of those who are asked answers; what is refused for its words is shown again."""
    found = queries.consult(public_id, viewer=request.user)
    typed = opinions.read(request.POST, units=request.POST.getlist("units"))
    try:
        opinions.answer(found, typed, by=request.user)
    except (Unacceptable, TooLarge) as no:
        return whole(request, found, typed=typed, no=no)
    return answers.onward(request, found.url)


@for_people("POST")
def taking(request: PersonRequest, public_id: str) -> HttpResponse:
    """The author takes what was offered."""
    found = queries.consult(public_id, viewer=request.user)
    actions.take(found, request.POST.get("offer", ""), by=request.user)
    return answers.onward(request, found.url)


@for_people("POST")
def showing_again(request: PersonRequest, public_id: str) -> HttpResponse:
    """The author shows the draft as it is now."""
    found = actions.show_again(queries.consult(public_id, viewer=request.user), by=request.user)
    return answers.onward(request, found.url)


@for_people("POST")
def sharing(request: PersonRequest, public_id: str) -> HttpResponse:
    """The author shares the draft, whatever was answered. What sharing refuses is said where it can be mended."""
    found = queries.consult(public_id, viewer=request.user)
    typed = {"dissent": request.POST.get("dissent", "")}
    try:
        actions.share(found, by=request.user, dissent=typed["dissent"])
    except _SHOWN_AGAIN as no:
        policy.may_decide(request.user, found).required()
        return whole(request, found, typed=typed, no=no)
    return answers.onward(request, "/")


@for_people("POST")
def dissent(request: PersonRequest, public_id: str) -> HttpResponse:
    """The author says, in a sentence, why they saw it otherwise."""
    found = queries.consult(public_id, viewer=request.user)
    typed = {"dissent": request.POST.get("dissent", "")}
    try:
        actions.note_dissent(found, by=request.user, because=typed["dissent"])
    except Unacceptable as no:
        return whole(request, found, typed=typed, no=no)
    return answers.onward(request, found.url)


@for_people("POST")
def calling_off(request: PersonRequest, public_id: str) -> HttpResponse:
    """The author needs no opinion any more."""
    found = actions.call_off(queries.consult(public_id, viewer=request.user), by=request.user)
    return answers.onward(request, found.url)


@for_people("GET")
def file(request: PersonRequest, public_id: str, file_id: str) -> HttpResponseBase:
    """A file of the draft, for those who are on the consult and as long as it is open."""
    found = queries.consult(public_id, viewer=request.user)
    return given(request, queries.file_of(found, file_id))


def given(request: Any, shown: Any) -> HttpResponseBase:
    """The bytes: `?small` for a small picture, and a picture to look at, everything else to be saved."""
    if "small" in request.GET:
        return files.thumbnail(request, shown)
    return files.original(request, shown, inline=shown.kind == shown.Kind.IMAGE and "save" not in request.GET)


def whole(
    request: PersonRequest, found: Any, *, typed: Mapping[str, Any] | None = None, no: Refusal | None = None
) -> HttpResponse:
    """The page of a consult, with what was typed (and the status of the refusal) after one."""
    context = opinions.seen(found, request.user, files_at=f"{found.url}files/")
    context |= {
        "typed": opinions.typed(found, typed),
        "wrong": {no.field or "body": f"{no.message} {no.remedy}".strip()} if no else {},
        "units": circles.units(request.user) if context["part"] is not None else [],
        "no": no,
    }
    return answers.page(request, "care/consult.html", context, status=no.status if no else 200)
