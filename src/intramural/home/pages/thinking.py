"""The second thought in the composer: said in one sentence while one writes, or once before sharing; never in the way.

What is thought is worked out before the transaction of its request begins, so that nobody who writes waits for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import composing, uploads
from intramural.posts.composing import Composition
from intramural.thought import actions, drafting, queries
from intramural.thought.queries import Thought
from intramural.ui import answers

LONGEST_KEY = 40


def beforehand(request: Any) -> None:
    """Takes in the files of the form, and thinks about it with them; `of` has the thought."""
    uploads.take_in(request)
    draft = drafting.of(typed(request), by=request.user, draft=request.POST.get("draft", ""), came=uploads.of(request).taken)
    request._thought = queries.think(draft)


def of(request: HttpRequest) -> Thought | None:
    """What `beforehand` thought about this form; None where nobody need be thought of."""
    found: Thought | None = getattr(request, "_thought", None)
    return found


@for_people("POST", beforehand=beforehand)
def second_thought(request: PersonRequest) -> HttpResponse:
    """Whether what is in the composer may concern somebody: one sentence as a part of a page, or nothing.

    What was said and holds no more is remembered in the form, so that it counts as heeded.
    """
    return answers.page(request, "thought/line.html", {"thought": of(request), "said": said(request), "step": False})


def about(composed: Composition, draft: str, *, request: PersonRequest) -> Thought | None:
    """The thought about a draft that is kept."""
    return queries.think(drafting.of(composed, by=request.user, draft=draft))


def is_to_be_said(thought: Thought | None, request: PersonRequest) -> bool:
    """Whether it was not said yet: once is enough. What looks like a live credential is shared by a button that says so."""
    if thought is None:
        return False
    if thought.needs_confirming:
        return request.POST.get("confirmed") != thought.signal
    return said(request) != thought.key


def said(request: PersonRequest) -> str:
    """The key of the thought that was on the page; "" for none."""
    return (request.POST.get("thought") or request.GET.get("said", ""))[:LONGEST_KEY]


def learn(request: PersonRequest) -> None:
    """Counts how the line that was said fared, now that the post is shared."""
    if key := said(request):
        actions.learn(key, way=request.POST.get("thought_way") or ("heeded" if of(request) is None else "passed"))


def narrowed(composed: Composition, request: PersonRequest) -> Composition:
    """The same for fewer: the author's unit, a space or people to be chosen."""
    wish, unit = request.POST.get("narrow", ""), request.user.unit
    if wish == "units" and unit is not None and request.user.is_member:
        return replace(composed, audience="units", units=(unit.public_id,))
    return replace(composed, audience="space" if wish == "space" else "people")


def typed(request: HttpRequest) -> Composition:
    """What is in the composer."""
    return composing.read(request.POST, several={"units": request.POST.getlist("units")})
