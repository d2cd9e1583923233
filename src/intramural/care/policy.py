"""Who may narrow a post, agree, uphold and end it; who may ask first, and who is asked; who may ask for access, and who
answers. Whoever asks has seen it, or knows of it."""

from __future__ import annotations

from datetime import timedelta

from intramural.audiences.decisions import Decision, no, yes
from intramural.care import queries
from intramural.care.models import AccessRequest, Concern, Consult, Narrowing
from intramural.people.models import Person
from intramural.posts.models import Post

NOT_YOURS = "Its author narrows it, or whoever looks after one of its topics, or after what it comes from or resembles."


def may_narrow(person: Person, post: Post) -> Decision:
    """Its author, and whoever looks after what it is about, speaks for or comes from (`queries.grounds_of`), each for seven days.

    Where nobody agreed in these days, in one piece or in several, only somebody else narrows it again.
    """
    if post.author_id == person.pk:
        return yes("it is your own")
    ground = queries.ground_of(person, post)
    if ground is None:
        return no(NOT_YOURS, remedy="Ask its author: answer the post, or raise a concern.")
    if queries.time_left(person, post) <= timedelta():
        return no(
            "You have had your seven days for this post, and nobody agreed.",
            remedy="Whoever else looks after it can make it smaller now; or write to its author.",
        )
    return yes(f"you look after {ground.stewardship.over}: {ground.because}")


def may_narrow_now(person: Person, post: Post) -> Decision:
    """As `may_narrow`, of what they can read now and nobody has narrowed."""
    if post.state != Post.State.PUBLISHED or post.audience_before_id is not None or not queries.is_open_to(person, post):
        return no("This cannot be made smaller just now.", remedy="Open it again to see where it stands.")
    return may_narrow(person, post)


def may_take_down(person: Person, post: Post) -> Decision:
    if post.author_id == person.pk:
        return yes("it is your own")
    return no("Only its author takes a post down.", remedy="You can narrow it, and ask its author.")


def may_agree(person: Person, narrowing: Narrowing) -> Decision:
    """The author, while it would end by itself."""
    if not narrowing.is_provisional:
        return no("There is nothing to agree with any more.", remedy="Its page says how it stands.")
    if narrowing.post.author_id == person.pk:
        return yes("it is your post")
    return no("Only its author can agree.", remedy="If you look after it too, you can uphold it.")


def may_uphold(person: Person, narrowing: Narrowing) -> Decision:
    """A second person who looks after it: neither who narrowed it nor who wrote it."""
    if not narrowing.is_provisional:
        return no("There is nothing to uphold any more.", remedy="Its page says how it stands.")
    if person.pk in (narrowing.by_id, narrowing.post.author_id):
        return no("It takes a second person to uphold it.", remedy="Ask who else looks after it.")
    if person.pk in {each.pk for each in queries.caretakers(narrowing)}:
        return yes("you look after it too")
    return no("Only somebody else who looks after it can uphold it.", remedy="Ask them.")


def may_end(person: Person, narrowing: Narrowing) -> Decision:
    """Who narrowed it, and who looks after it; of what its author narrowed, the author alone; of what nobody is left for, the author
    too."""
    if not narrowing.is_in_force:
        return no("It has ended already.", remedy="There is nothing to do.")
    is_author = narrowing.post.author_id == person.pk
    if narrowing.by_id == person.pk and (is_author or queries.was_for(person, narrowing)):
        return yes("you narrowed it")
    if narrowing.is_own:
        return no("Its author made it smaller, and only they can end that.", remedy="Write to them.")
    caring = queries.caretakers(narrowing)
    if person.pk in {each.pk for each in caring}:
        return yes("you look after it")
    if is_author and not caring:
        return yes("it is your post, and nobody looks after it any more")
    wait = ", or let its days pass" if narrowing.is_provisional else ""
    return no("Whoever looks after it ends it.", remedy=f"Ask them{wait}.")


def may_raise(person: Person, post: Post) -> Decision:
    """Whoever can read it, its author aside."""
    if post.author_id == person.pk:
        return no("It is your own.", remedy="You can make it smaller, take it down, or say that you overshared.")
    return yes("you can read it")


def may_recover(person: Person, post: Post) -> Decision:
    if post.author_id == person.pk:
        return yes("it is your own")
    return no("Only its author says that they overshared.", remedy="You can raise a concern.")


def may_keep_lesson(person: Person, concern: Concern) -> Decision:
    if concern.kind == Concern.Kind.OVERSHARED and concern.raised_by_id == person.pk:
        return yes("you mended it")
    return no("Whoever overshared says what others may learn from it.", remedy="You can say it to them in your talk.")


def may_ask(person: Person, draft: Post) -> Decision:
    """Its author, who is a member: a guest is shown nobody to ask."""
    if draft.author_id != person.pk:
        return no("Only its author can ask about a draft.", remedy="Tell them whom you would ask.")
    if not person.is_member:
        return no("Only members can ask about a draft.", remedy="Talk to somebody in your space first.")
    return yes("it is your draft")


def may_be_asked(person: Person, *, author_id: int | None) -> Decision:
    """Any member but its author. Nobody has to say yes to being asked."""
    if person.pk == author_id:
        return no("You are its author.", remedy="Name somebody else.")
    if not person.is_member:
        return no(f"{person.name} is no member here just now.", remedy="Name somebody who can sign in here.")
    return yes("they are a member")


def may_answer(person: Person, consult: Consult) -> Decision:
    if person.is_active and queries.part_of(person, consult) is not None:
        return yes("you are asked")
    return no("Only those who were asked can answer.", remedy="If it is your draft, you decide: share it when you like.")


def may_decide(person: Person, consult: Consult) -> Decision:
    """The author alone: an answer is an opinion, and never a veto."""
    if person.is_active and consult.by_id == person.pk:
        return yes("it is your draft")
    return no("Its author decides.", remedy="Say what you think: they read it.")


def may_ask_for_access(person: Person, post: Post) -> Decision:
    """Whoever knows of it and cannot read it, if somebody is there to answer."""
    if queries.is_open_to(person, post):
        return no("You can read it already.", remedy="Open it.")
    if not queries.in_whose_hands(post, asks=person):
        return no(
            "Nobody who could answer is here any more.", remedy="An operator can name somebody who looks after its topic."
        )
    return yes("you know of it")


def may_answer_access(person: Person, request: AccessRequest) -> Decision:
    """Its author, and whoever looks after what it is about; nobody about themselves."""
    if person.pk == request.by_id:
        return no("You asked this yourself.", remedy="Somebody else answers.")
    if person.pk in {each.pk for each in queries.who_may_answer(request.post)}:
        return yes("it is in your hands")
    return no("Only its author can answer, or whoever looks after it.", remedy="Ask one of them.")
