"""Questions about consults: who may read one, who is asked, what was said, whose clock has run out.

A consult is for its author and for those who are asked. It gives nobody else anything, and the draft itself, its address, its
files' addresses, search and the API stay its author's alone: nothing here widens the one predicate of `audiences`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from intramural.audiences.queries import Reach
from intramural.care import promises
from intramural.care.models import Asked, Consult, Offer, Remark
from intramural.care.queries.grounds import draft_grounds
from intramural.kit import clock
from intramural.kit.errors import NotFound, Refusal
from intramural.people.models import Person
from intramural.posts import composing, reach
from intramural.posts.composing import Composition
from intramural.posts.models import Attachment, Post
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Suggested:
    """Somebody to ask about a draft, and why: what they look after, as steward or for its steward. `acts`: who decides just now."""

    person: Person
    stewardship: Stewardship
    because: str
    is_deputy: bool
    acts: bool


def suggested(draft: Post, *, viewer: Person) -> list[Suggested]:
    """Who looks after what the draft is about, who decides just now before who stands beside them. Nobody for a guest."""
    if not viewer.is_member:
        return []
    found_in = draft_grounds(draft)
    first = [(who, each, True) for each in found_in if (who := stewards.acting(each.stewardship)) is not None]
    beside = [(who, each, False) for each in found_in for who in stewards.deciders(each.stewardship)]
    found: dict[int, Suggested] = {}
    for who, each, acts in (*first, *beside):
        if who.pk != draft.author_id:
            it = each.stewardship
            found.setdefault(who.pk, Suggested(who, it, each.because, is_deputy=who.pk == it.deputy_id, acts=acts))
    return list(found.values())


def looked_after_by(person: Person, draft: Post) -> Stewardship | None:
    """By which stewardship the draft is theirs to have a view on; None where they are asked for themselves."""
    held = (each.stewardship for each in draft_grounds(draft))
    found = (it for it in held if person.pk in {each.pk for each in stewards.deciders(it)})
    return min(found, key=lambda it: it.answers_within, default=None)


def consult(public_id: str, *, viewer: Person) -> Consult:
    """The consult at this address. Refuses (404) all but its author and those who are asked, as if there were none, and guests: who
    was asked was a member."""
    found = _whole().filter(public_id=public_id[:13]).filter(_on_it(viewer)).first() if viewer.is_active else None
    if found is None or not (viewer.is_member or viewer.pk == found.by_id):
        raise NotFound
    return found


def open_for(person: Person) -> list[Consult]:
    """The open ones that the person has asked, or is asked in, the newest first."""
    return list(_whole().filter(_on_it(person), closed_at=None).order_by("-asked_at", "-pk")[:MOST_AT_ONCE])


def _on_it(person: Person) -> Q:
    return Q(by=person) | Q(Exists(Asked.objects.filter(consult=OuterRef("pk"), person=person)))


def _whole() -> QuerySet[Consult]:
    return Consult.objects.select_related("by", "post__author")


def open_of(draft: Post) -> Consult | None:
    """The consult that is open about this draft."""
    return _whole().filter(post=draft, closed_at=None).first()


def open_of_each(drafts: Collection[Post]) -> dict[int, Consult]:
    """What is asked about these drafts just now, by the draft; each says by `is_answered` whether somebody has. One query."""
    answered = Asked.objects.filter(consult=OuterRef("pk"), answered_at__isnull=False)
    found = Consult.objects.filter(post__in=[draft.pk for draft in drafts], closed_at=None).annotate(
        is_answered=Exists(answered)
    )
    return {consult.post_id: consult for consult in found if consult.post_id is not None}


def heard(draft: str, *, by: Person, words: tuple[str, str]) -> set[int]:
    """Whom the author has asked about the draft of this public id, as far as they need not be named again in a second thought.

    Who asked for something else is heard whatever the words become; all others of the words that they were shown.
    """
    found = _whole().filter(post__public_id=draft[:13], by=by, closed_at=None).first()
    if found is None:
        return set()
    is_as_shown = [each.split() for each in words] == [found.title.split(), found.body.split()]
    answers = found.asked.exclude(answer=Asked.Answer.NOT_MINE)
    still = answers if is_as_shown else answers.filter(answer__in=(Asked.Answer.IF, Asked.Answer.DONT))
    return set(still.values_list("person_id", flat=True))


@dataclass(frozen=True)
class Further:
    """How far what is asked about goes beyond those whom it is meant for: from its day on, and by its title and one sentence."""

    opens_at: datetime | None = None
    then: Reach | None = None
    known: Reach | None = None
    summary: str = ""


def further(consult: Consult) -> Further:
    """That, exact now, of the draft as it was shown; nothing where it goes no further, where that cannot be said, and once it is closed."""
    if consult.by is None or not consult.is_open:
        return Further()
    composed = composing.read(consult.plan)
    opens_at, then = _later(composed, by=consult.by)
    known = _known(composed, by=consult.by)
    return Further(opens_at, then, known, composed.summary if known is not None else "")


def _later(composed: Composition, *, by: Person) -> tuple[datetime | None, Reach | None]:
    try:
        waits = composing.not_before(composed, by=by)
        return (waits.opens_at, reach.of_choice(waits.then, by=by)) if waits is not None else (None, None)
    except Refusal:
        return None, None


def _known(composed: Composition, *, by: Person) -> Reach | None:
    try:
        known_to = composing.choice(composed, by=by).known_to
        return reach.of_choice(known_to, by=by) if known_to is not None else None
    except Refusal:
        return None


def asked_in(consult: Consult) -> list[Asked]:
    """Those who are asked, in the order in which they were. One query."""
    return list(consult.asked.select_related("person", "named_by", "passed_to", "stewardship__topic", "stewardship__unit"))


def part_of(person: Person, consult: Consult) -> Asked | None:
    """The part of somebody who is asked; None for its author and for everybody else."""
    return consult.asked.select_related("person").filter(person=person).first()


def remarks(consult: Consult) -> list[Remark]:
    """What was said, the oldest first, with its offers. Two queries. The caller is on it."""
    return list(consult.remarks.select_related("by", "offer"))


def on_the_consult(consult: Consult) -> list[Person]:
    """Its author and those who are asked, as far as they are here."""
    found = [consult.by, *(each.person for each in asked_in(consult))]
    return list({each.pk: each for each in found if each is not None and each.is_active}.values())


def remark_reaches(remark: Remark) -> list[Person]:
    """Who is told of a remark: the author and those who are asked, who said it aside, and whoever passed it on or was asked after it."""
    beside = remark.consult.asked.filter(Q(answer=Asked.Answer.NOT_MINE) | Q(asked_at__gt=remark.at))
    passed = set(beside.values_list("person_id", flat=True))
    return [each for each in on_the_consult(remark.consult) if each.pk != remark.by_id and each.pk not in passed]


def those_told_of_end(consult: Consult) -> list[Asked]:
    """Those who are told once that it is over: who is still here and has not passed it on."""
    return [each for each in asked_in(consult) if each.person.is_active and each.answer != Asked.Answer.NOT_MINE]


def files_of(consult: Consult) -> list[Attachment]:
    """The files that the author showed with the draft and has not taken off since; none once it is closed. One query."""
    return list(_files(consult).order_by("position", "pk").defer("text"))


def file_of(consult: Consult, public_id: str) -> Attachment:
    """One of them. Refuses (404) all else in the same words. The caller is on the consult."""
    found = _files(consult).filter(public_id=public_id[:13]).first()
    if found is None:
        raise NotFound("There is no such file for you to see.")
    return found


def _files(consult: Consult) -> QuerySet[Attachment]:
    if not consult.is_open:
        return Attachment.objects.none()
    shown = consult.files.filter(removed_at=None, post=consult.post_id, comment=None)
    return shown.exclude(kind=Attachment.Kind.LINK)


def ran_out(now: datetime | None = None) -> list[int]:
    """Who was asked, has not answered in the promised time, and whose author was not told so yet."""
    late = Asked.objects.filter(
        answered_at=None, unanswered_at=None, due_at__lte=now or clock.now(), consult__closed_at=None
    )
    return list(late.order_by("due_at").values_list("pk", flat=True)[:MOST_AT_ONCE])


def days_come(now: datetime | None = None) -> list[int]:
    """Consults in which a day was agreed that has come where the author is."""
    now = now or clock.now()
    near = Consult.objects.filter(closed_at=None, reminds_on__lte=now.date() + timedelta(days=1)).select_related("by")
    found = near.exclude(by=None).order_by("reminds_on", "pk")[:MOST_AT_ONCE]
    return [
        each.pk
        for each in found
        if each.by is not None
        and each.reminds_on is not None
        and each.reminds_on <= promises.today(now, zone=each.by.time_zone)
    ]


def day_agreed(consult: Consult) -> Offer | None:
    """The offer by which a day was agreed, the last one taken."""
    taken = Offer.objects.filter(remark__consult=consult, not_before__isnull=False, taken_at__isnull=False)
    return taken.select_related("remark__by").order_by("-taken_at").first()
