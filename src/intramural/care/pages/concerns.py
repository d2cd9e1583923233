"""Raising a concern, the talk about it, and saying that one overshared."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from intramural.care import actions, circles, exposures, policy, queries, words
from intramural.kit.errors import Unacceptable
from intramural.people import queries as people
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import queries as posts
from intramural.ui import answers

KINDS = [(str(kind), kind.label) for kind in words.OFFERED]


@for_people("GET", "POST")
def concern(request: PersonRequest, public_id: str) -> HttpResponse:
    """Raises a concern about the post; words that are refused are shown again."""
    post = posts.one(public_id, viewer=request.user)
    policy.may_raise(request.user, post).required()
    typed, no = {"kind": "question", "body": ""}, None
    if request.method == "POST":
        typed = {name: request.POST.get(name, typed[name]) for name in typed}
        try:
            raised = actions.raise_concern(post, by=request.user, **typed)
        except Unacceptable as refused:
            no = refused
        else:
            return answers.onward(request, raised.url)
    context: dict[str, Any] = {
        "post": post,
        "kinds": KINDS,
        "typed": typed,
        "reaches": [each for each in queries.in_whose_care(post) if each.pk != request.user.pk],
        "may_narrow": policy.may_narrow(request.user, post),
        "wrong": {no.field or "body": f"{no.message} {no.remedy}"} if no else {},
    }
    return answers.page(request, "care/concern.html", context, status=no.status if no else 200)


@for_people("GET", "POST")
def talk(request: PersonRequest, public_id: str) -> HttpResponse:
    """What was said, for those between whom it is; takes an answer."""
    found = queries.concern(public_id, viewer=request.user)
    typed, no = "", None
    if request.method == "POST":
        typed = request.POST.get("body", "")
        try:
            actions.answer(found, by=request.user, body=typed)
        except Unacceptable as refused:
            no = refused
        else:
            return answers.onward(request, found.url)
    return _shown(request, found, typed=typed, wrong=no)


@for_people("POST")
def lesson(request: PersonRequest, public_id: str) -> HttpResponse:
    """Keeps what whoever overshared would have others know."""
    found = queries.concern(public_id, viewer=request.user)
    typed = request.POST.get("lesson", "")
    try:
        actions.keep_lesson(found, by=request.user, lesson=typed, is_named="named" in request.POST)
    except Unacceptable as no:
        return _shown(request, found, lesson=typed, wrong_lesson=no)
    return answers.onward(request, found.url)


@for_people("POST")
def closing(request: PersonRequest, public_id: str) -> HttpResponse:
    """Says that it is settled."""
    found = actions.close(queries.concern(public_id, viewer=request.user), by=request.user)
    return answers.onward(request, found.url)


@for_people("GET", "POST")
def recovery(request: PersonRequest, public_id: str) -> HttpResponse:
    """An author overshared: the post goes now, and the message is sent. One form, ready to be sent as it is."""
    post = posts.one(public_id, viewer=request.user)
    policy.may_recover(request.user, post).required()
    reaches = queries.in_whose_care(post)
    typed, tells, lesson, no = {**words.RECOVERY, **({} if reaches else words.TO_NOBODY)}, "", "", None
    is_narrowed = post.audience_before_id is not None
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in words.PARTS}
        tells, lesson = request.POST.get("tells", ""), request.POST.get("lesson", "")
        circle = circles.read(request.POST)
        try:
            made = actions.recover(
                post,
                by=request.user,
                parts=typed,
                to=circles.circle(circle, by=request.user),
                takes_down=circle.audience == "nobody",
                lesson=lesson,
                signs="named" in request.POST,
                tells=people.all_named(tells, viewer=request.user, field="tells") if tells.strip() else (),
            )
        except Unacceptable as refused:
            no = refused
        else:
            return answers.onward(request, made.url)
    context: dict[str, Any] = {
        "post": post,
        "parts": [(name, words.LABELS[name], typed[name]) for name in words.PARTS],
        "reaches": reaches,
        "kinds": [("nobody", "Take it down now"), *_smaller(post)],
        "is_narrowed": is_narrowed,
        "chosen": request.POST.get("audience", "nobody"),
        "tells": tells,
        "lesson": lesson,
        "signs": "named" in request.POST,
        "wrong": {no.field or "apology": f"{no.message} {no.remedy}"} if no else {},
    }
    return answers.page(request, "care/recovery.html", context, status=no.status if no else 200)


def said_in(found: Any, viewer: Any) -> dict[str, Any]:
    """What the page of a talk shows to one of those between whom it is."""
    post = found.post
    narrowing, can_open = queries.in_force(post.public_id, viewer=viewer), queries.is_open_to(viewer, post)
    words = queries.words_of(post, viewer=viewer)
    return {
        "it": found,
        "viewer": viewer,
        "between": queries.between(found),
        "messages": queries.messages(found),
        "narrowing": narrowing,
        "words": words,
        "why": post.why_wide if words else "",
        "can_open": can_open,
        "may_narrow": policy.may_narrow_now(viewer, post),
        "may_see_whom": exposures.may_open(viewer, post),
        "is_settled": queries.has_closed(viewer, found),
    }


def _shown(
    request: PersonRequest,
    found: Any,
    *,
    typed: str = "",
    wrong: Unacceptable | None = None,
    lesson: str | None = None,
    wrong_lesson: Unacceptable | None = None,
) -> HttpResponse:
    context = {
        **said_in(found, request.user),
        "typed": typed,
        "wrong": f"{wrong.message} {wrong.remedy}" if wrong else "",
        "keeps_lesson": policy.may_keep_lesson(request.user, found),
        "lesson": found.lesson if lesson is None else lesson,
        "wrong_lesson": f"{wrong_lesson.message} {wrong_lesson.remedy}" if wrong_lesson else "",
    }
    no = wrong or wrong_lesson
    return answers.page(request, "care/talk.html", context, status=no.status if no else 200)


def _smaller(post: Any) -> list[tuple[str, str]]:
    if post.space is None or post.audience_id == post.space.circle_id:
        return []
    return [("members", f"Make it smaller: members of {post.space.name}")]
