"""A post that is not before a day: choosing it, moving it, agreeing with it, opening it now, calling it off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from intramural.kit import markup
from intramural.kit.errors import Conflict, NotAllowed, Refusal, Unacceptable
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import actions, composing, opening, policy, queries, reach
from intramural.posts.errors import NoEmbargo
from intramural.ui import answers
from intramural.ui.environment import read_moment

LONGEST = 4_000


@for_people("GET", "POST")
def embargo(request: PersonRequest, public_id: str) -> HttpResponse:
    """Shows its day; chooses one, or another. What is refused stays typed."""
    return _done(request, public_id, _chosen if request.method == "POST" else None)


@for_people("POST")
def agreement(request: PersonRequest, public_id: str) -> HttpResponse:
    """The person agrees with the day."""
    shown = queries.one(public_id, viewer=request.user)
    actions.agree(_waiting(request, shown), by=request.user)
    return answers.onward(request, f"/posts/{shown.public_id}/embargo/")


@for_people("POST")
def opened(request: PersonRequest, public_id: str) -> HttpResponse:
    """Opens it now."""

    def lift(request: PersonRequest, shown: Any) -> str:
        actions.lift(_waiting(request, shown), by=request.user, because=request.POST.get("because", ""))
        return "It is open."

    return _done(request, public_id, lift)


@for_people("POST")
def ending(request: PersonRequest, public_id: str) -> HttpResponse:
    """Calls it off: it stays with the circle."""

    def call_off(request: PersonRequest, shown: Any) -> str:
        actions.call_off(_waiting(request, shown), by=request.user, because=request.POST.get("because", ""))
        return "It opens no more by itself."

    return _done(request, public_id, call_off)


def _done(request: PersonRequest, public_id: str, do: Callable[[PersonRequest, Any], str] | None) -> HttpResponse:
    """Does it, and shows the post; the form again after a refusal of what was typed, or where nothing is to be done."""
    shown = queries.one(public_id, viewer=request.user)
    waiting = opening.of(shown, viewer=request.user)
    (policy.may_keep_time if waiting else policy.may_edit)(request.user, shown).required()
    no: Refusal | None = None
    if do is not None:
        try:
            said = do(request, shown)
        except (Unacceptable, NotAllowed, Conflict) as refused:
            no = refused
        else:
            messages.success(request, said)
            return answers.onward(request, f"/posts/{shown.public_id}/")
    composed = composing.of(shown)
    typed = {"because": "", "names": waiting.embargo.names if waiting else ""}
    if no is not None:
        composed = composing.read(request.POST, several=composing.several_of(request.POST))
        typed = {name: markup.clean(request.POST.get(name, "")[:LONGEST]) for name in typed}
    context: dict[str, Any] = {
        "it": composed,
        **typed,
        **composing.choices(request.user, composed),
        "words": shown.title or shown.body,
        "url": f"/posts/{shown.public_id}/",
        "waiting": waiting,
        "is_own": shown.author_id == request.user.pk,
        "now_reach": reach.of_audience(shown.audience, space=shown.space, viewer=request.user),
        "wrong": {no.field or "opens_at": f"{no.message} {no.remedy}"} if no else {},
    }
    if waiting is not None and no is None:
        context["opens_at"] = composing.as_typed(waiting.opens_at, by=request.user)
    return answers.page(request, "posts/embargo.html", context, status=no.status if no else 200)


def _chosen(request: PersonRequest, shown: Any) -> str:
    """The day that the form names, and what goes with it. Only its author says for whom it opens."""
    composed = composing.read(request.POST, several=composing.several_of(request.POST))
    names = request.POST.get("names")
    waiting = opening.of(shown, viewer=request.user)
    if waiting is None or "then" in request.POST:
        chosen = composing.not_before(composed, by=request.user)
        if chosen is None:
            raise Unacceptable("No day was chosen.", remedy="Choose a day and an hour.", field="opens_at")
        at, then = chosen.opens_at, chosen.then
    else:
        at, then = read_moment(composed.opens_at, by=request.user), None
    if waiting is None and then is not None:
        actions.embargo(shown, by=request.user, opens_at=at, then=then, names=names or "")
    elif waiting is not None:
        because = request.POST.get("because", "")
        actions.move(waiting.embargo, by=request.user, opens_at=at, because=because, then=then, names=names)
    return "That holds from now on."


def _waiting(request: PersonRequest, shown: Any) -> Any:
    """The embargo of a post that the person may read. Refuses (409) where it waits for nothing."""
    waiting = opening.of(shown, viewer=request.user)
    if waiting is None:
        raise NoEmbargo("It does not wait for a day.")
    return waiting.embargo
