"""Pages of the house itself: what Django asks for when something is wrong, and the gallery of components."""

from __future__ import annotations

import sys
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from intramural.kit import outages
from intramural.kit.errors import NotAllowed, NotFound, NotReady, Refusal, TooMany, Unreadable
from intramural.kit.outages import Outage
from intramural.ui import answers

COMPONENTS = Path(__file__).resolve().parent / "components"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from one of our pages, or from one that is too old."""
    return answers.refusal(
        request,
        NotAllowed(
            "This form is too old, or did not come from here.", remedy="Go back, reload the page, and send it again."
        ),
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answers.refusal(request, NotAllowed("This is not for you to do.", remedy="Go back, or ask an operator."))


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many tries to sign in, or to change what signs one in."""
    return answers.refusal(request, TooMany("That was too often.", remedy="Wait a minute, and try again."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answers.refusal(request, NotFound())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answers.refusal(request, Unreadable("That request could not be read.", remedy="Go back and try again."))


_OUT = {
    Outage.FULL: (
        "There is no room left to keep anything.",
        "Nothing was kept. Please tell an operator, and try again later.",
    ),
    Outage.BUSY: ("Too much is being written just now.", "Nothing was kept. Try again in a minute."),
}
_AWAY = (
    "A part of this house is not there just now.",
    "Nothing was kept. Try again in a minute; if it lasts, please tell an operator.",
)


def broken(request: HttpRequest) -> HttpResponse:
    """What nobody expected: plain words, what was written in the form that met it, and nothing of what went wrong. Where the machine
    or its database lacks something (503), what it is; else it is a fault of ours (500). No page is drawn for it: that would ask the
    database."""
    outage = outages.met(sys.exc_info()[1])
    if outage is not None:
        message, remedy = _OUT.get(outage, _AWAY)
        no: Refusal = NotReady(message, remedy=remedy)
    else:
        no = Refusal("Something went wrong on our side.", remedy="Try again in a minute.")
        no.status, no.code = 500, "fault"
    if request.path.startswith("/api/"):
        return answers.problem(no)
    words = format_html_join(
        "",
        "<p><label>{}<br><textarea readonly rows=8 cols=60>\n{}</textarea></label>",
        [it[1:] for it in answers.typed_words(request)],
    )
    return HttpResponse(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Something went wrong</title>"
        f"<h1>{no.message}</h1><p>{no.remedy}</p>"
        + (f"<h2>What you wrote</h2><p>Copy what you still need before you leave this page.</p>{words}" if words else ""),
        status=no.status,
    )


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with its examples, for whoever builds pages. It shows nothing of anybody."""
    names = sorted(path.parent.name for path in COMPONENTS.glob("*/examples.html"))
    return answers.page(request, "ui/gallery.html", {"names": names})
