"""What mail keeps of a person goes with them; who is to know of something by a mail of its own is noted at once."""

from __future__ import annotations

from intramural.care import exposures
from intramural.care import queries as care
from intramural.care.events import (
    AccessAnswered,
    AccessAsked,
    AccessUnanswered,
    ConcernAnswered,
    ConcernRaised,
    ConsultAnswered,
    ConsultAsked,
    ConsultClosed,
    ConsultDayCame,
    ConsultTalked,
    ConsultUnanswered,
    ExposureOpened,
    NarrowingAgreed,
    NarrowingEnded,
    PostNarrowed,
    WentWider,
)
from intramural.care.models import AccessRequest, Asked, Consult, Message, Narrowing, Offer, Remark
from intramural.kit import clock
from intramural.mail.models import Doubt, Left, Letter, Notice
from intramural.mail.outgoing import admitting, notices, recalls
from intramural.people.events import PersonErased
from intramural.people.models import Person
from intramural.posts.events import AudienceChanged, PersonPutOut, PostDeleted
from intramural.posts.models import Post
from intramural.record import journal
from intramural.spaces.events import SpaceGated
from intramural.stewards import queries as stewards
from intramural.stewards.events import DeputyActs, StewardshipEntrusted
from intramural.stewards.models import Stewardship
from intramural.thought.events import SubjectMuted

Kind = Notice.Kind


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    """What was to be mailed to them, or was, what they had left, and where mails came back from."""
    for kept in (Letter, Left, Doubt, Notice):
        kept.objects.filter(person_id=event.person_id).delete()


@journal.on(PostNarrowed)
def post_narrowed(event: PostNarrowed) -> None:
    """Its author, if somebody else narrowed it; who did, so that nobody does it in their name; and who may uphold it."""
    narrowing = _narrowing(event.narrowing_id)
    author = narrowing.post.author
    if narrowing.by is None or (author is not None and author.pk == narrowing.by_id):
        return
    if author is not None:
        _tell_of(narrowing, author, Kind.NARROWED)
    _tell_of(narrowing, narrowing.by, Kind.CONFIRMED)
    for person in care.second_people(narrowing):
        _tell_of(narrowing, person, Kind.UPHOLD)


@journal.on(AudienceChanged)
def audience_changed(event: AudienceChanged) -> None:
    """Once, without content, whoever had been mailed it and may not read it any more."""
    _recall(event.post_id)


@journal.on(PersonPutOut)
def person_put_out(event: PersonPutOut) -> None:
    """Once, without content, if they had been mailed it."""
    _recall(event.post_id)


@journal.on(SpaceGated)
def space_gated(event: SpaceGated) -> None:
    """Once, without content, whoever had been mailed what everybody could read there; there is no event for each post."""
    recalls.recall_space(event.space_id)


@journal.on(PostDeleted)
def post_deleted(event: PostDeleted) -> None:
    """Once, without content, whoever had been mailed it."""
    _recall(event.post_id)


@journal.on(NarrowingAgreed)
def narrowing_agreed(event: NarrowingAgreed) -> None:
    """Who narrowed it need not watch the clock any more; its author is told when the day that they were told holds no longer."""
    narrowing = _narrowing(event.narrowing_id)
    if narrowing.by is not None:
        _tell_of(narrowing, narrowing.by, Kind.AGREED)
    if event.is_upheld and narrowing.post.author is not None:
        _tell_of(narrowing, narrowing.post.author, Kind.AGREED)


@journal.on(NarrowingEnded)
def narrowing_ended(event: NarrowingEnded) -> None:
    """The author, and who narrowed it, unless they ended it themselves."""
    narrowing = _narrowing(event.narrowing_id)
    for person in {each.pk: each for each in (narrowing.post.author, narrowing.by) if each is not None}.values():
        if person.pk != narrowing.ended_by_id:
            _tell_of(narrowing, person, Kind.ENDED)


@journal.on(WentWider)
def went_wider(event: WentWider) -> None:
    """Whoever watches it, once for each circle that it goes to."""
    person, post = Person.objects.get(pk=event.person_id), Post.objects.get(pk=event.post_id)
    key = f"{event.post_id}:{event.audience_id}"
    notices.tell(person, Kind.WIDER, key, post=post, stewardship_id=event.stewardship_id)


@journal.on(ExposureOpened)
def exposure_opened(event: ExposureOpened) -> None:
    """The author, once a day, if it was somebody else."""
    post, today = Post.objects.select_related("author").get(pk=event.post_id), clock.now().date()
    others = [each for each in exposures.openings(post) if each.on == today and not each.is_author]
    if others and post.author is not None:
        notices.tell(post.author, Kind.OPENED, f"{post.pk}:{today}", post=post)


@journal.on(StewardshipEntrusted)
def stewardship_entrusted(event: StewardshipEntrusted) -> None:
    """Who looks after it from now on, and who did until now; nobody of what they did themselves."""
    stewardship = Stewardship.objects.filter(pk=event.stewardship_id).first()
    named = stewards.last_entrusted(stewardship) if stewardship is not None else None
    was = {event.was_steward_id: "steward", event.was_deputy_id: "deputy"}
    now = {event.steward_id: "steward", event.deputy_id: "deputy"}
    changed = [pk for pk in {*was, *now} if pk is not None and was.get(pk) != now.get(pk)]
    for person in Person.objects.filter(pk__in=changed) if named is not None else ():
        if named is not None and person != named.by:
            notices.tell(person, Kind.ENTRUSTED, f"{event.stewardship_id}:{named.number}", stewardship=stewardship)


@journal.on(DeputyActs)
def deputy_acts(event: DeputyActs) -> None:
    """The deputy, in one mail for all that they act for in the same steward's place."""
    key = f"{event.steward_id}:{stewards.last_gone(event.steward_id or 0)}"
    notices.tell(Person.objects.get(pk=event.deputy_id), Kind.ACTS, key, stewardship_id=event.stewardship_id)


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
        notices.tell(asked.person, Kind.CONSULT, f"{asked.pk}:{event.version}", asked=asked)


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
        notices.tell(asked.consult.by, Kind.SILENCE, f"{asked.pk}:{asked.consult.version}", asked=asked)


@journal.on(ConsultDayCame)
def consult_day_came(event: ConsultDayCame) -> None:
    """The author, who had agreed to wait for it."""
    offer = Offer.objects.filter(pk=event.offer_id).select_related("remark__consult__by").first()
    if offer is not None and offer.remark.consult.by is not None:
        notices.tell(offer.remark.consult.by, Kind.DAY, offer.pk, remark=offer.remark)


@journal.on(ConsultClosed)
def consult_closed(event: ConsultClosed) -> None:
    """Those who were asked, once."""
    consult = Consult.objects.filter(pk=event.consult_id).first()
    for asked in care.those_told_of_end(consult) if consult is not None else ():
        notices.tell(asked.person, Kind.OUTCOME, asked.pk, asked=asked)


@journal.on(SubjectMuted)
def subject_muted(event: SubjectMuted) -> None:
    """Those who look after it, steward and deputy."""
    it = stewards.named(Stewardship.objects.filter(pk=event.stewardship_id)).first()
    if it is not None:
        for person in stewards.deciders(it):
            notices.tell(person, Kind.MUTED, f"{it.pk}:{event.day}", stewardship=it)


@journal.on(AccessAsked)
def access_asked(event: AccessAsked) -> None:
    _tell_who_answers(event.request_id, again=False)


@journal.on(AccessUnanswered)
def access_unanswered(event: AccessUnanswered) -> None:
    """Once more, and never again."""
    _tell_who_answers(event.request_id, again=True)


@journal.on(AccessAnswered)
def access_answered(event: AccessAnswered) -> None:
    """Who asked: kindly, whatever it is."""
    request = _request(event.request_id)
    if request is not None:
        notices.tell(request.by, Notice.Kind.ANSWERED, request.answer_key, request=request)


def _tell_who_answers(request_id: int, *, again: bool) -> None:
    """Who looks after it, else its author."""
    request = _request(request_id)
    if request is None or request.answered_at is not None:
        return
    for person in care.in_whose_hands(request.post, asks=request.by):
        notices.tell(person, Notice.Kind.ACCESS, admitting.key_of(request, again=again), request=request)


def _request(pk: int) -> AccessRequest | None:
    return AccessRequest.objects.select_related("by", "post__author").filter(pk=pk).first()


def _tell_those_on_it(remark_id: int) -> None:
    """The author and those who are asked, who said it aside: each at once."""
    remark = Remark.objects.filter(pk=remark_id).select_related("consult__by").first()
    for person in care.remark_reaches(remark) if remark is not None else ():
        notices.tell(person, Kind.REMARK, remark_id, remark=remark)


def _tell_the_others(message_id: int) -> None:
    """Those who take part in a private talk, who said it aside: each at once."""
    message = Message.objects.get(pk=message_id)
    for person in care.to_be_told(message):
        notices.tell(person, Kind.CONCERN, message.pk, message=message)


def _tell_of(narrowing: Narrowing, person: Person, kind: str) -> None:
    notices.tell(person, kind, narrowing.pk, narrowing=narrowing)


def _recall(post_id: int) -> None:
    post = Post.objects.filter(pk=post_id).first()
    if post is not None:
        recalls.recall(post)


def _narrowing(pk: int) -> Narrowing:
    return Narrowing.objects.select_related("post__author", "by").get(pk=pk)
