"""The page of what was found, and what is offered while somebody types."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.kit.paging import Key, NameKey, read_key, read_name_key
from intramural.people.entrance import PersonRequest, for_people
from intramural.search import asking, queries
from intramural.ui import answers
from intramural.ui.environment import with_query


@for_people("GET")
def search(request: PersonRequest) -> HttpResponse:
    """What the person finds, the best first or the newest; without a question, how to ask one."""
    text = asking.clean(request.GET.get("q", ""))
    kind = request.GET.get("kind", "") if request.GET.get("kind") in queries.KINDS else ""
    order = "newest" if request.GET.get("order") == "newest" else "best"
    after = _place(order, request.GET.get("after"))
    if not text:
        return answers.page(
            request, "search/search.html", {"q": "", "kind": "", "order": order, "found": None, "names": None}
        )
    found = queries.search(request.user, text, kind=kind, order=order, after=after)
    names = queries.names(request.user, text) if after is None and not kind else queries.Names()
    context = {"q": text, "kind": kind, "order": order, "found": found, "names": names, "most": queries.MOST}
    context["kinds"] = _kinds(found, text, kind, order)
    return answers.page(request, "search/search.html", context)


def _kinds(found: queries.Found, text: str, kind: str, order: str) -> list[tuple[str, str, bool]]:
    """The kinds among what was found, as tabs: "Comments 12", or "12+" where not all were counted; all kinds, without a
    number, where nothing is counted."""
    more = "+" if found.is_capped else ""
    here = {"q": text, "order": order if order == "newest" else ""}
    labels = {it.name: f"{it.label} {it.count:,}{more}" for it in found.kinds} if found.count is not None else queries.KINDS
    shown = [(label, with_query("/search/", **here, kind=name), name == kind) for name, label in labels.items()]
    return [("Everything", with_query("/search/", **here), not kind), *shown]


def _place(order: str, after: str | None) -> Key | NameKey | None:
    return read_key(after) if order == "newest" else read_name_key(after)


@for_people("GET")
def suggestions(request: PersonRequest) -> HttpResponse:
    """People, spaces, topics and titles of posts that begin as what is typed, as a part of a page."""
    text = asking.clean(request.GET.get("q", ""))
    names = queries.names(request.user, text)
    titles = queries.titles(request.user, text)
    return answers.page(request, "search/suggestions.html", {"q": text, "names": names, "titles": titles})
