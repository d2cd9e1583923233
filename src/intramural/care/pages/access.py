"""Asking to read a translucent post, and answering who asks. One page for both sides: each sees their own."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from intramural.care import actions, policy, queries
from intramural.kit.errors import Unacceptable
from intramural.people.entrance import PersonRequest, for_people
from intramural.ui import answers


@for_people("GET", "POST")
def access(request: PersonRequest, public_id: str) -> HttpResponse:
    """Asks for access, or says where that stands; shows whoever answers who asks. Words that are refused are shown again."""
    post = queries.known_post(public_id, viewer=request.user)
    typed, no = "", None
    if request.method == "POST":
        typed = request.POST.get("words", "")
        try:
            asked = actions.ask_for_access(post, by=request.user, words=typed)
        except Unacceptable as refused:
            no = refused
        else:
            return answers.onward(request, asked.url)
    answers_it = request.user.pk in {each.pk for each in queries.who_may_answer(post)}
    context: dict[str, Any] = {
        "post": post,
        "can_read": queries.is_open_to(request.user, post),
        "own": queries.request_of(request.user, post),
        "may_ask": policy.may_ask_for_access(request.user, post),
        "answers_it": answers_it,
        "requests": [each for each in queries.requests_for(post) if each.by_id != request.user.pk] if answers_it else [],
        "typed": typed,
        "wrong": f"{no.message} {no.remedy}" if no else "",
    }
    return answers.page(request, "care/access.html", context, status=no.status if no else 200)


@for_people("POST")
def answer(request: PersonRequest, public_id: str) -> HttpResponse:
    """Says yes or no to one request."""
    asked = queries.access_request(public_id, viewer=request.user)
    because = request.POST.get("because", "")
    answered = actions.answer_access(asked, by=request.user, answer=request.POST.get("answer", ""), because=because)
    return answers.onward(request, answered.url)
