"""One's own settings: profile, photo, sessions, tokens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from intramural.kit import clock
from intramural.kit.errors import Refusal, Unacceptable
from intramural.people import actions, photos, queries, scopes
from intramural.people.entrance import PersonRequest, for_people
from intramural.ui import answers

LIFETIMES = [("30", "30 days"), ("90", "90 days"), ("365", "A year"), ("", "Until I end it")]
SECRET = "secret"  # the tag of the one message that carries a token  # noqa: S105


@for_people("GET", "POST")
def profile(request: PersonRequest) -> HttpResponse:
    """What one's profile says, and how one likes things here."""
    if request.method != "POST":
        return _profile(request)
    typed = {name: request.POST[name] for name in actions.OWN_WORDS if name in request.POST}
    try:
        actions.change_profile(request.user, by=request.user, **typed)
    except Unacceptable as no:
        return _profile(request, typed=typed, no=no)
    messages.success(request, "Your profile is saved.")
    return answers.onward(request, "/settings/")


@for_people("POST", beforehand=photos.take_in)
def photo(request: PersonRequest) -> HttpResponse:
    """A new photo, or none (`remove` in the form)."""
    try:
        if request.POST.get("remove"):
            actions.remove_photo(request.user, by=request.user)
        else:
            actions.change_photo(request.user, by=request.user, key=photos.of(request))
    except Refusal as no:
        return _profile(request, no=no)
    messages.success(request, "Your photo is gone." if request.POST.get("remove") else "Your photo is new.")
    return answers.onward(request, "/settings/")


@for_people("GET")
def sessions(request: PersonRequest) -> HttpResponse:
    """Where one is signed in."""
    return answers.page(
        request,
        "people/settings/sessions.html",
        {"sessions": list(queries.sessions_of(request.user)), "here": request.session.session_key},
    )


@for_people("POST")
def session_ending(request: PersonRequest, public_id: str) -> HttpResponse:
    actions.end_session(public_id, by=request.user)
    messages.success(request, "That browser is signed out.")
    return answers.onward(request, "/settings/sessions/")


@for_people("POST")
def other_sessions(request: PersonRequest) -> HttpResponse:
    """Signs out every browser but this one."""
    actions.end_other_sessions(by=request.user, but=request.session.session_key)
    messages.success(request, "All other browsers are signed out.")
    return answers.onward(request, "/settings/sessions/")


@for_people("GET", "POST")
def tokens(request: PersonRequest) -> HttpResponse:
    """One's tokens; a new one's secret is shown on the next page, once.

    It travels there in the signed message cookie and not in the answer, which is kept for the idempotency key.
    """
    if request.method != "POST":
        return _tokens(request)
    name, days, allowed = request.POST.get("name", ""), request.POST.get("days", ""), request.POST.getlist("scopes")
    try:
        if days not in dict(LIFETIMES):
            raise Unacceptable("That is no lifetime of a token.", remedy="Choose one from the list.", field="days")
        _, secret = actions.issue_token(by=request.user, name=name, allowed=allowed, days=int(days) if days else None)
    except Unacceptable as no:
        return _tokens(request, typed={"name": name, "days": days, "scopes": allowed}, no=no)
    messages.success(request, secret, extra_tags=SECRET)
    return answers.onward(request, "/settings/tokens/")


@for_people("POST")
def token_ending(request: PersonRequest, public_id: str) -> HttpResponse:
    actions.end_token(public_id, by=request.user)
    messages.success(request, "That token opens nothing any more.")
    return answers.onward(request, "/settings/tokens/")


def _profile(request: PersonRequest, *, typed: dict[str, str] | None = None, no: Refusal | None = None) -> HttpResponse:
    kept = {name: getattr(request.user, name) for name in actions.OWN_WORDS}
    context = {"value": {**kept, **(typed or {})}, "no": no, "zones": [(name, name) for name in queries.time_zones()]}
    return answers.page(request, "people/settings/profile.html", context, status=no.status if no else 200)


def _tokens(request: PersonRequest, *, typed: dict[str, Any] | None = None, no: Refusal | None = None) -> HttpResponse:
    context = {
        "tokens": [(token, token.has_ended(clock.now())) for token in queries.tokens_of(request.user)],
        "scopes": scopes.SCOPES,
        "lifetimes": LIFETIMES,
        "value": typed or {"name": "", "days": "90", "scopes": ["posts:read"]},
        "no": no,
    }
    return answers.page(request, "people/settings/tokens.html", context, status=no.status if no else 200)
