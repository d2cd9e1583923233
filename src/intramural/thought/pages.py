"""How the second thought fared: about a subject, for those who look after it; as a whole, for operators. The line itself stands in
the composer, in home.
"""

from __future__ import annotations

from django.http import HttpResponse

from intramural.people import policy as people
from intramural.people.entrance import PersonRequest, for_people
from intramural.stewards import policy
from intramural.stewards import queries as stewards
from intramural.thought import actions, queries
from intramural.ui import answers


@for_people("GET", "POST")
def fared(request: PersonRequest, public_id: str) -> HttpResponse:
    """The sums of its line, and whether it has muted itself; POST lets it begin anew."""
    it = stewards.by_id(public_id, viewer=request.user)
    policy.may_keep_examples(request.user, it).required()
    if request.method == "POST":
        actions.begin_anew(it, by=request.user)
        return answers.onward(request, f"{it.url}second-thought/")
    context = {"it": it, "sums": queries.fared(it), "muted": queries.is_muted(it)}
    return answers.page(request, "thought/fared.html", context)


@for_people("GET")
def whole(request: PersonRequest) -> HttpResponse:
    """How all lines fared together, for operators: of no person, and of no subject."""
    people.may_operate(request.user).required()
    return answers.page(request, "thought/whole.html", {"whole": queries.stock()})
