"""News follows what happens. Each handler may be told twice, and nobody hears of it twice."""

from __future__ import annotations

from typing import Any

from intramural.announcements.events import Acknowledged, AcknowledgementAsked, AcknowledgementNoMoreAsked
from intramural.care.events import (
    AccessAnswered,
    AccessAsked,
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
    OfferTaken,
    PostNarrowed,
    WentWider,
)
from intramural.notifications import actions
from intramural.people.events import PersonDeactivated, PersonErased, TokenEnded
from intramural.posts.events import (
    AnswerAccepted,
    AnswerUnaccepted,
    CommentReleased,
    EmbargoEnded,
    EmbargoMoved,
    EmbargoSet,
    PostReleased,
)
from intramural.record import journal
from intramural.spaces.events import InvitedToSpace, SunsetNear
from intramural.stewards.events import DeputyActs, LeftUnattended, StewardshipEntrusted
from intramural.thought.events import SubjectMuted


@journal.on(PostReleased)
def post_released(event: PostReleased) -> None:
    actions.tell_of_asking(event.post_id)
    actions.tell_of_post(event.post_id)
    actions.tell_of_waiting(event.post_id)


@journal.on(CommentReleased)
def comment_released(event: CommentReleased) -> None:
    actions.tell_of_comment(event.comment_id)


@journal.on(AnswerAccepted)
def answer_accepted(event: AnswerAccepted) -> None:
    actions.tell_of_acceptance(event.post_id, event.comment_id)


@journal.on(AnswerUnaccepted)
def answer_unaccepted(event: AnswerUnaccepted) -> None:
    actions.take_back_acceptance(event.comment_id)


@journal.on(AcknowledgementAsked)
def acknowledgement_asked(event: AcknowledgementAsked) -> None:
    actions.tell_of_asking(event.post_id)


@journal.on(AcknowledgementNoMoreAsked)
def acknowledgement_no_more_asked(event: AcknowledgementNoMoreAsked) -> None:
    actions.ask_no_more(event.post_id)


@journal.on(Acknowledged)
def acknowledged(event: Acknowledged) -> None:
    actions.settle_acknowledged(event.post_id)


def embargo_changed(event: Any) -> None:
    actions.tell_of_embargo(event.embargo_id)


for of_an_embargo in (EmbargoSet, EmbargoMoved, EmbargoEnded):
    journal.on(of_an_embargo)(embargo_changed)


@journal.on(PostNarrowed)
def post_narrowed(event: PostNarrowed) -> None:
    actions.tell_of_narrowing(event.narrowing_id)


@journal.on(NarrowingAgreed)
def narrowing_agreed(event: NarrowingAgreed) -> None:
    if event.is_upheld:
        actions.tell_of_upholding(event.narrowing_id)


@journal.on(ExposureOpened)
def exposure_opened(event: ExposureOpened) -> None:
    actions.tell_of_opening(event.post_id)


@journal.on(WentWider)
def went_wider(event: WentWider) -> None:
    actions.tell_of_wider(event.post_id, event.audience_id, event.person_id)


@journal.on(StewardshipEntrusted)
def stewardship_entrusted(event: StewardshipEntrusted) -> None:
    was: dict[int | None, str] = {event.was_steward_id: "steward", event.was_deputy_id: "deputy"}
    now: dict[int | None, str] = {event.steward_id: "steward", event.deputy_id: "deputy"}
    actions.tell_of_entrusting(event.stewardship_id, was, now)


@journal.on(DeputyActs)
def deputy_acts(event: DeputyActs) -> None:
    actions.tell_of_acting(event.stewardship_id, event.deputy_id, event.steward_id)


@journal.on(LeftUnattended)
def left_unattended(event: LeftUnattended) -> None:
    actions.tell_of_unattended(event.stewardship_id)


@journal.on(ConcernRaised)
def concern_raised(event: ConcernRaised) -> None:
    actions.tell_of_message(event.message_id)


@journal.on(ConcernAnswered)
def concern_answered(event: ConcernAnswered) -> None:
    actions.tell_of_message(event.message_id)


@journal.on(ConsultAsked)
def consult_asked(event: ConsultAsked) -> None:
    actions.tell_of_question(event.asked_id, event.version)


@journal.on(ConsultAnswered)
def consult_answered(event: ConsultAnswered) -> None:
    actions.tell_of_remark(event.remark_id)


@journal.on(ConsultTalked)
def consult_talked(event: ConsultTalked) -> None:
    actions.tell_of_remark(event.remark_id)


@journal.on(ConsultUnanswered)
def consult_unanswered(event: ConsultUnanswered) -> None:
    actions.tell_of_silence(event.asked_id)


@journal.on(ConsultDayCame)
def consult_day_came(event: ConsultDayCame) -> None:
    actions.tell_of_day(event.offer_id)


@journal.on(OfferTaken)
def offer_taken(event: OfferTaken) -> None:
    actions.settle_for_author(event.consult_id)


@journal.on(ConsultClosed)
def consult_closed(event: ConsultClosed) -> None:
    actions.tell_of_outcome(event.consult_id)


@journal.on(SubjectMuted)
def subject_muted(event: SubjectMuted) -> None:
    actions.tell_of_muting(event.stewardship_id, event.day)


@journal.on(AccessAsked)
def access_asked(event: AccessAsked) -> None:
    actions.tell_of_access(event.request_id)


@journal.on(AccessAnswered)
def access_answered(event: AccessAnswered) -> None:
    actions.tell_of_access_answered(event.request_id)


@journal.on(InvitedToSpace)
def invited_to_space(event: InvitedToSpace) -> None:
    actions.tell_of_invitation(event.space_id, event.person_id)


@journal.on(SunsetNear)
def sunset_near(event: SunsetNear) -> None:
    actions.tell_of_renewal(event.space_id)


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    """In the transaction that erases: a line about somebody who is gone must never be found half there."""
    actions.forget_person(event.person_id)


@journal.at_once(PersonDeactivated)
def person_deactivated(event: PersonDeactivated) -> None:
    actions.forget_devices(event.person_id)


@journal.at_once(TokenEnded)
def token_ended(event: TokenEnded) -> None:
    """It is not known which token made a device, so all end that programs made."""
    actions.forget_devices(event.person_id, of_programs=True)
