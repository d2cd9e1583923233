"""The topics, and the page of one: what is said about it, and who looks after it."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.care import queries as care
from intramural.home import queries
from intramural.kit.markup import clean_line
from intramural.kit.paging import read_key, read_name_key
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import drawing
from intramural.posts import queries as posts
from intramural.stewards import queries as stewards
from intramural.topics import actions
from intramural.ui import answers


@for_people("GET")
def listing(request: PersonRequest) -> HttpResponse:
    """The topics that the person may know of, by name."""
    search = clean_line(request.GET.get("q", ""))[:80]
    page = queries.topics(request.user, search=search, after=read_name_key(request.GET.get("after")))
    return answers.page(request, "home/topics.html", {"topics": page.rows, "next": page.next, "search": search})


@for_people("GET")
def topic(request: PersonRequest, slug: str) -> HttpResponse:
    """A topic with the posts about it that the person may read, newest first."""
    known = queries.topic(slug, viewer=request.user)
    page = posts.stream(request.user, only="topic", topic=known.topic.pk, after=read_key(request.GET.get("after")))
    held = known.stewardship
    context = {
        "topic": known.topic,
        "is_followed": known.is_followed,
        "stewardship": held,
        "acts": stewards.acting(held) if held is not None else None,
        "away": stewards.away_through,
        "lessons": care.lessons(known.topic, viewer=request.user),
    }
    return answers.page(request, "home/topic.html", {**context, "cards": page.rows, "draw": drawing.draw, "next": page.next})


@for_people("POST")
def following(request: PersonRequest, slug: str) -> HttpResponse:
    """Follows the topic, or no longer (`take_back`). Nobody is told."""
    topic = queries.topic(slug, viewer=request.user).topic
    (actions.unfollow if request.POST.get("take_back") else actions.follow)(topic, by=request.user)
    return answers.onward(request, f"/topics/{topic.slug}/")
