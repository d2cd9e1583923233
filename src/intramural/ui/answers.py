"""How a page is answered: whole, in part, as a redirect, or as a refusal."""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from intramural.kit.errors import Refusal, TooMany

WORDS = {
    "title": "Title",
    "summary": "One sentence about it",
    "body": "Words",
    "words": "Words",
    "text": "Text",
    "options": "Options",
    "description": "Description",
    "purpose": "Purpose",
    "about": "About",
    "note": "A word with it",
    "because": "Why",
    "reason": "Why",
    "why": "Why",
    "why_wide": "Why so wide",
    "dissent": "If you see it otherwise",
    "lesson": "What others should know",
    "practice": "What to try",
    "asks": "What you ask",
    "fine": "What is fine",
    "not_fine": "What is not",
    "apology": "Apology",
    "offer": "Offer",
    "acknowledgement": "Acknowledgement",
    "intent": "What you will do",
}
"""The fields of our forms that hold what a person thought out, and what a refusal calls them. Passwords and codes are none."""


def page(request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    """A whole page, made from a template of the domain that answers."""
    return render(request, template, context or {}, status=status)


def wants_part(request: HttpRequest) -> bool:
    """Whether a script asks for a part of a page. It changes what is drawn and never what is allowed (trust.md C12)."""
    return request.headers.get("HX-Request") == "true"


def onward(request: HttpRequest, to: str) -> HttpResponse:
    """After a form was taken: back to where the person came from if that is here, else to `to`."""
    wish = request.POST.get("next", "")
    if wish and url_has_allowed_host_and_scheme(wish, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(wish)
    return redirect(to)


def refusal(request: HttpRequest, no: Refusal) -> HttpResponse:
    """A refusal as the asker reads it: a problem document for the API (RFC 9457), a page for a person.

    The page shows the words that the form held, so that they can be copied: going back does not bring them in every browser.
    """
    if request.path.startswith("/api/"):
        return problem(no)
    if no.status == 401:
        return redirect(f"/sign-in/?next={quote(request.get_full_path())}")
    context = {"no": no, "typed": typed_words(request)}
    template = "ui/refusal_part.html" if wants_part(request) else "ui/refusal.html"
    return with_wait(render(request, template, context, status=no.status), no)


def typed_words(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Name, label and words of each field of a form of ours that holds a person's words; nothing of what cannot be read, or was
    sent from another site, whose words are not shown on a page of ours.
    """
    if request.method != "POST" or not _is_from_here(request):
        return []
    try:
        form = request.POST
    except (MultiPartParserError, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, UnicodeError, OSError):
        return []
    return [(name, label, form[name]) for name, label in WORDS.items() if form.get(name, "").strip()]


def _is_from_here(request: HttpRequest) -> bool:
    """Whether Django's check against forged requests has let it pass, or a browser names us as its origin."""
    return getattr(request, "csrf_processing_done", False) or request.headers.get("Origin") in settings.CSRF_TRUSTED_ORIGINS


def problem(no: Refusal, **more: Any) -> JsonResponse:
    """A problem document of RFC 9457; `type` names the refusal's code, documented in docs/developers/api.md."""
    body = {"type": f"urn:intramural:{no.code}", "title": no.message, "status": no.status, "detail": no.remedy or no.message}
    if no.field:
        body["field"] = no.field
    return with_wait(JsonResponse({**body, **more}, status=no.status, content_type="application/problem+json"), no)


Response = TypeVar("Response", bound=HttpResponse)


def with_wait(response: Response, no: Refusal) -> Response:
    """RFC 9110: when to come again."""
    if isinstance(no, TooMany):
        response.headers["Retry-After"] = str(no.after)
    return response
