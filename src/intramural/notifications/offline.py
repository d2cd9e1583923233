"""What makes the house an app that opens without a connection: its manifest, its service worker, the page it falls back to.

None of it holds anything of anybody. What a browser keeps is told apart by the header Reader: a mark of the person, made with
the secret key, that says nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from intramural.people.models import Person
from intramural.ui import answers

SCRIPT = Path(__file__).resolve().parent / "static/notifications/service-worker.js"


class Reader:
    """Middleware: says on a page for whom it was made, so that what is kept of it is never shown to somebody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        person = getattr(request, "user", None)
        if isinstance(person, Person) and response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers["Reader"] = _mark(person.public_id)
        return response


@cache
def _mark(public_id: str) -> str:
    return salted_hmac("intramural.reader", public_id, algorithm="sha256").hexdigest()[:16]


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """How the house is installed as an app."""
    sizes = (("192x192", "icon-192", "any"), ("512x512", "icon-512", "any"), ("512x512", "icon-whole-512", "maskable"))
    icons = [
        {"src": static(f"notifications/{name}.png"), "sizes": size, "type": "image/png", "purpose": purpose}
        for size, name, purpose in sizes
    ]
    document = {
        "name": settings.SITE_NAME, "short_name": settings.SITE_NAME, "id": "/", "start_url": "/", "scope": "/",
        "display": "standalone", "background_color": "#faf7f2", "theme_color": "#faf7f2", "icons": icons,
        "shortcuts": [{"name": "For you", "url": "/for-you/"}, {"name": "Write", "url": "/write/"}],
    }  # fmt: skip
    return JsonResponse(document, content_type="application/manifest+json")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script, at the root, so that it may answer for every page. It is asked for anew at each start of it."""
    response = HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown where nothing was kept; the service worker lists there what was."""
    return answers.page(request, "notifications/offline.html")
