"""Builders of people and units for tests and the demo company; they go through the actions where those exist."""

from __future__ import annotations

from typing import Any

from intramural.people import actions, scopes
from intramural.people.models import Person, Unit


def a_unit(name: str, *, parent: Unit | None = None) -> Unit:
    """A unit in its place in the tree."""
    unit = Unit.objects.create(name=name, parent=parent)
    unit.path = f"{parent.path if parent else ''}{unit.pk}."
    unit.save(update_fields=["path"])
    return unit


def a_person(handle: str, **more: Any) -> Person:
    """A member with no undo window, so that what they publish is there at once; `more` changes any field."""
    password = more.pop("password", f"{handle}-password")
    facts: dict[str, Any] = {"name": handle.capitalize(), "email": f"{handle}@house.example", "undo_seconds": 0, **more}
    person = Person(handle=handle, **facts)
    person.set_password(password)
    person.save()
    return person


def a_token(person: Person, *allowed: scopes.Scope) -> str:
    """The secret of a token of this person, with every scope unless some are named."""
    _, secret = actions.issue_token(by=person, name="A program", allowed=[scope.name for scope in allowed or scopes.SCOPES])
    return secret
