"""One's own path, and the skills that operators add to everybody's."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from intramural.kit.errors import Refusal, TooLarge, Unacceptable
from intramural.participation import actions, queries
from intramural.participation.evidence import RULES
from intramural.people import policy as people
from intramural.people.entrance import PersonRequest, for_people, typed_lines
from intramural.ui import answers

SKILL = ("name", "why", "practice", "rule")


@for_people("GET")
def path(request: PersonRequest) -> HttpResponse:
    """The person's own path, for them alone."""
    return answers.page(request, "participation/path.html", {"path": queries.path(request.user)})


@for_people("POST")
def switching(request: PersonRequest) -> HttpResponse:
    """Switches the path off for good, or on again (`take_back`)."""
    (actions.switch_on if request.POST.get("take_back") else actions.switch_off)(by=request.user)
    return answers.onward(request, "/path/")


@for_people("GET", "POST")
def skills(request: PersonRequest) -> HttpResponse:
    """The skills of the house; adds one. Who has them is not known here."""
    people.may_operate(request.user).required()
    typed, no = dict.fromkeys(SKILL, ""), None
    if request.method == "POST":
        typed = typed_lines(request, *SKILL)
        try:
            actions.add_skill(by=request.user, **typed)
        except (Unacceptable, TooLarge) as refused:
            no = refused
        else:
            messages.success(request, "Everybody finds it on their path from now on.")
            return answers.onward(request, "/operator/skills/")
    return _form(request, typed, no, skills=queries.all_skills(), it=None)


@for_people("GET", "POST")
def skill(request: PersonRequest, public_id: str) -> HttpResponse:
    """Changes a skill; with `retire` it is shown no more, with `take_back` it is again."""
    people.may_operate(request.user).required()
    found = queries.skill(public_id)
    typed: dict[str, str] = {name: getattr(found, name) for name in SKILL}
    no: Refusal | None = None
    if request.method == "POST":
        try:
            if request.POST.get("retire") or request.POST.get("take_back"):
                actions.retire_skill(found, by=request.user, is_retired=not request.POST.get("take_back"))
            else:
                typed = typed_lines(request, *SKILL)
                actions.change_skill(found, by=request.user, **typed)
        except Unacceptable as refused:
            no = refused
        else:
            messages.success(request, "That holds from now on.")
            return answers.onward(request, "/operator/skills/")
    return _form(request, typed, no, skills=[], it=found)


def _form(request: PersonRequest, typed: dict[str, str], no: Refusal | None, **more: Any) -> HttpResponse:
    context = {
        "typed": typed,
        "rules": [(name, rule.words) for name, rule in RULES.items()],
        "wrong": {no.field or "name": f"{no.message} {no.remedy}"} if no else {},
        **more,
    }
    return answers.page(request, "participation/skills.html", context, status=no.status if no else 200)
