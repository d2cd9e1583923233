"""Asking for access to a translucent post, and letting somebody in or not. Nothing of it happens by itself."""

from __future__ import annotations

from django.db import transaction

from intramural.care import policy, queries
from intramural.care.errors import NotNow
from intramural.care.events import AccessAnswered, AccessAsked, AccessUnanswered
from intramural.care.models import AccessRequest
from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.kit.markup import clean_line
from intramural.people.models import Person
from intramural.posts import actions as posts
from intramural.posts.models import Post
from intramural.record import journal

MOST_WORDS = 300
Answer = AccessRequest.Answer


@transaction.atomic
def ask_for_access(post: Post, *, by: Person, words: str = "") -> AccessRequest:
    """Asks whoever answers for the post to let this person read it. Once: again changes nothing, and asks nobody twice.

    Refuses (403) who can read it already, and where nobody is there who could answer; (422) more than a line.
    """
    known = queries.request_of(by, post)
    if known is not None:
        return known
    policy.may_ask_for_access(by, post).required()
    said = {"words": _line(words, "words"), "asked_at": clock.now()}
    asked, is_new = AccessRequest.objects.get_or_create(post=post, by=by, defaults=said)  # two pages may ask at one moment
    if is_new:
        journal.note(AccessAsked(request_id=asked.pk, post_id=post.pk), by=by, about=post)
    return asked


@transaction.atomic
def answer_access(request: AccessRequest, *, by: Person, answer: str, because: str = "") -> AccessRequest:
    """Yes lets that person read that post, and nothing else; no is told to them kindly. The same again changes nothing.

    Another answer later is taken too. Refuses (403) who may not answer; (409) while the post is narrowed; (422) no answer.
    """
    held = AccessRequest.objects.select_for_update(of=("self",)).select_related("post__author", "by")
    request = held.get(pk=request.pk)
    policy.may_answer_access(by, request).required()
    if answer not in Answer.values:
        raise Unacceptable("That is no answer.", remedy="Answer yes or no.", field="answer")
    reason = _line(because, "because")
    if answer == request.answer:
        return request
    if request.post.state != Post.State.PUBLISHED:
        raise NotNow("The post is not there any more.")
    if answer == Answer.YES and not _may_be_let_in(request):
        raise NotNow("They may not know of it any more, so nobody lets them in.")
    if answer == Answer.YES:
        posts.admit(request.post, request.by, by=by)
    elif request.is_granted:
        posts.put_out(request.post, request.by, by=by)
    request.answer, request.because, request.answered_at, request.answered_by = answer, reason, clock.now(), by
    request.save(update_fields=["answer", "because", "answered_at", "answered_by"])
    answered = AccessAnswered(request_id=request.pk, post_id=request.post_id, is_granted=request.is_granted)
    journal.note(answered, by=by, about=request.post)
    return request


@transaction.atomic
def note_put_out(post_id: int) -> int:
    """Writes down whom its author's choice of other readers has put out again, so that they can be let in anew; returns how many."""
    granted = AccessRequest.objects.filter(post=post_id, answer=Answer.YES).select_related("post", "by")
    out = [each.pk for each in granted if not queries.may_read(each.by, each.post)]
    if out:
        author = granted[0].post.author_id
        AccessRequest.objects.filter(pk__in=out).update(
            answer=Answer.NO, because="", answered_at=clock.now(), answered_by=author
        )
    return len(out)


def remind_of_access() -> int:
    """Reminds once whoever could answer what was asked a week ago; returns how many requests."""
    reminded = 0
    for pk in queries.unanswered():
        with transaction.atomic():
            request = AccessRequest.objects.select_for_update(of=("self",)).select_related("post").get(pk=pk)
            if request.answered_at is None and request.reminded_at is None:
                request.reminded_at = clock.now()
                request.save(update_fields=["reminded_at"])
                unanswered = AccessUnanswered(request_id=request.pk, post_id=request.post_id)
                journal.note(unanswered, by=None, about=request.post)
                reminded += 1
    return reminded


def _line(words: str, field: str) -> str:
    line = clean_line(words)
    if len(line) > MOST_WORDS:
        raise Unacceptable(
            f"That is {len(line)} characters; {MOST_WORDS} fit here.", remedy="Say the most important.", field=field
        )
    return line


def _may_be_let_in(request: AccessRequest) -> bool:
    """Whether they may know of it still, or read it anyway; what is narrowed is refused as such."""
    post = request.post
    is_narrowed = post.audience_before_id is not None
    return is_narrowed or queries.may_know(request.by, post) or queries.is_open_to(request.by, post)
