"""What an operator finds beside every page."""

from __future__ import annotations

from django.http import HttpRequest

from intramural.ui.shell import Place, Section


def operating(request: HttpRequest) -> Section | None:
    if not getattr(request.user, "is_operator", False):
        return None
    return Section("For participation", [Place("Skills", "/operator/skills/"), Place("Coaches", "/operator/coaches/")])
