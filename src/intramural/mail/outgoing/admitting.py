"""The mails of a request for access: the question, once more after a week, and what was answered.

They hold what everybody who knows of the post may see of it, and what the two sides say to each other.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from intramural.care import doors
from intramural.care import queries as care
from intramural.care.models import AccessRequest
from intramural.kit.markup import clean_line, excerpt
from intramural.mail import addresses
from intramural.mail.models import Notice
from intramural.mail.outgoing.reading import LONGEST_SUBJECT, NOBODY
from intramural.mail.outgoing.written import Written
from intramural.posts.models import Post

Kind = Notice.Kind
KINDS = (Kind.ACCESS, Kind.ANSWERED)
BESIDE = ("request__by__unit", "request__answered_by", "request__post__author", "request__post__voice_unit")
_AGAIN = ":again"


def key_of(request: AccessRequest, *, again: bool = False) -> str:
    """What the question is told under: once, and once more when nobody has answered."""
    return f"{request.pk}{_AGAIN if again else ''}"


def is_wanted(notice: Notice) -> bool:
    """The question, as long as nobody has answered, to who may; an answer while it is the last one, to who may know of the post."""
    request = notice.request
    if request is None or request.post.state != Post.State.PUBLISHED:
        return False
    knows = care.is_open_to(notice.person, request.post) or care.may_know(notice.person, request.post)
    if notice.kind == Kind.ANSWERED:
        return knows and notice.key == f"{Kind.ANSWERED}:{request.answer_key}"
    may_answer = notice.person_id in {each.pk for each in care.who_may_answer(request.post)}
    return knows and may_answer and request.answered_at is None


def written(notice: Notice) -> Written:
    """What it says. The question comes from who asks, by name; an answer to it is the answer."""
    person, request = notice.person, notice.request
    assert request is not None
    is_question = notice.kind == Kind.ACCESS
    by = request.by if is_question else request.answered_by
    title, to = clean_line(request.post.title), f"/posts/{request.post.public_id}/"
    context: dict[str, Any] = {
        "asked": request,
        "post": request.post,
        "title": title,
        "short_title": excerpt(title, length=LONGEST_SUBJECT) or title,
        "author": request.post.author.name if request.post.author is not None else NOBODY.lower(),
        "who": by.name if by is not None else NOBODY,
        "is_again": notice.key.endswith(_AGAIN),
        "was_let_in": not is_question and _was_told(notice),
        "link": settings.SITE_URL + (doors.to_request(request, person) if is_question else to),
    }
    return Written(
        about=request,
        context=context,
        speaks=request.by.name if is_question else "",
        reply_to=addresses.access_address(request, person) if is_question else "",
    )


def _was_told(notice: Notice) -> bool:
    """Whether they were told another answer before, which was yes where this one is no."""
    told = Notice.objects.filter(person=notice.person, kind=Kind.ANSWERED, request=notice.request, state=Notice.State.SENT)
    return told.exclude(pk=notice.pk).exists()
