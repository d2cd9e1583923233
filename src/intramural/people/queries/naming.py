"""Whom somebody names in a form."""

from __future__ import annotations

from intramural.kit.errors import Unacceptable
from intramural.people.models import Person
from intramural.people.queries.finding import visible_to


def named(handle: str, *, viewer: Person, field: str) -> Person | None:
    """Whom somebody wrote into a form as a handle, with or without @; None for nobody. Refuses (422) who is not there."""
    handle = handle.strip().removeprefix("@").lower()
    if not handle:
        return None
    found = visible_to(viewer).filter(handle=handle).first()
    if found is None:
        raise Unacceptable(
            f"There is nobody here with the handle “{handle[:40]}”.", remedy="It stands on their profile.", field=field
        )
    return found
