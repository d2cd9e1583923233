"""One page: for its readers to say that they have read it, for its author to ask, and to see how many did."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.announcements import actions, policy, queries
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import queries as posts
from intramural.ui import answers


@for_people("GET", "POST")
def acknowledgement(request: PersonRequest, public_id: str) -> HttpResponse:
    """Shows what is asked, and takes the word; whoever wrote it asks (`ask`), or asks no more (`take_back`)."""
    post = posts.one(public_id, viewer=request.user)
    if request.method == "POST":
        if request.POST.get("ask"):
            actions.ask(post, by=request.user)
        elif request.POST.get("take_back"):
            actions.ask_no_more(post, by=request.user)
        else:
            actions.acknowledge(post, by=request.user)
        return answers.onward(request, f"/posts/{post.public_id}/acknowledgement/")
    context = {
        "post": post,
        "asks": queries.asks(post),
        "has_acknowledged": queries.has_acknowledged(request.user, post),
        "may_ask": policy.may_ask(request.user, post),
        "at_least": queries.at_least(post) if post.author_id == request.user.pk else 0,
    }
    return answers.page(request, "announcements/acknowledgement.html", context)
