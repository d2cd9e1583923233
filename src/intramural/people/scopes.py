"""What a token may be allowed to do, in words. A token never does more than its person may.

Each scope is a domain and a way into it: reading does not include writing, and writing does not include reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intramural.people.errors import NoSuchScope


@dataclass(frozen=True)
class Scope:
    """One thing that a token may be allowed to do: `name` in the API, `words` for whoever makes the token."""

    name: str
    words: str


POSTS_READ = Scope("posts:read", "Read the posts, comments and files that you can read")
POSTS_WRITE = Scope("posts:write", "Post, comment, react and follow in your name")
PEOPLE_READ = Scope("people:read", "Read the directory and your own profile")
PEOPLE_WRITE = Scope("people:write", "Change your profile and whom you follow")
SPACES_READ = Scope("spaces:read", "Read which spaces and topics there are, and who looks after what")
SPACES_WRITE = Scope("spaces:write", "Found, join and leave spaces, and follow topics, in your name")
STEWARDS_WRITE = Scope(
    "stewards:write", "Say who looks after what, and what you ask about what you look after, in your name"
)
CARE_READ = Scope(
    "care:read",
    "Read what was narrowed, and why, private talks, and whom a post reached, where you are on the matter; and drafts that you "
    "are asked about",
)
CARE_WRITE = Scope(
    "care:write",
    "Make posts smaller, agree and end that, raise and answer concerns, say that you overshared, and ask and answer before "
    "sharing, in your name",
)


SCOPES = (
    POSTS_READ, POSTS_WRITE, PEOPLE_READ, PEOPLE_WRITE, SPACES_READ, SPACES_WRITE, STEWARDS_WRITE, CARE_READ, CARE_WRITE,
)  # fmt: skip
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


def allow(given: Iterable[str], needed: Scope) -> bool:
    """Whether a token with these scopes may do what needs that one."""
    return needed.name in given
