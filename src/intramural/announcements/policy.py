"""Who may ask for an acknowledgement, and who may give one, and why."""

from __future__ import annotations

from intramural.audiences.decisions import Decision, no, yes
from intramural.people.models import Person
from intramural.posts.models import Post


def may_ask(person: Person, post: Post) -> Decision:
    """What is said officially may ask; ordinary talk has no receipts."""
    if post.author_id != person.pk:
        return no("Only its author can ask for that.", remedy="Ask in a reply.")
    if post.state != Post.State.PUBLISHED:
        return no("This is not shared yet.", remedy="Share it first.")
    if post.voice != Post.Voice.OFFICIAL:
        return no(
            "Only what is said officially asks its readers to say that they have read it.",
            remedy="Ask a question instead, or have somebody say it who speaks for the unit.",
        )
    return yes("you said it officially")


def may_acknowledge(person: Person, post: Post, *, asks: bool) -> Decision:
    """Whoever can read it, but its author."""
    if not asks:
        return no("Nothing asks for that here.", remedy="Thank its author, or write a reply.")
    if post.author_id == person.pk:
        return no("You wrote it.")
    return yes("you can read it")
