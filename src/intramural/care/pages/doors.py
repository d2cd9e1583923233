"""The pages behind the links of mails. Opening one changes nothing, because programs that look for harm open every link."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from intramural.care import actions, circles, doors, opinions, policy, queries
from intramural.care.pages.concerns import KINDS, said_in
from intramural.care.pages.consults import given
from intramural.kit.errors import NotFound, TooLarge, Unacceptable
from intramural.posts import queries as posts
from intramural.posts import reach
from intramural.ui import answers


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def post(request: HttpRequest, token: str) -> HttpResponse:
    """Raises a concern, or makes the post smaller, for the person whom the token names. The token stands for them, so no cookie does.

    Who looks after it reads it whole; the others its first words, as in their mail.
    """
    door = doors.read("post", token)
    shown = posts.one(door.about_id, viewer=door.person)
    typed, no = {"kind": "question", "body": ""}, None
    smaller = circles.Typed()
    if request.method == "POST":
        typed = {name: request.POST.get(name, typed[name]) for name in typed}
        smaller = circles.read(request.POST, units=request.POST.getlist("units"))
        try:
            if request.POST.get("do") == "narrow":
                return redirect(doors.to_matter(_narrow(shown, smaller, by=door.person), door.person))
            raised = actions.raise_concern(shown, by=door.person, kind=typed["kind"], body=typed["body"])
        except Unacceptable as refused:
            no = refused
        else:
            return redirect(doors.to_talk(raised, door.person))
    may_narrow = policy.may_narrow_now(door.person, shown)
    context: dict[str, Any] = {
        "post": shown,
        "viewer": door.person,
        "reach": reach.of_audience(shown.audience, space=shown.space, viewer=door.person),
        "kinds": KINDS,
        "typed": typed,
        "may_raise": policy.may_raise(door.person, shown),
        "form": circles.form(shown, smaller, by=door.person, people=False) if may_narrow else None,
        "files": [each.name for each in posts.card(shown, viewer=door.person).files] if may_narrow else [],
        "wrong": {no.field or "body": f"{no.message} {no.remedy}"} if no else {},
    }
    return answers.page(request, "care/post_door.html", context, status=no.status if no else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def talk(request: HttpRequest, token: str) -> HttpResponse:
    """Reads and answers a talk, settles it, or makes its post smaller, for the person whom the token names."""
    door = doors.read("talk", token)
    found = queries.concern(door.about_id, viewer=door.person)
    do, typed, no = request.POST.get("do", ""), request.POST.get("body", ""), None
    smaller = circles.read(request.POST, units=request.POST.getlist("units"))
    if request.method == "POST":
        try:
            if do == "narrow":
                open_post = posts.one(found.post.public_id, viewer=door.person)
                return redirect(doors.to_matter(_narrow(open_post, smaller, by=door.person), door.person))
            if do == "close":
                actions.close(found, by=door.person)
            else:
                actions.answer(found, by=door.person, body=typed)
        except Unacceptable as refused:
            no = refused
        else:
            return redirect(request.path)
    context = said_in(found, door.person)
    wrong = f"{no.message} {no.remedy}" if no else ""
    context |= {
        "typed": typed,
        "wrong": wrong if do != "narrow" else "",
        "wrong_narrowing": {no.field or "because": wrong} if no and do == "narrow" else {},
        "post_door": doors.to_post(found.post, door.person) if context["can_open"] else "",
        "matter_door": doors.to_matter(context["narrowing"], door.person) if context["narrowing"] else "",
        "whom": doors.to_exposure(found.post, door.person) if context["may_see_whom"] else "",
        "form": circles.form(found.post, smaller, by=door.person, people=False) if context["may_narrow"] else None,
    }
    return answers.page(request, "care/talk_door.html", context, status=no.status if no else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def consult(request: HttpRequest, token: str) -> HttpResponse:
    """Reads the draft and answers, or says something, for the person whom the token names and who is asked."""
    door = doors.read("consult", token)
    found = _asked(door)
    typed, no = None, None
    if request.method == "POST":
        typed = opinions.read(request.POST, units=request.POST.getlist("units"))
        try:
            if typed.get("answer"):
                opinions.answer(found, typed, by=door.person)
            else:
                actions.say(found, by=door.person, body=typed.get("body", ""))
        except (Unacceptable, TooLarge) as refused:
            no = refused
        else:
            return redirect(request.path)
    context = opinions.seen(found, door.person, files_at=f"{request.path}files/")
    context |= {
        "typed": opinions.typed(found, typed),
        "wrong": {no.field or "body": f"{no.message} {no.remedy}".strip()} if no else {},
        "units": circles.units(door.person),
    }
    return answers.page(request, "care/consult_door.html", context, status=no.status if no else 200)


@require_http_methods(["GET", "HEAD"])
def consult_file(request: HttpRequest, token: str, file_id: str) -> HttpResponseBase:
    """A file of the draft, for the person whom the token names and who is asked."""
    return given(request, queries.file_of(_asked(doors.read("consult", token)), file_id))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def access(request: HttpRequest, token: str) -> HttpResponse:
    """Says whether somebody may read a post, for the person whom the token names and who may answer that."""
    door = doors.read("access", token)
    asked = queries.access_request(door.about_id, viewer=door.person)
    policy.may_answer_access(door.person, asked).required()
    typed, no = "", None
    if request.method == "POST":
        typed = request.POST.get("because", "")
        try:
            actions.answer_access(asked, by=door.person, answer=request.POST.get("answer", ""), because=typed)
        except Unacceptable as refused:
            no = refused
        else:
            return redirect(request.path)
    context: dict[str, Any] = {
        "it": asked,
        "viewer": door.person,
        "typed": typed or asked.because,
        "wrong": f"{no.message} {no.remedy}" if no else "",
    }
    return answers.page(request, "care/access_door.html", context, status=no.status if no else 200)


def _asked(door: doors.Door) -> Any:
    """The consult that the door leads to. Refuses (404) whoever is not asked in it (any more)."""
    found = queries.consult(door.about_id, viewer=door.person)
    if queries.part_of(door.person, found) is None:
        raise NotFound
    return found


def _narrow(post: Any, typed: circles.Typed, *, by: Any) -> Any:
    return actions.narrow(
        post, by=by, because=typed.because, to=circles.circle(typed, by=by), takes_down=typed.audience == "nobody"
    )
