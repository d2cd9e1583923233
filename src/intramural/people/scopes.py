"""What a token may be allowed to do, in words. A token never does more than its person may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intramural.people.errors import NoSuchScope


@dataclass(frozen=True)
class Scope:
    """One thing that a token may be allowed to do: `name` in the API, `words` for whoever makes the token."""

    name: str
    words: str


SCOPES = (
    Scope("read", "Read what you can read"),
    Scope("write", "Do everything that the scopes below allow"),
    Scope("posts", "Post, comment and react in your name"),
    Scope("spaces", "Join, leave and look after spaces in your name"),
    Scope("people", "Change your profile and whom you follow"),
)
NAMES = tuple(scope.name for scope in SCOPES)


def chosen(names: Iterable[str]) -> list[str]:
    """The scopes of these names, in the order of SCOPES. Refuses (422) none, and names that are not there."""
    wanted = set(names)
    if not wanted:
        raise NoSuchScope("No scope was chosen.", remedy="Choose at least one thing that it may do.", field="scopes")
    if unknown := sorted(wanted - set(NAMES)):
        raise NoSuchScope(
            f"There is no scope {unknown[0][:40]}.", remedy=f"Choose from: {', '.join(NAMES)}.", field="scopes"
        )
    return [name for name in NAMES if name in wanted]


def allow(given: Iterable[str], needed: str) -> bool:
    """Whether a token with these scopes may do what needs that one: "write" includes all but "read"."""
    held = set(given)
    return needed in held or (needed != "read" and "write" in held)
