"""Asking first about a draft: the question, the answers, and what the author does with them."""

from __future__ import annotations

from typing import Any, Literal

from django.http.response import HttpResponseBase
from pydantic import Field

from intramural.care import actions, differing, opinions, queries
from intramural.kit import wire
from intramural.kit.wire import Day, Given, Moment, PageOf, Shown
from intramural.people import queries as people
from intramural.people import scopes
from intramural.people.api import PersonName, name_of
from intramural.people.entrance import PersonRequest
from intramural.people.programs import ADDRESS, Surface
from intramural.posts import files
from intramural.posts import queries as posts

surface = Surface("Consults")
ANSWERS = Literal["fine", "if", "dont", "not_mine"]
AT = "/consults/{id}"


class NewConsult(Given):
    """Whom to ask about a draft, and a word with it."""

    people: list[str] = Field(max_length=3, description="One to three handles.", examples=[["dana"]])
    note: str = Field(default="", max_length=4000)


class NewOpinion(Given):
    """An answer: fine; if, with a condition in words or as what would change; dont, with a reason; not_mine, with whom to ask."""

    answer: ANSWERS
    because: str = Field(
        default="", max_length=4000, description="A condition such as “without the figures” becomes an offer."
    )
    title: str | None = Field(default=None, max_length=400, description="Another title.")
    body: str | None = Field(default=None, max_length=80_000, description="The words as they should be.")
    audience: Literal["", "people", "units", "members"] = Field(
        default="", description="Other readers; empty for as planned."
    )
    people: list[str] = Field(default_factory=list, max_length=200, description="Handles.")
    units: list[str] = Field(default_factory=list, max_length=100, description="The ids of units.")
    not_before: Day | None = None
    asks: str = Field(default="", max_length=80, description="The handle of whom to ask, with not_mine.")
    version: int | None = Field(
        default=None,
        ge=1,
        le=2_000_000_000,
        description="Of the words that you have read; refused (422) if these are others by now.",
    )


class NewRemark(Given):
    body: str = Field(max_length=4000)


class Decided(Given):
    """What the author says to an answer that they do not follow."""

    dissent: str = Field(default="", max_length=1000, description="One sentence, for those who were asked.")


class AskedPerson(Shown):
    """Somebody who is asked. `silent`: the clock ran out without an answer."""

    person: PersonName | None
    looks_after: str = Field(description="What of the draft's topics is theirs; empty where they are asked for themselves.")
    due_at: Moment
    answer: Literal["", "fine", "if", "dont", "not_mine"]
    answered_at: Moment | None
    silent: bool
    passed_to: PersonName | None


class Difference(Shown):
    how: Literal["same", "out", "in"]
    text: str


class ConsultOffer(Shown):
    """What would change, ready to be taken by the author."""

    id: str
    words: list[Difference] = Field(description="The words as runs that stay, go and come; empty where they stay.")
    title: str
    body: str
    meant_for: str = Field(
        description="Other readers, and nobody else: once it is taken it waits for no day, and is known to nobody more."
    )
    not_before: Day | None
    taken_at: Moment | None


class ConsultRemark(Shown):
    by: PersonName | None
    answer: Literal["", "fine", "if", "dont", "not_mine"]
    body: str
    at: Moment
    offer: ConsultOffer | None


class ConsultFile(Shown):
    id: str
    name: str
    media_type: str
    size: int
    content: str = Field(description="Where its bytes are.")


class ConsultLine(Shown):
    """A consult as a list names it."""

    id: str
    url: str
    by: PersonName | None
    mine: bool = Field(description="Whether you are its author; else you are asked.")
    asked_at: Moment


class Consult(Shown):
    """A draft that its author asks about, for the author and those who are asked. Its words go when it is closed."""

    id: str
    url: str
    by: PersonName | None
    draft: str | None = Field(description="The draft's id, for its author.")
    version: int = Field(description="Goes up with each change of the words that are asked about.")
    title: str
    body: str
    meant_for: str = Field(description="Such as “Everyone here, 1,240 people”.")
    opens_at: Moment | None = Field(description="The day from which on it is for others; null where it waits for none.")
    meant_for_then: str = Field(
        description="For whom it is from that day on, in the same words; empty where it waits for none."
    )
    known_to: str = Field(description="Who else may know of it by its title and `summary`; empty for nobody.")
    summary: str = Field(description="The one sentence that they read.")
    files: list[ConsultFile]
    asked: list[AskedPerson]
    remarks: list[ConsultRemark]
    asked_at: Moment
    closed_at: Moment | None
    end: Literal["", "shared", "discarded", "called_off"]
    dissent: str


@surface.write("POST", "/drafts/{id}/consult", scope=scopes.CARE_WRITE, gives=Consult, status=201)
def ask_first(request: PersonRequest, id: str, consult: NewConsult) -> Any:
    """Show your draft to one to three people, and ask what they think; you decide, with or without an answer

    Where one is open, whoever is new is asked too. Nobody else can read the draft.
    """
    draft = posts.draft(id, by=request.user)
    named = people.all_named(", ".join(consult.people), viewer=request.user, field="people")
    made = actions.ask(draft, by=request.user, people=named, note=consult.note)
    return wire.made(request, _shown(made, request.user), at=f"{ADDRESS}/consults/{made.public_id}")


@surface.read("/consults", scope=scopes.CARE_READ, gives=PageOf[ConsultLine])
def consults(request: PersonRequest) -> Any:
    """The open ones that you have asked, or are asked in, the newest first"""
    return {"items": [_line(each, request.user) for each in queries.open_for(request.user)], "next": None}


@surface.read(AT, scope=scopes.CARE_READ, gives=Consult)
def consult(request: PersonRequest, id: str) -> Any:
    """A consult, for its author and those who are asked"""
    return _shown(queries.consult(id, viewer=request.user), request.user)


@surface.fetch("/consults/{id}/files/{file}/content", scope=scopes.CARE_READ)
def consult_file(request: PersonRequest, id: str, file: str) -> HttpResponseBase:
    """A file of the draft, as long as the consult is open; what could run in a browser comes as mere bytes"""
    return files.original(request, queries.file_of(queries.consult(id, viewer=request.user), file))


@surface.write("POST", "/consults/{id}/answers", scope=scopes.CARE_WRITE, gives=Consult, shown_at=AT)
def answer_consult(request: PersonRequest, id: str, opinion: NewOpinion) -> Any:
    """Answer, as one of those who are asked; you may think again as long as it is open"""
    found = queries.consult(id, viewer=request.user)
    typed = {
        "answer": opinion.answer,
        "because": opinion.because,
        "audience": opinion.audience,
        "people": ", ".join(opinion.people),
        "units": opinion.units,
        "not_before": opinion.not_before.isoformat() if opinion.not_before is not None else "",
        "asks": opinion.asks,
        "version": str(opinion.version or ""),
        **({"title": opinion.title} if opinion.title is not None else {}),
        **({"words": opinion.body} if opinion.body is not None else {}),
    }
    opinions.answer(found, typed, by=request.user)
    return _again(request, id)


@surface.write("POST", "/consults/{id}/remarks", scope=scopes.CARE_WRITE, gives=Consult, shown_at=AT)
def say_in_consult(request: PersonRequest, id: str, remark: NewRemark) -> Any:
    """Say something to the others of a consult"""
    actions.say(queries.consult(id, viewer=request.user), by=request.user, body=remark.body)
    return _again(request, id)


@surface.write("POST", "/consults/{id}/offers/{offer}/taking", scope=scopes.CARE_WRITE, gives=Consult, shown_at=AT)
def take_offer(request: PersonRequest, id: str, offer: str) -> Any:
    """Take an offer, as the author: your draft has its words and readers then"""
    actions.take(queries.consult(id, viewer=request.user), offer, by=request.user)
    return _again(request, id)


@surface.write("POST", "/consults/{id}/showing", scope=scopes.CARE_WRITE, gives=Consult, shown_at=AT)
def show_draft_again(request: PersonRequest, id: str) -> Any:
    """Show your draft as it is now; those who are asked answer anew"""
    actions.show_again(queries.consult(id, viewer=request.user), by=request.user)
    return _again(request, id)


@surface.write("POST", "/consults/{id}/sharing", scope=scopes.CARE_WRITE, gives=Consult, shown_at=AT)
def share_after_asking(request: PersonRequest, id: str, decided: Decided) -> Any:
    """Share your draft, at any time and whatever was answered; the consult closes when your undo window has ended"""
    actions.share(queries.consult(id, viewer=request.user), by=request.user, dissent=decided.dissent)
    return _again(request, id)


@surface.write("POST", "/consults/{id}/dissent", scope=scopes.CARE_WRITE, gives=Consult, shown_at=AT)
def note_dissent(request: PersonRequest, id: str, decided: Decided) -> Any:
    """Say in a sentence, as the author, why you see it otherwise; it stands against nobody"""
    actions.note_dissent(queries.consult(id, viewer=request.user), by=request.user, because=decided.dissent)
    return _again(request, id)


@surface.write("POST", "/consults/{id}/end", scope=scopes.CARE_WRITE, gives=Consult, shown_at=AT)
def call_consult_off(request: PersonRequest, id: str) -> Any:
    """Need no opinion any more, as the author; the draft is yours alone again"""
    actions.call_off(queries.consult(id, viewer=request.user), by=request.user)
    return _again(request, id)


def _again(request: PersonRequest, id: str) -> dict[str, Any]:
    return _shown(queries.consult(id, viewer=request.user), request.user)


def _line(it: Any, viewer: Any) -> dict[str, Any]:
    return {
        "id": it.public_id,
        "url": it.url,
        "by": name_of(it.by),
        "mine": it.by_id == viewer.pk,
        "asked_at": it.asked_at,
    }


def _shown(it: Any, viewer: Any) -> dict[str, Any]:
    is_author, further = it.by_id == viewer.pk, queries.further(it)
    return {
        "id": it.public_id,
        "url": it.url,
        "by": name_of(it.by),
        "draft": it.post.public_id if is_author and it.post is not None else None,
        "title": it.title,
        "body": it.body,
        "version": it.version,
        "meant_for": it.meant_for,
        "opens_at": further.opens_at,
        "meant_for_then": further.then.counted if further.then is not None else "",
        "known_to": further.known.counted if further.known is not None else "",
        "summary": further.summary,
        "files": [
            {"id": each.public_id, "name": each.name, "media_type": each.media_type, "size": each.size,
             "content": f"{ADDRESS}/consults/{it.public_id}/files/{each.public_id}/content"}
            for each in queries.files_of(it)
        ],
        "asked": [_asked(each) for each in queries.asked_in(it)],
        "remarks": [_remark(each) for each in queries.remarks(it)],
        "asked_at": it.asked_at,
        "closed_at": it.closed_at,
        "end": it.end,
        "dissent": it.dissent,
    }  # fmt: skip


def _asked(each: Any) -> dict[str, Any]:
    return {
        "person": name_of(each.person),
        "looks_after": each.stewardship.over if each.stewardship is not None else "",
        "due_at": each.due_at,
        "answer": each.answer,
        "answered_at": each.answered_at,
        "silent": each.is_silent,
        "passed_to": name_of(each.passed_to),
    }


def _remark(each: Any) -> dict[str, Any]:
    offer = getattr(each, "offer", None)
    return {
        "by": name_of(each.by),
        "answer": each.answer,
        "body": each.body,
        "at": each.at,
        "offer": _offer(offer) if offer is not None and offer.changes_something else None,
    }


def _offer(offer: Any) -> dict[str, Any]:
    return {
        "id": offer.public_id,
        "words": [{"how": piece.how, "text": piece.text} for piece in differing.pieces(offer.base_body, offer.body)]
        if offer.has_words
        else [],
        "title": offer.title,
        "body": offer.body,
        "meant_for": offer.meant_for,
        "not_before": offer.not_before,
        "taken_at": offer.taken_at,
    }
