"""The application as a server runs it: Django, with static files in front."""

from __future__ import annotations

import os
from functools import lru_cache

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch, get_resolver
from whitenoise import WhiteNoise

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intramural.config.settings")


class Handler(WSGIHandler):
    """Django, which remembers where the addresses of late have led: it asks its two hundred routes one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._leads_to = lru_cache(maxsize=1000)(get_resolver().resolve)

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The view for this address. Raises Resolver404 where there is none."""
        request.resolver_match = self._leads_to(request.path_info)
        return request.resolver_match


def _application() -> WhiteNoise:
    django.setup(set_prefix=False)
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    return WhiteNoise(
        Handler(),
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        immutable_file_test=r"^.+\.[0-9a-f]{12}\..+$",
        max_age=60,
    )


application = _application()
