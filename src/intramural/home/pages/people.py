"""What one person has shared, for whoever reads it."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.kit.paging import read_key
from intramural.people import queries as people
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import drawing
from intramural.posts import queries as posts
from intramural.ui import answers


@for_people("GET")
def talk(request: PersonRequest, handle: str) -> HttpResponse:
    """The person's posts that the viewer may read, newest first. How many there are is said nowhere."""
    author = people.by_handle(handle, viewer=request.user)
    page = posts.stream(request.user, only="author", author=author.pk, after=read_key(request.GET.get("after")))
    context = {"author": author, "is_me": author == request.user}
    return answers.page(request, "home/talk.html", {**context, "cards": page.rows, "draw": drawing.draw, "next": page.next})
