"""For whoever watches over the server: is it up, and is it ready to answer."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from intramural.config import keeper, preparing
from intramural.kit import clock

LEAST_FREE_BYTES = 200 * 1024 * 1024
KEEPER_LATE_AFTER = 15 * 60  # seconds; one chore may take some minutes
_known_current: set[str] = set()


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nobody else."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Each part with what is the matter with it. 503 when people cannot be answered: the database is unreachable or older
    than this version. A disk that fills up and chores that wait are said, and still 200: pages can be read."""
    parts = {"database": _database(), "disk": _disk(), "chores": _chores()}
    is_ready = parts["database"] == "ok"
    return JsonResponse({"status": "ok" if is_ready else "not ready", **parts}, status=200 if is_ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if "current" not in _known_current:  # asked until it is true once: a running process does not get older
            if preparing.pending():
                return "older than this version"
            _known_current.add("current")
    except DatabaseError:
        return "unreachable"
    return "ok"


def _disk() -> str:
    try:
        return "ok" if shutil.disk_usage(settings.DATA_DIR).free >= LEAST_FREE_BYTES else "nearly full"
    except OSError:
        return "unreachable"


def _chores() -> str:
    """What another machine does is not seen from here: a folder in which no keeper ever worked is not late."""
    alive = keeper.last_alive()
    if alive is None:
        return "not done here"
    return "ok" if (clock.now() - alive).total_seconds() < KEEPER_LATE_AFTER else "waiting"
