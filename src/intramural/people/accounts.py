"""How allauth meets our people: no sign-up (people are invited), addresses are the account's own."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from intramural.people.models import Person


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an operator or a member invites."""
        return False


def display_name(person: Any) -> str:
    return person.name if isinstance(person, Person) else str(person)
