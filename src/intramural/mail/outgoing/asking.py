"""The mails of a consult: the question with the draft, answers, silence, a day that has come, and what became of it.

The draft is written into the mail when it leaves, for whoever is still asked about these words; each can answer by the mail
itself, or by its link without signing in.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from intramural.care import doors
from intramural.care import queries as care
from intramural.care.models import Asked, Consult, Remark
from intramural.mail import addresses
from intramural.mail.models import Notice
from intramural.mail.outgoing.reading import NOBODY
from intramural.mail.outgoing.written import Written

Kind = Notice.Kind
KINDS = (Kind.CONSULT, Kind.REMARK, Kind.SILENCE, Kind.DAY, Kind.OUTCOME)
BESIDE = (
    "asked__person",
    "asked__consult__by",
    "asked__consult__post",
    "remark__by",
    "remark__consult__by",
    "remark__consult__post",
)


def is_wanted(notice: Notice) -> bool:
    """Whether it is still to be told: the question to who has not answered these words, a remark to who is on it, as long as it is
    open; what became of it, always."""
    consult = _consult(notice)
    if notice.kind == Kind.OUTCOME:
        return not consult.is_open
    if not consult.is_open or consult.post is None or consult.post.state != consult.post.State.DRAFT:
        return False
    if notice.kind == Kind.CONSULT:
        asked = notice.asked
        return asked is not None and asked.answered_at is None and notice.key == key_of(asked)
    if notice.kind == Kind.SILENCE:
        return notice.asked is not None and notice.asked.is_silent
    return notice.person_id in {each.pk for each in care.on_the_consult(consult)}


def key_of(asked: Asked) -> str:
    """What the question is told under: once for each wording."""
    return f"{Kind.CONSULT}:{asked.pk}:{asked.consult.version}"


def written(notice: Notice) -> Written:
    """What it says. Who speaks in it is its sender by name; an answer to it comes back to the consult."""
    person, consult = notice.person, _consult(notice)
    who = _who(notice, consult)
    is_author = consult.by_id == person.pk
    context: dict[str, Any] = {
        "consult": consult,
        "asked": notice.asked,
        "remark": notice.remark,
        "who": who,
        "is_author": is_author,
        "offer": getattr(notice.remark, "offer", None) if notice.remark is not None else None,
        "answers_by_mail": settings.MAIL_COMES_IN and not is_author,
        "link": settings.SITE_URL + (consult.url if is_author else doors.to_consult(consult, person)),
    }
    if notice.kind == Kind.CONSULT:
        context |= {
            "others": [each.person.name for each in care.asked_in(consult) if each.person_id != person.pk],
            "files": [each.name for each in care.files_of(consult)],
            "further": care.further(consult),
            "notes": [each.body for each in care.remarks(consult) if each.by_id == consult.by_id and not each.answer],
        }
    return Written(
        about=consult,
        context=context,
        speaks=who if notice.kind in (Kind.CONSULT, Kind.REMARK) else "",
        reply_to=addresses.consult_address(consult, person) if consult.is_open else "",
    )


def _consult(notice: Notice) -> Consult:
    about: Asked | Remark | None = notice.asked or notice.remark
    assert about is not None
    return about.consult


def _who(notice: Notice, consult: Consult) -> str:
    """Whose name stands in it: who asks, who said something, who was silent."""
    by = consult.by
    if notice.remark is not None:
        by = notice.remark.by
    elif notice.kind == Kind.SILENCE and notice.asked is not None:
        by = notice.asked.person
    return by.name if by is not None else NOBODY
