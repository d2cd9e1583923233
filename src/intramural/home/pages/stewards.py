"""Who looks after what, and the topics that nobody looks after: one list that every member reads."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.home import queries
from intramural.kit.errors import NotAllowed
from intramural.kit.markup import clean_line
from intramural.kit.paging import read_name_key
from intramural.people.entrance import PersonRequest, for_people
from intramural.stewards import policy
from intramural.stewards import queries as stewards
from intramural.ui import answers

FEW = 30


@for_people("GET")
def listing(request: PersonRequest) -> HttpResponse:
    """The stewardships by name, each with its say, then what nobody looks after; with `nobody` all of that. Words are looked for in
    both.

    Refuses (403) guests, who see on a topic's page who looks after it.
    """
    viewer = request.user
    if not viewer.is_member:
        raise NotAllowed("The list of stewards is for members.", remedy="A topic's page names who looks after it.")
    search, nobody = clean_line(request.GET.get("q", ""))[:80], "nobody" in request.GET
    after = read_name_key(request.GET.get("after"))
    page = None if nobody else stewards.listed(viewer, search=search, after=after)
    is_first = after is None
    shows_topics = nobody or is_first
    without = queries.unattended(viewer, search=search, after=after if nobody else None) if shows_topics else None
    context = {
        "held": page.rows if page is not None else [],
        "next": page.next if page is not None else (without.next if without is not None else None),
        "without": (without.rows if nobody else without.rows[:FEW]) if without is not None else [],
        "others": [each for each in stewards.unattended(search=search) if each.topic is None] if is_first else [],
        "are_more": without is not None and not nobody and (len(without.rows) > FEW or without.next is not None),
        "nobody": nobody,
        "search": search,
        "acting": stewards.acting,
        "away": stewards.away_through,
        "may_name": policy.may_name(viewer).allowed,
    }
    return answers.page(request, "home/stewards.html", context)
