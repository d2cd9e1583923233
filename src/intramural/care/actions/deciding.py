"""What the author does in the end: shares it, also against an answer, or calls it off; and what the clock does."""

from __future__ import annotations

from django.db import transaction

from intramural.care import policy, queries
from intramural.care.actions.showing import held
from intramural.care.errors import NotNow
from intramural.care.events import ConsultClosed, ConsultDayCame, ConsultUnanswered, DissentNoted
from intramural.care.models import Asked, Consult, Offer
from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.kit.markup import clean_line
from intramural.people.models import Person
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.models import Post
from intramural.record import journal

MOST_DISSENT = 300
End = Consult.End


@transaction.atomic
def share(consult: Consult, *, by: Person, dissent: str = "") -> Post:
    """The author shares the draft as it is, whatever was answered, and may say in a sentence why they see it otherwise.

    It closes when others can read the post; within the undo window it can still be taken back. Refuses (403) others; what
    sharing refuses; (409) what is over.
    """
    consult, draft = held(consult)
    policy.may_decide(by, consult).required()
    if clean_line(dissent):
        note_dissent(consult, by=by, because=dissent)
    return posts.share(composing.of(draft), by=by, draft=draft)


@transaction.atomic
def note_dissent(consult: Consult, *, by: Person, because: str) -> Consult:
    """The author says in a sentence why they did not follow an answer, for those who were asked. It stands against nobody."""
    policy.may_decide(by, consult).required()
    said = clean_line(because)
    if not said:
        raise Unacceptable("There are no words yet.", remedy="Say in a sentence how you see it.", field="dissent")
    if len(said) > MOST_DISSENT:
        raise Unacceptable(
            f"Here are at most {MOST_DISSENT} characters; these are {len(said)}.",
            remedy="Say the most important.",
            field="dissent",
        )
    if said != consult.dissent:
        Consult.objects.filter(pk=consult.pk).update(dissent=said)
        consult.dissent = said
        journal.note(DissentNoted(consult_id=consult.pk), by=by, about=consult)
    return consult


@transaction.atomic
def call_off(consult: Consult, *, by: Person) -> Consult:
    """The author needs no opinion any more; the draft is theirs alone again. Refuses (403) others, (409) what is over."""
    policy.may_decide(by, consult).required()
    if not close_consult(consult.pk, End.CALLED_OFF, by=by):
        raise NotNow("This is over already.")
    return consult


@transaction.atomic
def close_consult(pk: int, end: str, *, by: Person | None = None) -> bool:
    """Closes it and takes the draft's words and files out of it; returns whether it was open."""
    consult = Consult.objects.select_for_update(of=("self",)).filter(pk=pk, closed_at=None).first()
    if consult is None:
        return False
    consult.closed_at, consult.end = clock.now(), end
    consult.title = consult.body = consult.meant_for = ""
    consult.plan, consult.reminds_on = {}, None
    consult.save()
    consult.files.clear()
    Offer.objects.filter(remark__consult=consult).update(title="", body="", base_title="", base_body="", audience={})
    journal.note(ConsultClosed(consult_id=consult.pk, end=end), by=by, about=consult)
    return True


def note_silence() -> int:
    """Notes whose clock has run out without an answer; returns how many."""
    noted = 0
    for pk in queries.ran_out():
        with transaction.atomic():
            asked = Asked.objects.select_for_update(of=("self",)).select_related("consult").get(pk=pk)
            if asked.answered_at is None and asked.unanswered_at is None and asked.consult.is_open:
                asked.unanswered_at = clock.now()
                asked.save(update_fields=["unanswered_at"])
                silent = ConsultUnanswered(consult_id=asked.consult_id, asked_id=asked.pk)
                journal.note(silent, by=None, about=asked.consult)
                noted += 1
    return noted


def remind() -> int:
    """Tells authors that the day has come before which they had agreed not to share; returns how many."""
    told = 0
    for pk in queries.days_come():
        with transaction.atomic():
            consult = Consult.objects.select_for_update(of=("self",)).get(pk=pk)
            agreed = queries.day_agreed(consult)
            if consult.is_open and consult.reminds_on is not None and agreed is not None:
                consult.reminds_on = None
                consult.save(update_fields=["reminds_on"])
                journal.note(ConsultDayCame(consult_id=consult.pk, offer_id=agreed.pk), by=None, about=consult)
                told += 1
    return told
