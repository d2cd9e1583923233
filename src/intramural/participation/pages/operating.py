"""What operators do: the skills that everybody finds on their path, and who is a coach. What anybody did is not known here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from intramural.kit import clock
from intramural.kit.errors import Refusal, TooLarge, Unacceptable
from intramural.participation import actions, queries
from intramural.participation.evidence import RULES
from intramural.people import policy as people
from intramural.people import queries as directory
from intramural.people.entrance import PersonRequest, for_people, typed_lines
from intramural.spaces.queries import read_date
from intramural.ui import answers

SKILL = ("name", "why", "practice", "rule")


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


@for_people("GET", "POST")
def coaches(request: PersonRequest) -> HttpResponse:
    """Who is a coach, and until when; names one, or gives them another day."""
    people.may_operate(request.user).required()
    typed, no = {"person": "", "through": ""}, None
    if request.method == "POST":
        typed = typed_lines(request, "person", "through")
        try:
            person = directory.named(typed["person"], viewer=request.user, field="person")
            through = read_date(typed["through"], field="through")
            if person is None or through is None:
                raise Unacceptable(
                    "This is missing.",
                    remedy="Name somebody, and the last day.",
                    field="person" if person is None else "through",
                )
            actions.name_coach(person, by=request.user, through=through)
        except Unacceptable as refused:
            no = refused
        else:
            messages.success(request, f"{person.name} is a coach through that day.")
            return answers.onward(request, "/operator/coaches/")
    context = {
        "coaches": queries.coaches(),
        "typed": typed,
        "today": clock.now().date(),
        "wrong": {no.field or "person": f"{no.message} {no.remedy}"} if no else {},
    }
    return answers.page(request, "participation/coaches.html", context, status=no.status if no else 200)


@for_people("POST")
def dismissal(request: PersonRequest, handle: str) -> HttpResponse:
    """Somebody is a coach no more: an operator says so, or the coach."""
    if handle != request.user.handle:
        people.may_operate(request.user).required()
    actions.dismiss_coach(queries.coach(handle), by=request.user)
    return answers.onward(request, "/operator/coaches/" if request.user.is_operator else "/path/")
