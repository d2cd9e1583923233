"""The side of every page: where one can go, and the person's spaces."""

from __future__ import annotations

from django.http import HttpRequest

from intramural.home import queries
from intramural.people.models import Person
from intramural.ui.shell import Place, Section


def main(request: HttpRequest) -> Section:
    return Section("", [Place("Home", "/"), Place("Spaces", "/spaces/"), Place("People", "/people/")])


def my_spaces(request: HttpRequest) -> Section:
    """The person's spaces, each with how much in it is new to them."""
    if not isinstance(request.user, Person):
        return Section("")
    mine = queries.beside(request.user)
    return Section("Your spaces", [Place(it.name, f"/spaces/{it.slug}/", it.note) for it in mine])
