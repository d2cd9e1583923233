"""Coming in: inviting somebody, and what they find behind the link that is mailed to them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from intramural.kit import clock
from intramural.kit.errors import Conflict, Refusal, Unacceptable
from intramural.people import actions, policy, queries
from intramural.people.entrance import SAFE, PersonRequest, for_people, typed_lines
from intramural.people.errors import TooManyInvitations
from intramural.ui import answers

STANDINGS = [("", "Member, unless they were brought in or invited as a guest"), ("guest", "Guest")]


@for_people("GET", "POST")
def invitations(request: PersonRequest) -> HttpResponse:
    """The invitations that one has sent and that are open, and a form for one more."""
    policy.may_invite(request.user).required()
    if request.method != "POST":
        return _invitations(request)
    typed = typed_lines(request, "email", "name", "standing")
    try:
        sent = actions.invite(typed["email"], by=request.user, name=typed["name"], standing=typed["standing"])
    except (Unacceptable, Conflict) as no:
        return _invitations(request, typed=typed, no=no)
    except TooManyInvitations as no:
        return answers.with_wait(_invitations(request, typed=typed, no=no), no)
    messages.success(request, f"A mail with a link goes to {sent.person.email} within a minute.")
    return answers.onward(request, "/invitations/")


@for_people("POST")
def withdrawal(request: PersonRequest, handle: str) -> HttpResponse:
    """Makes the link of an invitation worthless."""
    actions.withdraw_invitation(queries.by_handle(handle, viewer=request.user), by=request.user)
    messages.success(request, "The link opens nothing any more.")
    return answers.onward(request, "/invitations/")


@require_http_methods(["GET", "HEAD", "POST"])
def acceptance(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the mailed link: a name and a password, and one is here. Looking at it changes nothing."""
    invitation = queries.invitation(token)
    if request.user.is_authenticated:
        raise Conflict(
            f"This invitation is for {invitation.person.name}, and you are signed in as {request.user}.",
            remedy="If it is yours too, sign out and open the link again.",
        )
    context = {"invitation": invitation, "name": invitation.person.name, "no": None}
    if request.method in SAFE:
        return answers.page(request, "people/acceptance.html", context)
    name = request.POST.get("name", "")
    try:
        with transaction.atomic():
            person = actions.accept(token, password=request.POST.get("password", ""), name=name)
    except Unacceptable as no:
        return answers.page(request, "people/acceptance.html", {**context, "name": name, "no": no}, status=no.status)
    login(request, person)
    messages.success(request, "You are here. This is your profile; fill in as much as you like.")
    return answers.onward(request, "/settings/")


def _invitations(request: PersonRequest, *, typed: dict[str, str] | None = None, no: Refusal | None = None) -> HttpResponse:
    now = clock.now()
    context = {
        "invitations": [(sent, sent.expires_at <= now) for sent in queries.invitations_by(request.user)],
        "standings": STANDINGS if policy.may_invite(request.user, standing="guest") else [],
        "value": typed or {"email": "", "name": "", "standing": ""},
        "no": no,
    }
    return answers.page(request, "people/invitations.html", context, status=no.status if no else 200)
