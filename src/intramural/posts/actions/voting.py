"""Polls: one vote a person, changed by voting again, told to others as sums."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from intramural.kit import markup
from intramural.kit.errors import Unacceptable
from intramural.people.models import Person
from intramural.posts import policy
from intramural.posts.models import PollOption, Post, Vote

FEWEST_OPTIONS, MOST_OPTIONS, MOST_OPTION = 2, 10, 120


@transaction.atomic
def vote(poll: Post, *, by: Person, position: int) -> None:
    """Gives the person's one vote to the option at this position, taking it from another.

    Refuses (422) a position that the poll does not have, (403) what is no poll or is not shared. The journal is not told:
    how somebody voted is nobody's business.
    """
    policy.may_vote(by, poll).required()
    option = PollOption.objects.filter(post=poll, position=position).first()
    if option is None:
        raise Unacceptable("The poll has no such option.", remedy="Reload the page and choose again.", field="option")
    Vote.objects.update_or_create(post=poll, person=by, defaults={"option": option})


@transaction.atomic
def unvote(poll: Post, *, by: Person) -> None:
    """Takes the person's vote back. Without one nothing changes. Refuses (403) what is no poll any more to vote in."""
    policy.may_vote(by, poll).required()
    Vote.objects.filter(post=poll, person=by).delete()


def put_options(poll: Post, options: Sequence[str]) -> None:
    """Gives a poll its options, in order. Refuses (422) fewer than 2, more than 10, too long ones and the same twice."""
    texts = [text for text in (markup.clean_line(option) for option in options) if text]
    if not FEWEST_OPTIONS <= len(texts) <= MOST_OPTIONS:
        raise Unacceptable(
            f"A poll has {FEWEST_OPTIONS} to {MOST_OPTIONS} options; this one has {len(texts)}.",
            remedy="Write each option on a line of its own.",
            field="options",
        )
    if len({text.casefold() for text in texts}) < len(texts):
        raise Unacceptable("Two options say the same.", remedy="Leave one of them out.", field="options")
    if any(len(text) > MOST_OPTION for text in texts):
        raise Unacceptable(f"An option has at most {MOST_OPTION} characters.", remedy="Say it shorter.", field="options")
    PollOption.objects.filter(post=poll).delete()
    PollOption.objects.bulk_create([PollOption(post=poll, text=text, position=at) for at, text in enumerate(texts, start=1)])
