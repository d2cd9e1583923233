"""What has left: the lines of an answer are written just before it does, and only if it hands something out."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from intramural.exposure import gathering, spool
from intramural.exposure.gathering import Gathered
from intramural.exposure.models import Delivery
from intramural.exposure.spool import Line

HANDS_OUT = (200, 201, 206)
SAFE = ("GET",)


class Ledger:
    """Gathers what a request takes out for its reader, and writes it when the answer is whole.

    A refusal, a redirect, a HEAD and "not modified" hand nothing out. What an unsafe request takes out for others (who are told
    of it after commit) is not theirs yet.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with gathering.opened() as gathered:
            response = self.get_response(request)
        if gathered and response.status_code in HANDS_OUT and request.method != "HEAD":
            spool.write(_lines(request, gathered))
        return response


def _lines(request: HttpRequest, gathered: Gathered) -> list[Line]:
    usual = str(Delivery.Way.API if request.path.startswith("/api/") else Delivery.Way.PAGE)
    asker, day = getattr(request.user, "pk", None), spool.today()
    return [
        Line(post_id, person_id, way, day)
        for (post_id, person_id), ways in gathered.items()
        if request.method in SAFE or person_id == asker
        for way in ways or (usual,)
    ]
