"""Who may do what with a post or comment they can see, and why."""

from __future__ import annotations

from intramural.audiences import queries as reaches
from intramural.audiences.decisions import Decision, no, yes
from intramural.audiences.models import AUTHOR
from intramural.people import queries as people
from intramural.people.models import Person, Unit
from intramural.posts import queries
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
    """Changing words and adding files is the author's, as long as the space takes anything in and they are among its readers.

    What was said officially is reworded by whom the unit lets speak for it now (D10).
    """
    post = thing.post if isinstance(thing, Comment) else thing
    decision = _unless_for_members(person, post, may_edit(person, thing), also=post.known_to_id)
    if decision.allowed and isinstance(thing, Post) and thing.state != Post.State.DRAFT:
        decision = _unless_silent(person, thing, decision)
    return _unless_archived(post.space, decision)


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
    return _unless_archived(post.space, _unless_for_members(person, post, yes("you can read it")))


def may_react(person: Person, post: Post) -> Decision:
    """Whoever can read may react, and may always take a reaction back."""
    return _unless_archived(post.space, yes("you can read it"))


def may_accept(person: Person, post: Post, comment: Comment) -> Decision:
    if post.kind != Post.Kind.QUESTION or comment.post_id != post.pk:
        return no("Only an answer to a question can be accepted.")
    if post.author_id == person.pk:
        return _unless_archived(post.space, _unless_for_members(person, post, yes("it is your question")))
    return no("Only who asked can accept an answer.", remedy="Thank the answer instead.")


def may_vote(person: Person, post: Post) -> Decision:
    """Whoever can read a poll may vote in it."""
    if post.kind != Post.Kind.POLL:
        return no("This is not a poll.")
    if post.state != Post.State.PUBLISHED:
        return no("This is not shared yet.", remedy="Share it first.")
    return _unless_archived(post.space, _unless_for_members(person, post, yes("you can read it")))


def may_grow(person: Person, post: Post) -> Decision:
    """A status or update grows into an article by the hand of whoever said it."""
    if post.author_id != person.pk:
        return no("Only its author grows a post into an article.", remedy="Offer your help in a comment.")
    if post.kind not in (Post.Kind.STATUS, Post.Kind.UPDATE) or post.state != Post.State.PUBLISHED:
        return no("Only a status or an update grows into an article.", remedy="Edit it instead.")
    return yes("it is your own")


def _unless_for_members(person: Person, post: Post, decision: Decision, *, also: int | None = None) -> Decision:
    """What a guest wrote when they were a member is for whom it was for, and they are not among those any more (R28); nor is who has
    left a space among its members. What only they can read they may go on writing.

    `also` is another audience to whom a guest would speak.
    """
    is_to_nobody = post.audience_id == AUTHOR and post.audience_before_id is None
    if not decision.allowed or post.author_id != person.pk or post.state == Post.State.DRAFT or is_to_nobody:
        return decision
    is_guest = person.standing == Person.Standing.GUEST
    is_for_others = is_guest and also is not None and not reaches.is_in(person, also, released_at=post.released_at)
    if queries.reads_replies(person, post) and not is_for_others:
        return decision
    wrote = "as a member, and are a guest now" if post.space_id is None else "in a space, and are not in it any more"
    return no(f"You wrote this {wrote}.", remedy="You can take it away, or keep it for yourself.")


def _unless_silent(person: Person, post: Post, decision: Decision) -> Decision:
    """What was said officially keeps its words where its author does not speak for that unit any more."""
    if may_speak(person, post.voice, post.voice_unit):
        return decision
    return no(
        "This was said officially, and you do not speak for that unit any more.",
        remedy="Ask its head for a delegation, or say it anew in your role.",
    )


def _unless_archived(space: Space | None, decision: Decision) -> Decision:
    """Nothing is added to what lies in an archived space (R2)."""
    if decision.allowed and space is not None and space.archived_at is not None:
        return no("This space is archived: it can be read, and nothing is added.", remedy="Its owners can bring it back.")
    return decision
