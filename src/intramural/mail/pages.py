"""Pages of mail: leaving a list by the way that stands in each mail, one's own settings, and for operators what could not be taken."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from intramural.kit import ids
from intramural.kit.errors import NotFound
from intramural.mail import actions, addresses, queries
from intramural.mail.incoming import taking
from intramural.mail.incoming.reasons import REASONS
from intramural.people import policy as people
from intramural.people.entrance import PersonRequest, for_people
from intramural.ui import answers


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest, token: str) -> HttpResponse:
    """Ends the mails of one list, or has them come again, for whoever holds the token that stands in the mail.

    Without signing in, and by a POST of the mail program alone (RFC 8058); opening the page changes nothing, because
    programs that look for harm open every link. Whoever holds the token can do no more than this.
    """
    token_of = addresses.read_token("leave", token)
    found = queries.list_of_token(token_of.person_id, token_of.about_id) if token_of is not None else None
    if found is None:
        raise NotFound("This link leads nowhere.", remedy="Open it as it stands in the mail, or see Settings, Mail.")
    person, mails = found
    if request.method == "POST":
        change = actions.come_back if request.POST.get("again") else actions.leave
        change(person, mails.about_id)
    context: dict[str, Any] = {"mails": mails, "has_left": queries.has_left(person, mails.about_id)}
    return answers.page(request, "mail/leaving.html", context)


@for_people("GET")
def settings(request: PersonRequest) -> HttpResponse:
    """Where one's mails go, whether they arrive, and which lists one has left."""
    context = {
        "doubt": queries.doubt(request.user),
        "forward_to": addresses.house_address(),
        "left": queries.lists_named(request.user, sorted(queries.left_by(request.user))),
    }
    return answers.page(request, "mail/settings.html", context)


@for_people("POST")
def again(request: PersonRequest) -> HttpResponse:
    """Mails again: of one list (`list`), or to the address that some came back from."""
    if about_id := request.POST.get("list"):
        if not ids.is_possible(about_id):
            raise NotFound("There is no such list.")
        actions.come_back(request.user, about_id)
        messages.success(request, "You get these mails again.")
    else:
        actions.trust_again(request.user)
        messages.success(request, "Mails go to your address again.")
    return answers.onward(request, "/settings/mail/")


@for_people("GET", "POST")
def aside(request: PersonRequest) -> HttpResponse:
    """What came in and could not be taken, for operators: why, when, from which domain and how large. Nothing that a mail says, nor
    who wrote it. POST takes once more what was set aside because something failed here."""
    people.may_operate(request.user).required()
    if request.method == "POST":
        taken, still = taking.take_faults_again()
        messages.success(request, _taken_again(taken, still))
        return answers.onward(request, "/operator/mail/")
    rows = queries.set_aside()
    context = {
        "rows": [(row, REASONS[row.reason].for_operator if row.reason in REASONS else "") for row in rows],
        "has_failed": any(row.reason in taking.FAILED for row in rows),
        "most": queries.MOST_ASIDE,
    }
    return answers.page(request, "mail/aside.html", context)


def _taken_again(taken: int, still: int) -> str:
    if taken and still:
        return f"{taken} taken. {still} could not be taken this time either; the log says why."
    if still:
        return "None could be taken this time either; the log says why."
    return f"{taken} taken." if taken else "Nothing had failed here."
