"""One API of all surfaces, and its OpenAPI 3.1 document."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import ninja
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from ninja.openapi.schema import OpenAPISchema

from intramural import __version__
from intramural.announcements import api as announcements
from intramural.api.reading import NotAsDescribed, StrictParser, refusal_of
from intramural.care import api as care
from intramural.home import api as home
from intramural.kit import wire
from intramural.notifications import api as notifications
from intramural.oversight import api as oversight
from intramural.people import api as people
from intramural.people import scopes
from intramural.posts import api as posts
from intramural.search import api as search
from intramural.spaces import api as spaces
from intramural.stewards import api as stewards
from intramural.thought import api as thought
from intramural.ui import answers
from intramural.ui.middleware import wrong_method

ROOT = "/api/v1/"
DONE = {200: "Here it is", 201: "Made", 204: "Done"}
REFUSED = {
    400: "It cannot be read at all.",
    401: "There is no token, or it has ended.",
    403: "You may see it and may not do this, or your token may not.",
    404: "It is not there, or not there for you: the answer is the same.",
    405: "Nothing at this address does that.",
    409: "It has changed in the meantime, or the idempotency key came with other words.",
    410: "It was here for you and has been taken away.",
    413: "It is more than can be taken.",
    415: "It came as something else than is read here.",
    422: "It can be read, and cannot be taken as it is.",
    429: "Those were too many calls in a short time.",
}


class Intramural(ninja.NinjaAPI):
    """Ninja with our reading, our refusals and our document. It serves no pages of its own."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        """The document. It says the same to everybody, and nothing of what is kept here."""
        document = super().get_openapi_schema(path_prefix=path_prefix or ROOT, path_params=path_params)
        del document["servers"]
        parts = document["components"]
        parts["schemas"]["Problem"] = _PROBLEM
        parts["responses"] = {f"Refused{status}": _refused(words) for status, words in REFUSED.items()}
        parts["responses"]["Refused429"]["headers"] = _RETRY_AFTER
        parts["securitySchemes"] = _SECURITY
        for operations in document["paths"].values():
            for operation in operations.values():
                if not operation.get("description", "").strip():
                    operation.pop("description", None)
                for status in DONE.keys() & operation["responses"].keys():
                    operation["responses"][status]["description"] = DONE[status]
        return document

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """A refusal as a problem document (RFC 9457). What is none is a fault of ours, and is raised."""
        no = refusal_of(exc)
        if no is None:
            raise exc
        response = answers.problem(no, **({"errors": no.errors} if isinstance(no, NotAsDescribed) else {}))
        if no.status == 401:
            response.headers["WWW-Authenticate"] = 'Bearer realm="Intramural"'
        return response

    def addresses(self) -> list[URLPattern]:
        """The routes, each answering HEAD where it answers GET, and refusing what nothing does.

        Ninja gives one for each operation; ours is one for each address, named after its first operation.
        """
        routes: dict[str, URLPattern] = {}
        for router in self._get_bound_routers():
            for each in router.urls_paths(router.prefix):
                routes.setdefault(str(each.pattern), each)
        for each in routes.values():
            each.callback = _as_ours(each.callback)
        return [path("openapi.json", _as_ours(openapi), name="openapi"), *routes.values()]


def openapi(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI document, for whoever asks: it describes what every Intramural of this version does."""
    if request.method != "GET":
        return HttpResponse(status=405, headers={"Allow": "GET"})
    return wire.reply(request, document())


@cache
def document() -> dict[str, Any]:
    """The document, made once a process."""
    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return made


def _as_ours(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answer(request: HttpRequest, **given: Any) -> HttpResponseBase:
        if request.method == "HEAD":
            request.method = "GET"
            response = answer(request, **given)
            if not isinstance(response, HttpResponse):
                return HttpResponse(status=response.status_code, headers=dict(response.headers))
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
            return response
        response = view(request, **given)
        if response.status_code != 405:
            return response
        methods = set(response.headers["Allow"].split(", "))
        allowed = ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
        refused = answers.problem(wrong_method(request, allowed))
        refused.headers["Allow"] = allowed
        return refused

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # people.programs asks for the token where a cookie counts
    return answer


def _refused(words: str) -> dict[str, Any]:
    return {
        "description": words,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


_PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "A refusal (RFC 9457), in words for a person.",
    "properties": {
        "type": {"type": "string", "pattern": "^urn:intramural:[a-z_]+$", "description": "What was refused, for a program."},
        "title": {"type": "string", "description": "Why."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do about it."},
        "field": {"type": "string", "description": "Where it was met."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
                "required": ["field", "message"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
}
_RETRY_AFTER = {
    "Retry-After": {"schema": {"type": "integer"}, "description": "For how many seconds it is of no use to try again."}
}
_SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "Scopes: " + "; ".join(f"`{scope.name}`: {scope.words}" for scope in scopes.SCOPES) + ".",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "intramural_session",
        "description": "A signed-in browser. Whatever is not a GET carries the page's X-CSRFToken too.",
    },
}

api = Intramural(
    title="Intramural",
    version=__version__,
    description="Everything that the pages do. docs/developers/api.md names every refusal.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)
for _surface in (home.surface, *posts.surfaces, thought.surface, people.surface, spaces.surface, stewards.surface, search.surface,
                 notifications.surface, oversight.surface, announcements.surface, *care.surfaces):  # fmt: skip
    api.add_router("", _surface)
