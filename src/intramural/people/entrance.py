"""The way into every page: who is signed in, by which method, and each unsafe request once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from intramural.kit.errors import SignedOut
from intramural.kit.markup import clean_line
from intramural.people import queries
from intramural.people.models import Person
from intramural.record import once
from intramural.ui import answers

SAFE = ("GET", "HEAD")


class PersonRequest(HttpRequest):
    """A request that `for_people` has let in: it has a person."""

    user: Person


def for_people(
    *methods: str, beforehand: Callable[[HttpRequest], None] | None = None
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A page for whoever is signed in, answering these methods (GET includes HEAD); others are shown the way in.

    An unsafe request is one transaction, and is done once for its idempotency key (`record.once`), by the person as they are
    in that transaction. What takes long and writes no row, such as drawing a picture anew, is done `beforehand`, so that nobody waits for the transaction.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def let_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _way_in(request)
            known = cast(PersonRequest, request)
            if request.method in SAFE:
                return view(known, *args, **kwargs)
            if beforehand is not None:
                beforehand(known)

            def do() -> HttpResponse:
                known.user = queries.held(known.user)
                return cast(HttpResponse, view(known, *args, **kwargs))

            return once.answer(known, by_id=known.user.pk, do=do)

        allowed = [*methods, "HEAD"] if "GET" in methods else list(methods)
        return require_http_methods(allowed)(let_in)

    return decorate


def _way_in(request: HttpRequest) -> HttpResponse:
    """For whoever is signed in nowhere: the page to sign in, and from there back. A session may end while somebody writes: the
    words of a form are shown, and not thrown away."""
    if request.method in SAFE:
        return redirect(f"/sign-in/?next={quote(request.get_full_path())}")
    if not answers.wants_part(request) and answers.typed_words(request):
        return answers.refusal(request, SignedOut())
    return redirect("/sign-in/")


def typed_lines(request: HttpRequest, *names: str) -> dict[str, str]:
    """What was typed into these fields of a form, each a clean line of at most 300 characters; "" where nothing was."""
    return {name: clean_line(request.POST.get(name, "")[:300]) for name in names}


def typed_number(request: HttpRequest, name: str) -> int | None:
    """The number that a form sends, such as the version that its words were changed from; None for what is none."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else None
