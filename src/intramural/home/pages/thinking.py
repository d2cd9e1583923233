"""The second thought in the composer: said in one sentence while one writes, or once before sharing; never in the way.

What is thought is worked out before the transaction of its request begins, so that nobody who writes waits for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from intramural.care import actions as asking
from intramural.care import queries as care
from intramural.kit import ids
from intramural.kit.errors import NotFound, Unacceptable
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import composing, uploads
from intramural.posts.composing import Composition
from intramural.thought import actions, drafting, queries, saying
from intramural.thought.queries import Thought
from intramural.ui import answers
from intramural.ui.environment import with_query


def beforehand(request: Any) -> None:
    """Takes in the files of the form, and thinks about it with them; `of` has the thought."""
    uploads.take_in(request)
    draft = drafting.of(typed(request), by=request.user, draft=begun(request), came=uploads.of(request).taken)
    request._thought = queries.think(draft)


def begun(request: HttpRequest) -> str:
    """The id of the draft that the form goes on with, "" for none; whose it is, is asked where it is read. Refuses (404) what is no id."""
    draft = request.POST.get("draft", "")
    if not ids.is_possible(draft):
        raise NotFound("There is no such draft of yours.")
    return draft


def of(request: HttpRequest) -> Thought | None:
    """What `beforehand` thought about this form; None where nobody need be thought of."""
    found: Thought | None = getattr(request, "_thought", None)
    return found


@for_people("POST", beforehand=beforehand)
def second_thought(request: PersonRequest) -> HttpResponse:
    """Whether what is in the composer may concern somebody: one sentence as a part of a page, or nothing.

    What was said and holds no more is remembered in the form, so that it counts as heeded.
    """
    return answers.page(request, "thought/line.html", {**shown(of(request), request), "step": False})


def about(composed: Composition, draft: str, *, request: PersonRequest) -> Thought | None:
    """The thought about a draft that is kept."""
    return queries.think(drafting.of(composed, by=request.user, draft=draft))


def shown(thought: Thought | None, request: PersonRequest) -> dict[str, Any]:
    """What the line needs: the thought, and as a field of the form that it was said, or what was said before."""
    was_said = _given(request) if said(request) else ""
    return {"thought": thought, "said": saying.token(thought, request.user) if thought is not None else was_said}


def is_to_be_said(thought: Thought | None, request: PersonRequest) -> bool:
    """Whether it was not said yet: once is enough. What looks like a live credential is shared by a button that says so."""
    if thought is None:
        return False
    if thought.needs_confirming:
        return request.POST.get("confirmed") != thought.signal
    return not saying.was_said(thought, said(request))


def said(request: PersonRequest) -> str:
    """The key of the thought that was on the page, if it was shown to this person; "" for none."""
    return saying.read(_given(request), request.user)


def learn(request: PersonRequest) -> None:
    """Counts how the line that was said fared, now that the post is shared: of each subject that it named."""
    thought, way = of(request), request.POST.get("thought_way", "")
    still = saying.parts(thought.key) if thought is not None else {}
    for about, signal in saying.parts(said(request)).items():
        passed = way if way in ("fine", "not_theirs") else "passed"
        actions.learn(f"{signal}.{about}", way=passed if about in still else "heeded", by=request.user)


def ask_first(draft: Any, *, request: PersonRequest) -> str:
    """Asks those whom the thought names about the draft, at once, each by what is theirs of it; returns where that stands.

    Where it names nobody any more, or they cannot be asked so, it is the page on which its author says whom to ask.
    """
    thought, known = of(request), care.open_of(draft)
    if (thought is None or not thought.people) and known is not None:
        return str(known.url)
    named = thought.people if thought is not None else ()
    theirs = {
        each.pk: it.stewardship for each, it in zip(named, thought.subjects if thought is not None else (), strict=False)
    }
    try:
        consult = asking.ask(draft, by=request.user, people=named, theirs=theirs)
    except Unacceptable:
        people = ", ".join(f"@{each.handle}" for each in named)
        more = "1" if known is not None else ""
        return with_query(f"/drafts/{draft.public_id}/asking/", people=people, more=more, said=_given(request))
    actions.learn(thought.key if thought is not None else "", way="heeded", by=request.user)
    return str(consult.url)


def narrowed(composed: Composition, request: PersonRequest) -> Composition:
    """The same for fewer: the author's unit, a space or people to be chosen."""
    wish, unit = request.POST.get("narrow", ""), request.user.unit
    if wish == "units" and unit is not None and request.user.is_member:
        return replace(composed, audience="units", units=(unit.public_id,))
    return replace(composed, audience="space" if wish == "space" else "people")


def typed(request: HttpRequest) -> Composition:
    """What is in the composer."""
    return composing.read(request.POST, several=composing.several_of(request.POST))


def _given(request: PersonRequest) -> str:
    return (request.POST.get("thought") or request.GET.get("said", ""))[: saying.LONGEST]
