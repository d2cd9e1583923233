"""What mail keeps of a person goes with them; who was mailed what is narrowed now, and its author, are mailed again."""

from __future__ import annotations

from intramural.care import queries as care
from intramural.care.events import ConcernAnswered, ConcernRaised, NarrowingAgreed, NarrowingEnded, PostNarrowed
from intramural.care.models import Message, Narrowing
from intramural.mail.models import Doubt, Left, Letter, Notice
from intramural.mail.outgoing import notices
from intramural.people.events import PersonErased
from intramural.record import journal


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    """What was to be mailed to them, or was, what they had left, and where mails came back from."""
    for kept in (Letter, Left, Doubt, Notice):
        kept.objects.filter(person_id=event.person_id).delete()


@journal.on(PostNarrowed)
def post_narrowed(event: PostNarrowed) -> None:
    """Its author, if somebody else narrowed it; and once, without content, whoever had been mailed it."""
    narrowing = _narrowing(event.narrowing_id)
    author = narrowing.post.author
    if author is not None and author.pk != narrowing.by_id:
        notices.tell(author, Notice.Kind.NARROWED, narrowing)
    notices.recall(narrowing)


@journal.on(NarrowingAgreed)
def narrowing_agreed(event: NarrowingAgreed) -> None:
    """Who narrowed it need not watch the clock any more."""
    narrowing = _narrowing(event.narrowing_id)
    if narrowing.by is not None:
        notices.tell(narrowing.by, Notice.Kind.AGREED, narrowing)


@journal.on(NarrowingEnded)
def narrowing_ended(event: NarrowingEnded) -> None:
    """The author, and who narrowed it, unless they ended it themselves."""
    narrowing = _narrowing(event.narrowing_id)
    for person in {each.pk: each for each in (narrowing.post.author, narrowing.by) if each is not None}.values():
        if person.pk != narrowing.ended_by_id:
            notices.tell(person, Notice.Kind.ENDED, narrowing)


@journal.on(ConcernRaised)
def concern_raised(event: ConcernRaised) -> None:
    _tell_the_others(event.message_id)


@journal.on(ConcernAnswered)
def concern_answered(event: ConcernAnswered) -> None:
    _tell_the_others(event.message_id)


def _tell_the_others(message_id: int) -> None:
    """Those who take part in a private talk, who said it aside: each at once."""
    message = Message.objects.get(pk=message_id)
    for person in care.to_be_told(message):
        notices.tell_of_message(person, message)


def _narrowing(pk: int) -> Narrowing:
    return Narrowing.objects.select_related("post__author", "by").get(pk=pk)
