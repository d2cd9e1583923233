"""One short mail of each kind about something that was said, narrowed or entrusted, made up like the others (`examples`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from intramural.care import actions as care
from intramural.care.models import Concern, Message
from intramural.care.testing import a_consult, a_draft
from intramural.exposure import actions as exposure
from intramural.kit import clock, ids
from intramural.mail.models import Notice
from intramural.mail.outgoing import admitting, asking
from intramural.people.models import Person
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.record import journal
from intramural.stewards import actions as stewards
from intramural.stewards.models import Stewardship
from intramural.thought.models import Tally

Kind = Notice.Kind


def noticed(someone: Callable[[str], Person]) -> Iterator[tuple[str, Notice]]:
    """The notices, each with the name of its kind. Must be called in a transaction that is rolled back."""
    dana, dirk, ben, cara = (someone(name) for name in ("Dana Silva", "Dirk Deputy", "Ben Haddad", "Cara Lindqvist"))
    operator = someone("Olga Novak")
    operator.is_operator = True
    pricing = stewards.found(by=operator, kind="function", name=f"Pricing {ids.new()}", steward=dana, deputy=dirk)
    pricing.name = "Pricing"
    pricing.save()
    yield "entrusted", _notice(dana, Kind.ENTRUSTED, stewardship=pricing)
    stewards.go_away(by=dana, through=clock.now().date() + timedelta(days=9))
    yield "acts", _notice(dirk, Kind.ACTS, stewardship=_anew(pricing))
    stewards.come_back(by=dana)
    stewards.watch(_anew(pricing), beyond="unit", by=dana)
    post = a_post(
        by=ben,
        title="New prices from May",
        body="All will cost 4 % more, because the carriers do. The lists are in the folder of Sales.",
        why_wide="Everybody who sells is asked about it already.",
    )
    yield "wider", _notice(dana, Kind.WIDER, stewardship=_anew(pricing), post=post)
    yield from _of_a_talk(post, cara, ben)
    yield from _of_a_narrowing(post, pricing, dana, dirk, ben)
    yield from _of_a_consult(someone, dana, dirk)
    yield from _of_access(ben, cara, for_whom=dana)
    Tally.objects.create(stewardship=pricing, signal="tag", shown=20, passed=17)
    yield "muted", _notice(dana, Kind.MUTED, stewardship=_anew(pricing))
    quiet = _notice(dirk, Kind.QUIET)
    quiet.words_of.set([post, a_post(by=cara, body="The canteen has new chairs. Come and sit.")])
    yield "quiet", quiet


def _of_a_talk(post: Any, cara: Person, ben: Person) -> Iterator[tuple[str, Notice]]:
    talk = care.raise_concern(post, by=cara, kind=Concern.Kind.QUESTION, body="Do the carriers know of this already?")
    yield "concern", _notice(ben, Kind.CONCERN, message=talk.messages.get())
    answer: Message = care.answer(talk, by=ben, body="Not yet. I ask them today.")
    yield "concern-answered", _notice(cara, Kind.CONCERN, message=answer)


def _of_a_narrowing(
    post: Any, pricing: Stewardship, dana: Person, dirk: Person, ben: Person
) -> Iterator[tuple[str, Notice]]:
    narrowing = care.narrow(post, by=ben, because="The carriers do not know of it yet.")
    narrowing.by, narrowing.stewardship, narrowing.lapses_at = dana, _anew(pricing), clock.now() + timedelta(days=7)
    narrowing.save()
    for name, person in (("narrowed", ben), ("confirmed", dana), ("uphold", dirk), ("agreed", dana)):
        yield name, _notice(person, name, narrowing=narrowing)
    exposure.deliver([(post.pk, dirk.pk)], way="mail")
    _looked(post, dana)
    yield "opened", _notice(ben, Kind.OPENED, post=post)
    yield "recalled", _recalled(dirk, post)
    yield "ended", _notice(ben, Kind.ENDED, narrowing=narrowing)


def _of_a_consult(someone: Callable[[str], Person], dana: Person, dirk: Person) -> Iterator[tuple[str, Notice]]:
    rosa = someone("Rosa Marchetti")
    draft = a_draft(by=rosa, title="A word on prices", body="From May on, all will cost 4 % more. I explain why.")
    consult = a_consult(about=draft, asks=(dana, dirk), note="Is May certain?")
    asked, silent = consult.asked.get(person=dana), consult.asked.get(person=dirk)
    yield "consult", _notice(dana, Kind.CONSULT, asked=asked)
    remark = care.opine(asked.consult, by=dana, kind="if", because="without the figure")
    yield "remark", _notice(rosa, Kind.REMARK, remark=remark)
    yield "silence", _notice(rosa, Kind.SILENCE, asked=silent)
    yield "day", _notice(rosa, Kind.DAY, remark=remark)
    care.call_off(consult, by=rosa)
    consult.refresh_from_db()
    yield "outcome", _notice(dana, Kind.OUTCOME, asked=consult.asked.get(person=dana))
    yield "brief", _notice(dana, Kind.BRIEF)


def _of_access(author: Person, by: Person, *, for_whom: Person) -> Iterator[tuple[str, Notice]]:
    circle = Choice("people", people=(for_whom,), known_to=Choice())
    facts = {"title": "Prices for carriers", "summary": "What changes in May, and for whom.", "body": "All 4 % more."}
    asked = care.ask_for_access(a_post(by=author, to=circle, **facts), by=by, words="I answer the carriers of the north.")
    yield "access", _notice(author, Kind.ACCESS, request=asked, key=admitting.key_of(asked))
    answered = care.answer_access(asked, by=author, answer="yes", because="For your own customers.")
    yield "access-answered", _notice(by, Kind.ANSWERED, request=answered, key=answered.answer_key)


def _looked(post: Any, by: Person) -> None:
    from intramural.care.events import ExposureOpened

    journal.note(ExposureOpened(post_id=post.pk), by=by, about=post)


def _recalled(person: Person, post: Any) -> Notice:
    told = _notice(person, Kind.WIDER, post=post)
    told.words_of.set([post])
    Notice.objects.filter(pk=told.pk).update(state=Notice.State.SENT)
    return _notice(person, Kind.RECALLED, post=post)


def _notice(person: Person, kind: str, *, key: str = "", **about: Any) -> Notice:
    now = clock.now()
    key = asking.key_of(about["asked"]) if kind == Kind.CONSULT else f"{kind}:{key or ids.new()}"
    return Notice.objects.create(person=person, kind=kind, key=key, due_at=now, changed_at=now, **about)


def _anew(stewardship: Stewardship) -> Stewardship:
    """As the database has it, with all that is read beside it."""
    from intramural.stewards import queries

    found: Stewardship = queries.named(Stewardship.objects.filter(pk=stewardship.pk)).get()
    return found
