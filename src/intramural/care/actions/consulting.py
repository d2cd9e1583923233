"""Asking before sharing: the question, the answers, the talk between, and what the author does with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from intramural.care import offers, policy, promises, queries
from intramural.care.actions.offering import Wanted, offer
from intramural.care.actions.showing import files_of, held, is_changed, show
from intramural.care.errors import NotNow
from intramural.care.events import ConsultAnswered, ConsultAsked, ConsultTalked
from intramural.care.models import Asked, Consult, Remark
from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.kit.markup import clean
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.record import journal
from intramural.stewards.models import Stewardship

MOST_ASKED = 3
"""By the author."""
MOST_PASSED = 9
"""With those to whom it was passed on."""
MOST_REMARK = 2_000
MOST_REMARKS = 200
HOURS = 4
"""Within so many working hours an answer is due of whoever has promised nothing."""
Answer = Asked.Answer
_UNKNOWN: Mapping[int, Stewardship] = {}


@transaction.atomic
def ask(
    draft: Post, *, by: Person, people: Sequence[Person], note: str = "", theirs: Mapping[int, Stewardship] = _UNKNOWN
) -> Consult:
    """Shows the draft, as it is now, to one to three people, and asks what they think. Nothing waits for them.

    `theirs` says, by person, what of it they look after, where that is known already; else it is looked for.
    Where a consult is open, those who are new are asked too, about the words that it holds. Refuses (403) others than its
    author, and guests; (422) nobody, more than three, and whoever is no member; (409) what was shared.
    """
    draft = Post.objects.select_for_update(of=("self",)).select_related("author").get(pk=draft.pk)
    policy.may_ask(by, draft).required()
    if draft.state != Post.State.DRAFT:
        raise NotNow("This was shared already.")
    said, chosen = words(note), list({each.pk: each for each in people}.values())
    for person in chosen:
        _check(person, draft)
    consult = queries.open_of(draft) or _begin(draft, by=by)
    known = set(consult.asked.values_list("person_id", flat=True))
    fresh = [each for each in chosen if each.pk not in known]
    named = consult.asked.filter(Q(named_by=by) | Q(named_by=None)).count() + len(fresh)
    if not 1 <= named <= MOST_ASKED:
        raise Unacceptable(
            "You can ask three people at most." if named else "Nobody was named.",
            remedy="Choose those who know it best." if named else "Name one to three people.",
            field="people",
        )
    if said:
        remark = Remark.objects.create(consult=consult, by=by, body=said, at=clock.now())
        if known:
            journal.note(ConsultTalked(consult_id=consult.pk, remark_id=remark.pk), by=by, about=consult)
    for person in fresh:
        _ask(consult, draft, person, by=by, held=theirs.get(person.pk))
    return consult


@transaction.atomic
def opine(
    consult: Consult,
    *,
    by: Person,
    kind: str,
    because: str = "",
    wanted: Wanted | None = None,
    passes_to: Person | None = None,
    below: str = "",
    version: int | None = None,
) -> Remark:
    """What somebody who is asked thinks: fine, fine if, please don't, not mine. They may think again, as long as it is open.

    With "if" a condition becomes an offer: as `wanted`, or what its sentence is understood to mean (with `below` what stood
    under it in a mail). With "not_mine" it goes on to `passes_to`. The same answer again changes nothing. Refuses (422) no
    reason where there is one to give, what is no answer, and one to words of another `version` than those that are asked about now,
    where that is said; (409) where it is closed.
    """
    consult, draft = held(consult)
    policy.may_answer(by, consult).required()
    if version is not None and version != consult.version:
        raise other_words()
    if kind not in Answer.values or kind == Answer.NONE:
        raise Unacceptable("That is no answer.", remedy="Choose one of the four.", field="answer")
    if below and not (kind == Answer.IF and offers.is_of(below, consult.body)):
        because, below = f"{because}\n\n{below}", ""
    said = words(because, field="because")
    if not said and kind in (Answer.IF, Answer.DONT) and not (kind == Answer.IF and wanted is not None):
        ask_for = "Say in a sentence what would make it fine." if kind == Answer.IF else "Say in a sentence why."
        raise Unacceptable("The reason is missing.", remedy=ask_for, field="because")
    mine = Asked.objects.select_for_update(of=("self",)).get(consult=consult, person=by)
    last = consult.remarks.filter(by=by).order_by("-at", "-pk").first()
    is_again = last is not None and mine.answered_at is not None and (last.answer, last.body) == (kind, said)
    if is_again and last is not None and wanted is None and passes_to is None:
        return last
    _limit(consult)
    now = clock.now()
    remark = Remark.objects.create(consult=consult, by=by, answer=kind, body=said, at=now)
    if kind == Answer.NOT_MINE and passes_to is not None:
        _pass_on(consult, draft, to=passes_to, by=by)
    if kind == Answer.IF:
        offer(remark, draft, wanted=wanted, below=below)
    mine.answer, mine.answered_at = kind, now
    mine.passed_to = passes_to if kind == Answer.NOT_MINE else None
    mine.save(update_fields=["answer", "answered_at", "passed_to"])
    answered = ConsultAnswered(consult_id=consult.pk, asked_id=mine.pk, remark_id=remark.pk, answer=kind)
    journal.note(answered, by=by, about=consult)
    return remark


@transaction.atomic
def say(consult: Consult, *, by: Person, body: str) -> Remark:
    """Says something to the others of a consult; the same words again at once say nothing more.

    Refuses (422) no words and too many; (409) where it is closed.
    """
    consult, _ = held(consult)
    said = words(body)
    if not said:
        raise Unacceptable("There are no words yet.", remedy="Write a sentence.", field="body")
    last = consult.remarks.order_by("-at", "-pk").first()
    if last is not None and (last.by_id, last.answer, last.body) == (by.pk, Answer.NONE, said):
        return last
    _limit(consult)
    remark = Remark.objects.create(consult=consult, by=by, body=said, at=clock.now())
    journal.note(ConsultTalked(consult_id=consult.pk, remark_id=remark.pk), by=by, about=consult)
    return remark


@transaction.atomic
def show_again(consult: Consult, *, by: Person) -> Consult:
    """Shows the draft as it is now to those who are asked: they answer anew, within a new clock, whatever they said of the former words.

    Refuses (409) where nothing has changed.
    """
    consult, draft = held(consult)
    policy.may_decide(by, consult).required()
    if not is_changed(consult, draft):
        raise NotNow("They have the draft as it is.")
    show(consult, draft)
    for each in queries.asked_in(consult):
        if each.answer != Answer.NOT_MINE and each.person.is_active:
            each.answer, each.answered_at, each.unanswered_at = Answer.NONE, None, None
            each.asked_at, each.due_at = clock.now(), _due(each)
            each.save(update_fields=["answer", "answered_at", "unanswered_at", "asked_at", "due_at"])
            again = ConsultAsked(consult_id=consult.pk, asked_id=each.pk, version=consult.version)
            journal.note(again, by=by, about=consult)
    return consult


def other_words() -> Unacceptable:
    """What an answer to former words is told."""
    return Unacceptable(
        "The draft has other words by now than those that you answered.",
        remedy="Read them, and answer once more.",
        field="answer",
    )


def words(typed: str, *, field: str = "body") -> str:
    """Plain words. Refuses (422) too many."""
    said = clean(typed).strip()
    if len(said) > MOST_REMARK:
        raise Unacceptable(
            f"Here are at most {MOST_REMARK:,} characters; these are {len(said):,}.",
            remedy="Say the most important; the rest is for a talk.",
            field=field,
        )
    return said


def _begin(draft: Post, *, by: Person) -> Consult:
    if not draft.title.strip() and not draft.body.strip() and not files_of(draft).exists():
        raise Unacceptable("There is nothing to show yet.", remedy="Write a word first.", field="people")
    consult = Consult.objects.create(post=draft, by=by, asked_at=clock.now(), version=0)
    show(consult, draft)
    return consult


def _ask(consult: Consult, draft: Post, person: Person, *, by: Person, held: Stewardship | None = None) -> Asked:
    now, stewardship = clock.now(), held or queries.looked_after_by(person, draft)
    asked = Asked(consult=consult, person=person, named_by=by, stewardship=stewardship, asked_at=now)
    asked.due_at = _due(asked)
    asked.save()
    journal.note(ConsultAsked(consult_id=consult.pk, asked_id=asked.pk, version=consult.version), by=by, about=consult)
    return asked


def _due(asked: Asked) -> datetime:
    hours = asked.stewardship.answers_within if asked.stewardship is not None else HOURS
    return promises.due(clock.now(), hours=hours, zone=asked.person.time_zone)


def _pass_on(consult: Consult, draft: Post, *, to: Person, by: Person) -> None:
    """To somebody who is not asked yet; whoever is has it already."""
    decision = policy.may_be_asked(to, author_id=consult.by_id)
    if to.pk == by.pk or not decision.allowed:
        raise Unacceptable(
            decision.because if not decision.allowed else "That is you.",
            remedy="Name somebody else, or nobody.",
            field="asks",
        )
    if consult.asked.filter(person=to).exists():
        return
    if consult.asked.count() >= MOST_PASSED:
        raise Unacceptable("Many were asked already.", remedy="Tell the author in words whom to ask.", field="asks")
    _ask(consult, draft, to, by=by)


def _check(person: Person, draft: Post) -> None:
    decision = policy.may_be_asked(person, author_id=draft.author_id)
    if not decision.allowed:
        raise Unacceptable(decision.because, remedy=decision.remedy, field="people")


def _limit(consult: Consult) -> None:
    if consult.remarks.count() >= MOST_REMARKS:
        raise NotNow("There was much said here already: talk to each other.")
