"""What mail keeps of a person goes with them; who was mailed what is narrowed now, and its author, are mailed again."""

from __future__ import annotations

from intramural.care import queries as care
from intramural.care.events import (
    ConcernAnswered,
    ConcernRaised,
    ConsultAnswered,
    ConsultAsked,
    ConsultClosed,
    ConsultDayCame,
    ConsultTalked,
    ConsultUnanswered,
    NarrowingAgreed,
    NarrowingEnded,
    PostNarrowed,
)
from intramural.care.models import Asked, Consult, Message, Narrowing, Offer, Remark
from intramural.mail.models import Doubt, Left, Letter, Notice
from intramural.mail.outgoing import notices
from intramural.people.events import PersonErased
from intramural.record import journal
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship
from intramural.thought.events import SubjectMuted


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


@journal.on(ConsultAsked)
def consult_asked(event: ConsultAsked) -> None:
    """Whoever is asked gets the draft, if these are still its words."""
    asked = (
        Asked.objects.filter(pk=event.asked_id, consult__version=event.version).select_related("person", "consult").first()
    )
    if asked is not None:
        notices.tell_of_consult(asked.person, Notice.Kind.CONSULT, f"{asked.pk}:{event.version}", asked=asked)


@journal.on(ConsultAnswered)
def consult_answered(event: ConsultAnswered) -> None:
    _tell_those_on_it(event.remark_id)


@journal.on(ConsultTalked)
def consult_talked(event: ConsultTalked) -> None:
    _tell_those_on_it(event.remark_id)


@journal.on(ConsultUnanswered)
def consult_unanswered(event: ConsultUnanswered) -> None:
    """The author need not watch the clock."""
    asked = Asked.objects.filter(pk=event.asked_id).select_related("consult__by").first()
    if asked is not None and asked.consult.by is not None:
        key = f"{asked.pk}:{asked.consult.version}"
        notices.tell_of_consult(asked.consult.by, Notice.Kind.SILENCE, key, asked=asked)


@journal.on(ConsultDayCame)
def consult_day_came(event: ConsultDayCame) -> None:
    """The author, who had agreed to wait for it."""
    offer = Offer.objects.filter(pk=event.offer_id).select_related("remark__consult__by").first()
    if offer is not None and offer.remark.consult.by is not None:
        notices.tell_of_consult(offer.remark.consult.by, Notice.Kind.DAY, str(offer.pk), remark=offer.remark)


@journal.on(ConsultClosed)
def consult_closed(event: ConsultClosed) -> None:
    """Those who were asked, once."""
    consult = Consult.objects.filter(pk=event.consult_id).first()
    for asked in care.those_told_of_end(consult) if consult is not None else ():
        notices.tell_of_consult(asked.person, Notice.Kind.OUTCOME, str(asked.pk), asked=asked)


@journal.on(SubjectMuted)
def subject_muted(event: SubjectMuted) -> None:
    """Those who look after it, steward and deputy."""
    it = stewards.named(Stewardship.objects.filter(pk=event.stewardship_id)).first()
    if it is not None:
        for person in stewards.deciders(it):
            notices.tell_of_muting(person, it, event.day)


def _tell_those_on_it(remark_id: int) -> None:
    """The author and those who are asked, who said it aside: each at once."""
    remark = Remark.objects.filter(pk=remark_id).select_related("consult__by").first()
    for person in care.remark_reaches(remark) if remark is not None else ():
        notices.tell_of_consult(person, Notice.Kind.REMARK, str(remark_id), remark=remark)


def _tell_the_others(message_id: int) -> None:
    """Those who take part in a private talk, who said it aside: each at once."""
    message = Message.objects.get(pk=message_id)
    for person in care.to_be_told(message):
        notices.tell_of_message(person, message)


def _narrowing(pk: int) -> Narrowing:
    return Narrowing.objects.select_related("post__author", "by").get(pk=pk)
