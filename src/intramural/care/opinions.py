"""What the pages of a consult show and take, the same for whoever is signed in and for whoever comes by a mail.

form  →  read(…)  →  answer(…)  →  actions.opine
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from intramural.care import actions, differing, queries
from intramural.care.actions import Wanted
from intramural.care.models import Asked, Consult, Remark
from intramural.kit import markup
from intramural.kit.errors import Unacceptable
from intramural.people import queries as people
from intramural.people.models import Person
from intramural.posts import composing, files, text
from intramural.posts.models import Post

MOST = 80_000
READERS = [("", "As planned"), ("people", "Named people"), ("units", "Units")]
_FIELDS = ("version", "answer", "because", "title", "words", "audience", "people", "not_before", "asks", "body", "dissent")


def read(given: Mapping[str, Any], *, units: Sequence[str] = ()) -> dict[str, Any]:
    """The fields of the form as typed; `words` are those of the draft, changed."""
    typed: dict[str, Any] = {name: markup.clean(str(given[name])[:MOST]) for name in _FIELDS if name in given}
    return {**typed, "units": [markup.clean_line(str(each))[:40] for each in units if each][:100]}


def typed(consult: Consult, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """What stands in the forms: what was typed, else the draft's own words to be changed; what was typed into former words is not theirs
    any more."""
    own = {"version": str(consult.version), "title": consult.title, "words": consult.body}
    found = {**dict.fromkeys(_FIELDS, ""), "units": [], **own, **(given or {})}
    return found if found["version"] == own["version"] else {**found, **own}


def answer(consult: Consult, typed: Mapping[str, Any], *, by: Person) -> Remark:
    """Takes an answer as typed, to the words whose `version` it names. *Fine* with other words, readers or a day is *fine, if*. Refuses
    what `actions.opine` refuses, (422) a day that is none, and whoever is not there to be asked."""
    read = typed.get("version", "")
    if read and read != str(consult.version):
        raise actions.other_words()
    kind, wanted = typed.get("answer", ""), _wanted(consult, typed)
    if kind == Asked.Answer.FINE and wanted is not None:
        kind = Asked.Answer.IF
    asks = typed.get("asks", "").strip()
    return actions.opine(
        consult,
        by=by,
        kind=kind,
        because=typed.get("because", ""),
        wanted=wanted if kind == Asked.Answer.IF else None,
        passes_to=people.named(asks, viewer=by, field="asks") if kind == Asked.Answer.NOT_MINE and asks else None,
        version=consult.version if read else None,
    )


def _wanted(consult: Consult, typed: Mapping[str, Any]) -> Wanted | None:
    """What the form changes; None for nothing."""
    title, words = typed.get("title", consult.title), typed.get("words", consult.body)
    found = Wanted(
        title=title if markup.clean_line(title) != consult.title else None,
        body=words if _flat(words) != _flat(consult.body) else None,
        audience=_audience(typed),
        not_before=_day(typed.get("not_before", "")),
    )
    return None if found == Wanted() else found


def _audience(typed: Mapping[str, Any]) -> dict[str, Any]:
    kind = typed.get("audience", "")
    if kind == "":
        return {}
    if kind == "people":
        return {"audience": "people", "people": typed.get("people", "")}
    if kind == "units":
        return {"audience": "units", "units": list(typed.get("units", []))}
    if kind == "members":
        return {"audience": "members"}
    raise Unacceptable("It is not clear who should read it.", remedy="Choose from the list.", field="audience")


def _day(given: str) -> date | None:
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        raise Unacceptable("That is not a date.", remedy="Write it as 2027-01-31.", field="not_before") from None


def _flat(words: str) -> str:
    """A browser ends lines in its own way."""
    return words.replace("\r\n", "\n").strip("\n")


@dataclass(frozen=True)
class Said:
    """One thing that was said, as it is shown: with what it offers, and how that differs from the draft."""

    remark: Remark
    title: tuple[differing.Piece, ...] = ()
    words: tuple[differing.Piece, ...] = ()


def seen(consult: Consult, viewer: Person, *, files_at: str) -> dict[str, Any]:
    """What the page of a consult shows to its author or to one of those who are asked. `files_at` is where its files are."""
    draft = consult.post if consult.post is not None and consult.post.state == Post.State.DRAFT else None
    is_open = consult.is_open and draft is not None
    asked, is_author = queries.asked_in(consult), consult.by_id == viewer.pk
    composed = composing.read({**consult.plan, "body": consult.body})
    said = [_said(each) for each in queries.remarks(consult)]
    return {
        "it": consult,
        "viewer": viewer,
        "asked": asked,
        "part": next((each for each in asked if each.person_id == viewer.pk), None),
        "is_author": is_author,
        "is_open": is_open,
        "said": said,
        "further": queries.further(consult),
        "html": text.preview(consult.body, by=consult.by_id) if consult.is_open else "",
        "kind": Post.Kind(composed.kind).label if composed.kind in Post.Kind.values else "",
        "options": composed.options.splitlines() if composed.kind == Post.Kind.POLL else [],
        "source": composed if composed.kind == Post.Kind.FOUND else None,
        "files": [_with_address(files.shown(each), files_at) for each in queries.files_of(consult)],
        "readers": _readers(consult),
        "is_changed": is_author and is_open and draft is not None and actions.is_changed(consult, draft),
        "is_against": any(each.answer in (Asked.Answer.DONT, Asked.Answer.IF) for each in asked),
        "can_open": consult.end == Consult.End.SHARED
        and consult.post is not None
        and queries.is_open_to(viewer, consult.post),
    }


def _said(remark: Remark) -> Said:
    offer = getattr(remark, "offer", None)
    if offer is None or not offer.has_words or not (offer.title or offer.body):
        return Said(remark)
    title = tuple(differing.pieces(offer.base_title, offer.title)) if offer.base_title != offer.title else ()
    return Said(remark, title=title, words=tuple(differing.pieces(offer.base_body, offer.body)))


def _readers(consult: Consult) -> list[tuple[str, str]]:
    return [*READERS, *([("members", "Members of its space")] if consult.plan.get("space") else [])]


@dataclass(frozen=True)
class Shown:
    """A file of the draft, at its address in the consult."""

    name: str
    word: str
    size: int
    description: str
    is_picture: bool
    has_thumbnail: bool
    url: str


def _with_address(file: files.File, files_at: str) -> Shown:
    return Shown(
        name=file.name, word=file.word, size=file.size, description=file.description, is_picture=file.is_picture,
        has_thumbnail=file.has_thumbnail, url=f"{files_at}{file.public_id}/",
    )  # fmt: skip
