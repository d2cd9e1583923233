"""Narrowing a post, and the page of a narrowing: for its author and who looks after it, and for nobody else."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from intramural.audiences.queries import listed
from intramural.care import actions, circles, exposures, policy, queries
from intramural.kit.errors import Unacceptable
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import queries as posts
from intramural.posts import reach
from intramural.ui import answers


@for_people("GET", "POST")
def narrowing(request: PersonRequest, public_id: str) -> HttpResponse:
    """Narrows the post, or takes it down; what is refused for its words is shown again. What is narrowed leads to its page."""
    if request.method in ("GET", "HEAD") and (found := queries.in_force(public_id, viewer=request.user)) is not None:
        return redirect(found.url)
    post = posts.one(public_id, viewer=request.user)
    policy.may_narrow(request.user, post).required()
    typed, no = circles.Typed(), None
    if request.method == "POST":
        typed = circles.read(request.POST, units=request.POST.getlist("units"))
        try:
            made = actions.narrow(
                post,
                by=request.user,
                because=typed.because,
                to=circles.circle(typed, by=request.user),
                takes_down=typed.audience == "nobody",
            )
        except Unacceptable as refused:
            no = refused
        else:
            return answers.onward(request, made.url)
    context: dict[str, Any] = {
        "post": post,
        "reach": reach.of_audience(post.audience, space=post.space, viewer=request.user),
        "form": circles.form(post, typed, by=request.user),
        "is_own": post.author_id == request.user.pk,
        "wrong": {no.field or "audience": f"{no.message} {no.remedy}"} if no else {},
    }
    return answers.page(request, "care/narrow.html", context, status=no.status if no else 200)


@for_people("GET")
def matter(request: PersonRequest, public_id: str) -> HttpResponse:
    """Who narrowed it, why, until when; what was said then; and what the viewer may do about it."""
    return _shown(request, queries.narrowing(public_id, viewer=request.user))


@for_people("POST")
def talk(request: PersonRequest, public_id: str) -> HttpResponse:
    """Says something about it to its author and to who narrowed it, in private."""
    found = queries.narrowing(public_id, viewer=request.user)
    typed = request.POST.get("body", "")
    try:
        made = actions.talk_about(found, by=request.user, body=typed)
    except Unacceptable as no:
        return _shown(request, found, typed=typed, no=no)
    return answers.onward(request, made.url)


@for_people("POST")
def agreement(request: PersonRequest, public_id: str) -> HttpResponse:
    """The author agrees."""
    found = actions.agree(queries.narrowing(public_id, viewer=request.user), by=request.user)
    return answers.onward(request, found.url)


@for_people("POST")
def upholding(request: PersonRequest, public_id: str) -> HttpResponse:
    """A second person who looks after it upholds it."""
    found = actions.uphold(queries.narrowing(public_id, viewer=request.user), by=request.user)
    return answers.onward(request, found.url)


@for_people("POST")
def ending(request: PersonRequest, public_id: str) -> HttpResponse:
    """Gives the post back to whom it was for."""
    found = actions.end(queries.narrowing(public_id, viewer=request.user), by=request.user)
    return answers.onward(request, found.url)


def seen(found: Any, viewer: Any) -> dict[str, Any]:
    """What the page of a narrowing shows to somebody on the matter."""
    post = found.post
    return {
        "it": found,
        "copy": queries.copy_of(found, viewer=viewer),
        "along": queries.taken_along(found),
        "reach": reach.of_audience(found.audience, space=post.space, viewer=viewer),
        "is_author": post.author_id == viewer.pk,
        "may_agree": policy.may_agree(viewer, found),
        "may_uphold": policy.may_uphold(viewer, found),
        "may_end": policy.may_end(viewer, found),
        "can_open": queries.is_open_to(viewer, post),
        "may_see_whom": exposures.may_open(viewer, post),
        "talks_with": listed([each.name for each in (post.author, found.by) if each is not None and each != viewer]),
    }


def _shown(request: PersonRequest, found: Any, *, typed: str = "", no: Unacceptable | None = None) -> HttpResponse:
    wrong = {"typed": typed, "wrong": f"{no.message} {no.remedy}" if no else ""}
    context = {**seen(found, request.user), **wrong}
    return answers.page(request, "care/matter.html", context, status=no.status if no else 200)
