"""The part of a post or comment that is drawn anew after a reaction."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from intramural.people.entrance import PersonRequest
from intramural.ui import answers


def part(request: PersonRequest, shown: Any) -> HttpResponse:
    """The reactions of `shown` (a card or a comment). The menu stays open where the reaction came out of it."""
    given = request.POST.get("kind") or request.POST.get("take_back")
    facts = {"it": shown, "back": request.POST.get("next", ""), "opened": given != "thank"}
    return answers.page(request, "posts/reacting_part.html", facts)
