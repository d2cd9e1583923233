"""The side of every page: where one may go, one's spaces, one's topics."""

from __future__ import annotations

from django.http import HttpRequest

from intramural.home import queries
from intramural.people.models import Person
from intramural.ui.shell import Place, Section


def main(request: HttpRequest) -> Section:
    return Section(
        "",
        [
            Place("Home", "/"),
            Place("For you", "/for-you/", margin(request).asks_note),
            Place("Questions", "/?only=questions"),
            Place("Spaces", "/spaces/"),
            Place("Topics", "/topics/"),
            Place("Stewards", "/stewards/"),
            Place("People", "/people/"),
            Place("Kept", "/kept/"),
            *([Place("Openness", "/openness/")] if getattr(request.user, "is_member", False) else []),
        ],
    )


def my_spaces(request: HttpRequest) -> Section:
    """The person's spaces, each with how much in it is new to them; of more than 20, those with something new first."""
    spaces = sorted(margin(request).spaces, key=lambda it: not it.new) if len(margin(request).spaces) > queries.MOST else []
    shown = (spaces or margin(request).spaces)[: queries.MOST]
    return Section("Your spaces", [Place(it.name, f"/spaces/{it.slug}/", it.note) for it in shown])


def my_topics(request: HttpRequest) -> Section:
    """The topics that the person follows or looks after."""
    return Section("Your topics", [Place(it.name, f"/topics/{it.slug}/", it.note) for it in margin(request).topics])


def new_in(request: HttpRequest) -> dict[str, str]:
    """What is new to the person in each of their spaces, by its slug: "4 new"."""
    return {it.slug: it.note for it in margin(request).spaces if it.new}


def margin(request: HttpRequest) -> queries.Margin:
    """What stands beside this page, asked once a request."""
    known = getattr(request, "_margin", None)
    if known is None:
        known = queries.beside(request.user) if isinstance(request.user, Person) else queries.Margin()
        request._margin = known  # type: ignore[attr-defined]
    return known
