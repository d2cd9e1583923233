"""What *fine, if …* comes to, and taking it: one click, and the draft is what was offered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction

from intramural.care import offers, policy, promises
from intramural.care.actions.showing import for_these, held, is_changed, reached, show
from intramural.care.errors import NotNow
from intramural.care.events import ConsultAsked, OfferTaken
from intramural.care.models import Consult, Offer, Remark
from intramural.kit import clock
from intramural.kit.errors import NotFound, Refusal, Unacceptable
from intramural.kit.markup import clean, clean_line
from intramural.people.models import Person
from intramural.posts import actions as posts
from intramural.posts import composing, text
from intramural.posts.models import Post
from intramural.record import journal


@dataclass(frozen=True)
class Wanted:
    """Other words, other readers, a day; None and {} for what may stay. `audience` holds fields of a Composition."""

    title: str | None = None
    body: str | None = None
    audience: dict[str, Any] = field(default_factory=dict)
    not_before: date | None = None


_NOTHING = Wanted()


def offer(remark: Remark, draft: Post, *, wanted: Wanted | None, below: str = "") -> Offer:
    """What the condition of this remark comes to: as wanted, and else as its sentence is understood. Refuses (422) an audience that is none, a day that is past, too many words."""
    consult, given = remark.consult, wanted or _NOTHING
    today = promises.today(clock.now(), zone=remark.by.time_zone if remark.by is not None else "UTC")
    changed = _words(consult, given)
    audience, not_before = given.audience, given.not_before
    if not_before is not None and not_before < today:
        raise Unacceptable("That day is past.", remedy=f"Choose a day from {today} on.", field="not_before")
    meant = offers.understood(remark.body, title=consult.title, body=consult.body, below=below, today=today)
    if changed is None and (meant.body is not None or meant.title is not None):
        changed = _cut(
            consult.title if meant.title is None else meant.title, consult.body if meant.body is None else meant.body
        )
    if not audience and meant.people:
        audience = {"audience": "people", "people": " ".join(f"@{each}" for each in meant.people)}
    if not_before is None and meant.not_before is not None and meant.not_before >= today:
        not_before = meant.not_before
    made = Offer(remark=remark, version=consult.version, not_before=not_before)
    if audience:
        made.audience, made.meant_for = audience, _meant_for(draft, audience, is_typed=bool(given.audience))
        made.audience = made.audience if made.meant_for else {}
    if changed is not None:
        made.has_words, (made.title, made.body) = True, changed
        made.base_title, made.base_body = consult.title, consult.body
    made.save()
    return made


@transaction.atomic
def take(consult: Consult, public_id: str, *, by: Person) -> Offer:
    """The author takes what was offered: the draft has these words and readers, and the day is kept in mind. With other readers it is
    for them alone: it waits for no day, and nobody else may know of it. Whoever has not answered yet is asked about these. Again
    changes nothing.

    Refuses (403) others, (404) an offer that is none of this consult, (409) words that were made of others than the draft has.
    """
    consult, draft = held(consult)
    policy.may_decide(by, consult).required()
    wanted = clean_line(public_id)[:13]
    taken = Offer.objects.select_for_update(of=("self",)).filter(remark__consult=consult, public_id=wanted).first()
    if taken is None or not taken.changes_something:
        raise NotFound("There is no such offer.")
    if taken.taken_at is not None:
        return taken
    if taken.has_words and (taken.version != consult.version or (draft.title, draft.body) != (consult.title, consult.body)):
        raise NotNow("The draft has other words by now than this was made of. Change it in the composer, and show it again.")
    was_shown = not is_changed(consult, draft)
    composed = for_these(composing.of(draft), taken.audience)
    if taken.has_words:
        composed = replace(composed, title=taken.title, body=taken.body)
    draft = posts.draft(composed, by=by, into=draft)
    taken.taken_at = clock.now()
    taken.save(update_fields=["taken_at"])
    if was_shown:
        show(consult, draft)
        for each in consult.asked.filter(answered_at=None, person__is_active=True):
            asked = ConsultAsked(consult_id=consult.pk, asked_id=each.pk, version=consult.version)
            journal.note(asked, by=by, about=consult)
    if taken.not_before is not None:
        consult.reminds_on = max(taken.not_before, consult.reminds_on or taken.not_before)
        consult.save(update_fields=["reminds_on"])
    journal.note(OfferTaken(consult_id=consult.pk, offer_id=taken.pk), by=by, about=consult)
    return taken


def _words(consult: Consult, given: Wanted) -> tuple[str, str] | None:
    """Title and body as wanted; None where they stay as they are."""
    title = consult.title if given.title is None else clean_line(given.title)
    body = consult.body if given.body is None else clean(given.body).strip("\n")
    if (title, body) == (consult.title, consult.body.strip("\n")) or (title, body) == (consult.title, consult.body):
        return None
    if not title.strip() and not body.strip():
        raise Unacceptable("Nothing would be left.", remedy="Say “please don’t”, and why.", field="body")
    if len(body) > text.MOST_BODY or len(title) > text.MOST_TITLE:
        raise Unacceptable(
            f"That is {len(body):,} characters; {text.MOST_BODY:,} fit here.", remedy="Shorten it.", field="body"
        )
    return title, body


def _cut(title: str, body: str) -> tuple[str, str]:
    return title[: text.MOST_TITLE], body[: text.MOST_BODY]


def _meant_for(draft: Post, audience: dict[str, Any], *, is_typed: bool) -> str:
    """In words; what was read out of a sentence and leads nowhere stays a sentence, what was typed into its field is refused."""
    assert draft.author is not None
    try:
        return reached(draft, audience, by=draft.author)
    except Refusal:
        if is_typed:
            raise
        return ""
