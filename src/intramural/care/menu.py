"""What care offers in the menu of a post: mending one's own, a concern about another's, and narrowing to who looks after it."""

from __future__ import annotations

from typing import Any

from intramural.care import policy
from intramural.people.models import Person
from intramural.posts.menus import Drawn, Item
from intramural.posts.models import Post
from intramural.stewards import queries as stewards


def of_card(card: Drawn, viewer: Any) -> list[Item]:
    """For its author and for everybody else."""
    if card.author_id == viewer.pk:
        return [Item("Narrow it or take it down", f"{card.url}narrowing/"), Item("I overshared", f"{card.url}recovery/")]
    return [Item("Raise a concern", f"{card.url}concern/")]


def of_page(post: Post, viewer: Person) -> list[Item]:
    """For who looks after it; whoever looks after nothing costs one query."""
    if post.author_id == viewer.pk or not stewards.looks_after_something(viewer) or not policy.may_narrow(viewer, post):
        return []
    return [
        Item(
            "Narrow it" if post.audience_before_id is None else "It is smaller for now",
            f"/posts/{post.public_id}/narrowing/",
        )
    ]
