"""The HTML surface of posts: one post with its comments, and the verbs on it."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import actions, queries, reach
from intramural.ui import answers


@for_people("GET")
def post(request: PersonRequest, public_id: str) -> HttpResponse:
    shown = queries.one(public_id, viewer=request.user)
    return answers.page(
        request,
        "posts/post.html",
        {
            "post": shown,
            "card": queries.card(shown, viewer=request.user),
            "comments": queries.thread(shown, viewer=request.user),
            "reach": reach.of_audience(shown.audience, space=shown.space),
        },
    )


@for_people("POST")
def comment(request: PersonRequest, public_id: str) -> HttpResponse:
    shown = queries.one(public_id, viewer=request.user)
    parent = request.POST.get("parent", "")
    actions.comment(
        shown,
        by=request.user,
        body=request.POST.get("body", ""),
        parent=queries.comment(parent, viewer=request.user) if parent else None,
    )
    return answers.onward(request, f"/posts/{shown.public_id}/#comments")


@for_people("POST")
def reaction(request: PersonRequest, public_id: str) -> HttpResponse:
    """Gives a reaction, or takes it back (`take_back` in the form)."""
    shown = queries.one(public_id, viewer=request.user)
    kind = request.POST.get("kind", "")
    if request.POST.get("take_back"):
        actions.take_back(shown, by=request.user, kind=kind)
    else:
        actions.react(shown, by=request.user, kind=kind)
    return answers.onward(request, f"/posts/{shown.public_id}/")


@for_people("POST")
def withdrawal(request: PersonRequest, public_id: str) -> HttpResponse:
    shown = queries.one(public_id, viewer=request.user)
    actions.withdraw(shown, by=request.user)
    return answers.onward(request, "/")


@for_people("POST")
def deletion(request: PersonRequest, public_id: str) -> HttpResponse:
    shown = queries.one(public_id, viewer=request.user)
    actions.delete(shown, by=request.user)
    return answers.onward(request, "/")
