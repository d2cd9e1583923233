"""The side of every page: where one can go, and the person's spaces."""

from __future__ import annotations

from django.http import HttpRequest

from intramural.people.models import Person
from intramural.spaces import queries as spaces
from intramural.ui.shell import Place, Section


def main(request: HttpRequest) -> Section:
    return Section("", [Place("Home", "/"), Place("Spaces", "/spaces/"), Place("People", "/people/")])


def my_spaces(request: HttpRequest) -> Section:
    if not isinstance(request.user, Person):
        return Section("")
    mine = spaces.of_member(request.user).values_list("name", "slug")
    return Section("Your spaces", [Place(name, f"/spaces/{slug}/") for name, slug in mine[:20]])
