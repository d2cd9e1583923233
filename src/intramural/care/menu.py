"""What care offers in the menu of a post: mending one's own, a concern about another's, and narrowing to who looks after it."""

from __future__ import annotations

from typing import Any

from intramural.care import policy, queries
from intramural.people.models import Person
from intramural.posts.menus import Drawn, Item
from intramural.posts.models import Post
from intramural.stewards import queries as stewards


def of_card(card: Drawn, viewer: Any) -> list[Item]:
    """For its author and for everybody else."""
    if card.author_id == viewer.pk:
        return [
            Item("Make it smaller or take it down", f"{card.url}narrowing/"),
            Item("I overshared", f"{card.url}recovery/"),
        ]
    return [Item("Raise a concern", f"{card.url}concern/")]


def of_page(post: Post, viewer: Person) -> list[Item]:
    """For who looks after it, and for its author; whoever looks after nothing costs one query."""
    return [*_of_access(post, viewer), *_of_narrowing(post, viewer)]


def _of_access(post: Post, viewer: Person) -> list[Item]:
    """Of what is translucent."""
    if post.known_to_id is None or viewer.pk not in {each.pk for each in queries.who_may_answer(post)}:
        return []
    return [Item("Who asks for access", f"/posts/{post.public_id}/access/")]


def _of_narrowing(post: Post, viewer: Person) -> list[Item]:
    if post.author_id == viewer.pk or not stewards.looks_after_something(viewer) or not policy.may_narrow(viewer, post):
        return []
    return [
        Item(
            "Make it smaller" if post.audience_before_id is None else "It was made smaller",
            f"/posts/{post.public_id}/narrowing/",
        )
    ]
