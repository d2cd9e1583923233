"""The line that each request leaves in the logs."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import structlog
from django.http import HttpRequest, HttpResponse

from intramural.kit import ids

log = structlog.get_logger(__name__)
QUIET = {"healthz", "readyz"}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Requests:
    """Gives each request an id, binds it to all that is logged meanwhile, and logs route, status and milliseconds.

    The route's name stands for the address: an address may name a person, and what stands behind its ? is words.
    An answer of 500 and more carries the id, so that a person can tell it to the operator.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        request_id = ids.new()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request_id)
        response = self.get_response(request)
        match = request.resolver_match
        route = match.view_name if match is not None else "(none)"
        tell = log.error if response.status_code >= 500 else log.debug if route in QUIET else log.info
        tell(
            "request",
            method=request.method if request.method in METHODS else "(other)",
            route=route,
            status=response.status_code,
            ms=round((perf_counter() - began) * 1000, 1),
        )
        if response.status_code >= 500:
            response["X-Request-Id"] = request_id
        structlog.contextvars.clear_contextvars()
        return response
