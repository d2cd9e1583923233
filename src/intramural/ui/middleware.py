"""The outermost wall: every answer leaves with its headers, every refusal as words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from intramural.kit.errors import NotFound, Refusal, TooLarge, Unacceptable, WrongMethod
from intramural.ui import answers

log = structlog.get_logger(__name__)

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "private, no-store",
}


class House:
    """Sets the headers in one pass; makes a Refusal a response, in one place for pages and API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        arguments: Sequence[object],
        named: Mapping[str, object],
    ) -> HttpResponse | None:
        """An address with a NUL in it, or behind its "?", names nothing, on every database: PostgreSQL takes no such text, SQLite does.
        What was typed to look for (`q`) is cleaned where it is read."""
        if "\x00" in request.path:
            return answers.refusal(request, NotFound())
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked and any("%00" in each and not each.startswith("q=") for each in asked.split("&")):
            is_api = request.path.startswith("/api/")
            return answers.refusal(request, _unreadable() if is_api else NotFound())
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal = as_refusal(error)
        if refusal is None:
            return None
        return answers.refusal(request, refusal)


class Methods:
    """The innermost wall: where nothing answers a method, that is said in words instead of with an empty page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        refused = answers.refusal(request, wrong_method(request, response.headers["Allow"]))
        refused.headers["Allow"] = response.headers["Allow"]
        return refused


def wrong_method(request: HttpRequest, allowed: str) -> WrongMethod:
    """Nothing at this address does what was asked: what a person does instead, and what a program does."""
    if request.path.startswith("/api/"):
        return WrongMethod("Nothing at this address does that.", remedy=f"It does: {allowed}.")
    if request.method in ("GET", "HEAD"):
        return WrongMethod(
            "There is no page at this address: it takes what a form sends.",
            remedy="Go back to where the form is, and send it there.",
        )
    return WrongMethod(
        "This address takes nothing that is sent to it that way.", remedy="Open it as a page, or go back and use its form."
    )


def as_refusal(error: Exception) -> Refusal | None:
    """What Django and its parsers raise about a bad request, said as one of our refusals; None for a real fault."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, Http404):
        return NotFound()
    if isinstance(error, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return TooLarge("That is more than can be taken at once.", remedy="Send less, or send it in parts.")
    if isinstance(error, MultiPartParserError | UnicodeError):
        return _unreadable()
    return None


def _unreadable() -> Unacceptable:
    return Unacceptable("That request could not be read.", remedy="Go back, and send the form again.")
