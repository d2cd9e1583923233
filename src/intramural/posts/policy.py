"""Who may do what with a post or comment they can see, and why."""

from __future__ import annotations

from intramural.audiences.decisions import Decision, no, yes
from intramural.people import queries as people
from intramural.people.models import Person, Unit
from intramural.posts.models import Comment, Post
from intramural.posts.queries import embargoes
from intramural.spaces.models import Space


def may_speak(person: Person, voice: str, unit: Unit | None) -> Decision:
    """Official needs a delegation for that unit (D10); the other two voices are everybody's."""
    if voice != Post.Voice.OFFICIAL:
        return yes("anybody speaks in their role or personally")
    if unit is not None and people.speaks_for(person).filter(pk=unit.pk).exists():
        return yes(f"you speak for {unit.name}")
    return no(
        "Speaking officially needs a delegation for that unit.",
        remedy="Choose “In my role”, or ask the head of the unit for a delegation.",
    )


def may_edit(person: Person, thing: Post | Comment) -> Decision:
    """Authors have a say over their own: they may take it back, make it smaller, or take it away, wherever it stands."""
    if thing.author_id == person.pk:
        return yes("it is your own")
    return no("Only its author can change this.", remedy="Write a comment, or ask the author.")


def may_reword(person: Person, thing: Post | Comment) -> Decision:
    """Changing words and adding files is the author's, as long as the space takes anything in."""
    decision = may_edit(person, thing)
    return _unless_archived(thing.post.space if isinstance(thing, Comment) else thing.space, decision)


def may_keep_time(person: Person, post: Post) -> Decision:
    """Move, agree with, lift or call off its embargo: its author, and whoever looks after it and is in the circle."""
    if post.author_id == person.pk:
        return yes("it is your own")
    if person.pk in {each.pk for each in embargoes.timekeepers(post)}:
        return yes("you look after its topic")
    return no(
        "Its day is for its author and whoever looks after its topic.",
        remedy="Answer the post, or raise a concern: it reaches them in private.",
    )


def may_comment(person: Person, post: Post) -> Decision:
    """Whoever can read may answer, also under an official post: those are never closed to replies."""
    if post.state != Post.State.PUBLISHED:
        return no("This is not shared yet.", remedy="Share it first.")
    return _unless_archived(post.space, yes("you can read it"))


def may_react(person: Person, post: Post) -> Decision:
    """Whoever can read may react, and may always take a reaction back."""
    return _unless_archived(post.space, yes("you can read it"))


def may_accept(person: Person, post: Post, comment: Comment) -> Decision:
    if post.kind != Post.Kind.QUESTION or comment.post_id != post.pk:
        return no("Only an answer to a question can be accepted.")
    if post.author_id == person.pk:
        return _unless_archived(post.space, yes("it is your question"))
    return no("Only who asked can accept an answer.", remedy="Thank the answer instead.")


def may_vote(person: Person, post: Post) -> Decision:
    """Whoever can read a poll may vote in it."""
    if post.kind != Post.Kind.POLL:
        return no("This is not a poll.")
    if post.state != Post.State.PUBLISHED:
        return no("This is not shared yet.", remedy="Share it first.")
    return _unless_archived(post.space, yes("you can read it"))


def may_grow(person: Person, post: Post) -> Decision:
    """A status or update grows into an article by the hand of whoever said it."""
    if post.author_id != person.pk:
        return no("Only its author grows a post into an article.", remedy="Offer your help in a comment.")
    if post.kind not in (Post.Kind.STATUS, Post.Kind.UPDATE) or post.state != Post.State.PUBLISHED:
        return no("Only a status or an update grows into an article.", remedy="Edit it instead.")
    return yes("it is your own")


def _unless_archived(space: Space | None, decision: Decision) -> Decision:
    """Nothing is added to what lies in an archived space (R2)."""
    if decision.allowed and space is not None and space.archived_at is not None:
        return no("This space is archived: it can be read, and nothing is added.", remedy="Its owners can bring it back.")
    return decision
