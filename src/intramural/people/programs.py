"""The way into every operation of the API: who calls, with which scope, and each unsafe call once.

    surface = Surface("People")

    @surface.read("/people/{handle}", scope=scopes.PEOPLE_READ, gives=Profile)
    def person(request: PersonRequest, handle: str) -> Any:
        return {"handle": …}                    # made into JSON; None is 204

What a write gives is also read at one address, by one operation: its own, or what `shown_at` names, or where it was made.
A call sent again with its key is answered from there, as far as its person may still see it.

A program shows a token; a page of ours shows the session's cookie and, for what is not safe, the CSRF token beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from inspect import cleandoc
from typing import Any, ClassVar, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve
from ninja import Router
from ninja.operation import Operation
from ninja.utils import check_csrf, contribute_operation_callback

from intramural.kit import wire
from intramural.kit.errors import NotFound, NotSignedIn, Unacceptable
from intramural.people import calls, queries
from intramural.people.entrance import SAFE, PersonRequest
from intramural.people.errors import BadToken, Forged, MissingScope
from intramural.people.models import Person
from intramural.people.scopes import Scope, allow
from intramural.record import once

View = TypeVar("View", bound=Callable[..., Any])
ADDRESS = "/api/v1"
THERE = "there"
ALWAYS = (400, 401, 403, 404, 405, 422, 429)
UNSAFE = (409, 413, 415)


class Surface(Router):
    """The operations of one domain. Each documents its scope, its refusals and the headers that it reads."""

    READS: ClassVar[dict[str, Callable[..., Any]]] = {}

    def __init__(self, tag: str) -> None:
        super().__init__(tags=[tag])

    def read(self, path: str, *, scope: Scope, gives: Any, refuses: tuple[int, ...] = ()) -> Callable[[View], View]:
        """A GET: answered 200, or 304 to whoever has the answer already."""
        offer = self._operation("GET", path, scope, {200: gives}, (*ALWAYS, *refuses), [_IF_NONE_MATCH])

        def decorate(view: View) -> View:
            self.READS[view.__name__] = view
            return offer(view)

        return decorate

    def fetch(self, path: str, *, scope: Scope) -> Callable[[View], View]:
        """A GET of bytes: whole, in part (RFC 9110, Range), or 304 to whoever has them already."""
        return self._operation("GET", path, scope, {200: None}, ALWAYS, [_IF_NONE_MATCH, _RANGE], answered=_BYTES)

    def write(
        self,
        method: str,
        path: str,
        *,
        scope: Scope,
        gives: Any = None,
        status: int = 0,
        refuses: tuple[int, ...] = (),
        shown_at: str | None = None,
        takes: Form | None = None,
    ) -> Callable[[View], View]:
        """An unsafe method: one transaction, done once for its Idempotency-Key; 204 unless it gives something.

        `shown_at` is the address where what it gives is read, if that is neither its Location nor its own; "" for
        nowhere, and then a call that is sent again is answered with nothing (204). `takes` is what comes
        instead of JSON.
        """
        answers = {status or (200 if gives is not None else 204): gives}
        shown = "" if gives is None else THERE if shown_at is None else shown_at
        return self._operation(
            method, path, scope, answers, (*ALWAYS, *UNSAFE, *refuses), [_IDEMPOTENCY_KEY], shown=shown, takes=takes
        )

    def _operation(
        self,
        method: str,
        path: str,
        scope: Scope,
        answers: dict[int, Any],
        refuses: tuple[int, ...],
        headers: list[dict[str, Any]],
        *,
        shown: str = "",
        takes: Form | None = None,
        answered: dict[int, Any] | None = None,
    ) -> Callable[[View], View]:
        responses: dict[int, Any] = {
            **({200: {"headers": _ETAG}, 304: _UNCHANGED} if method == "GET" else {}),
            **({200: {"headers": _SHOWN_AT}} if shown and 200 in answers else {}),
            **({201: {"headers": {**_LOCATION, **_SHOWN_AT}}} if 201 in answers else {}),
            **({204: _ALREADY_DONE} if method != "GET" and not shown and 204 not in answers else {}),
            **(answered or {}),
            **{status: {"$ref": f"#/components/responses/Refused{status}"} for status in sorted(refuses)},
        }
        document = {
            **({"requestBody": takes.document} if takes is not None else {}),
            "parameters": headers,
            "responses": responses,
            "security": [{"token": [scope.name]}, {"session": []}],
        }

        def decorate(view: View) -> View:
            contribute_operation_callback(view, partial(_let_in, shown=shown, takes=takes))
            summary, _, more = (view.__doc__ or "").partition("\n")
            return self.api_operation(
                [method],
                path,
                auth=Caller(scope),
                response=answers,
                operation_id=view.__name__,
                summary=summary.strip(),
                description=cleandoc(more).strip() or " ",
                openapi_extra=document,
            )(view)

        return decorate


@dataclass(frozen=True)
class Form:
    """A body that is no JSON: its words in the document, and what takes it in before the transaction begins."""

    document: dict[str, Any]
    take_in: Callable[[HttpRequest], None]


class Caller:
    """Lets in whoever shows a token that has this scope, or is signed in and meant it."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Person:
        """The person. Refuses (401) nobody, and a token that is none; (429) too many of either; (403) a token without the scope, and a request
        that a signed-in browser was made to send. A token beside a cookie counts alone.
        """
        shown = request.headers.get("Authorization")
        if shown is not None:
            return self._by_token(request, shown)
        if not isinstance(request.user, Person):
            raise NotSignedIn("This needs a person.", remedy="Send a token: Authorization: Bearer im_…")
        if request.method not in SAFE and check_csrf(request) is not None:
            raise Forged(
                "A browser that is signed in has to show that its person meant this.",
                remedy="Send the page's CSRF token as X-CSRFToken, or use a token and no cookie.",
            )
        return request.user

    def _by_token(self, request: HttpRequest, shown: str) -> Person:
        kind, _, secret = shown.partition(" ")
        token = queries.token_of(secret.strip()) if kind.lower() == "bearer" else None
        if token is None:
            calls.count_wrong(request)
            raise BadToken("That token does not exist, or has ended.", remedy="Make one under your settings.")
        calls.count(token.pk)
        if not allow(token.scopes, self.scope):
            raise MissingScope(f"This needs the scope {self.scope.name}.", remedy="Make a token that has it.")
        request.user = token.person
        return token.person


def _let_in(operation: Operation, *, shown: str, takes: Form | None) -> None:
    """Puts the view behind what all have in common. Called by ninja when the operation is made."""
    view = operation.view_func
    known = {
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", None) or model.model_fields
    }

    @wraps(view)
    def let_in(request: PersonRequest, **given: Any) -> HttpResponseBase:
        _check_address(request, given, known)
        if request.method in SAFE:
            found = view(request, **given)
            return found if isinstance(found, HttpResponseBase) else wire.reply(request, found)
        if takes is not None:
            takes.take_in(request)

        def do() -> HttpResponse:
            request.user = queries.held(request.user)
            found = view(request, **given)
            response = found if isinstance(found, HttpResponse) else wire.reply(request, found)
            if shown == THERE:
                response.headers[once.SHOWN_AT] = response.get("Location", request.path)
            elif shown:
                response.headers[once.SHOWN_AT] = ADDRESS + shown.format(**_named(request))
            return response

        return once.answer(request, by_id=request.user.pk, do=do, again=lambda at: _read(request, at))

    operation.view_func = let_in


def _named(request: HttpRequest) -> dict[str, str]:
    """What the address names."""
    named: dict[str, str] = cast(Any, request.resolver_match).kwargs
    return named


def _read(request: PersonRequest, at: str) -> HttpResponse:
    """What the operation that reads this address shows to this person now; whether they may read it is asked there.

    The scope is that of the call, whose first answer told as much.
    """
    match = resolve(at)
    return wire.reply(request, Surface.READS[str(match.url_name)](request, **match.kwargs))


def _check_address(request: HttpRequest, given: dict[str, Any], known: set[str]) -> None:
    """Refuses (404) an id that none of ours could be, and (422) filters that would be passed over in silence."""
    if any("\0" in value for value in _named(request).values()):
        raise NotFound
    for name, values in request.GET.lists():
        if name not in known:
            raise Unacceptable(
                f"There is no parameter {name[:40]!r} here.",
                remedy=f"Use only: {', '.join(sorted(known))}." if known else "Leave it out.",
                field=name[:40],
            )
        if len(values) > 1:
            raise Unacceptable(f"{name} stands in the address twice.", remedy="Give it once.", field=name)
        if "\0" in values[0]:
            raise Unacceptable(f"{name} holds a NUL character.", remedy="Leave it out.", field=name)


_IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "description": "The ETag of an earlier answer: 304 if it would be the same again.",
}
_IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "maxLength": 80},
    "description": "Any text of your own, new for each call that you mean. Sent again, it is answered again and done once.",
}
_ETAG = {"ETag": {"schema": {"type": "string"}, "description": "Of this answer, for If-None-Match."}}
_LOCATION = {"Location": {"schema": {"type": "string"}, "description": "Where it is."}}
_RANGE = {
    "in": "header",
    "name": "Range",
    "schema": {"type": "string"},
    "description": "Such as bytes=0-99: a part (206). Several parts at once are answered with the whole.",
}
_CONTENT = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
_BYTES: dict[int, Any] = {
    200: {"headers": _ETAG, "content": _CONTENT},
    206: {"description": "A part of it", "headers": _ETAG, "content": _CONTENT},
    416: {"description": "Nothing of it lies there"},
}
_SHOWN_AT = {"Content-Location": {"schema": {"type": "string"}, "description": "Where this is read, as it then is."}}
_ALREADY_DONE = {"description": "It was done before, with this Idempotency-Key"}
_UNCHANGED = {"description": "You have it already", "headers": _ETAG}
