"""A question and the answer that its asker accepts."""

from __future__ import annotations

from django.db import transaction

from intramural.people.models import Person
from intramural.posts import policy
from intramural.posts.events import AnswerAccepted, AnswerUnaccepted
from intramural.posts.models import Comment, Post
from intramural.record import journal


@transaction.atomic
def accept(answer: Comment, *, by: Person) -> None:
    """Marks a reply as the answer; the one accepted before gives way. Refuses (403) whoever did not ask."""
    question = Post.objects.select_for_update(of=("self",)).get(pk=answer.post_id)
    policy.may_accept(by, question, answer).required()
    if question.accepted_answer_id == answer.pk:
        return
    question.accepted_answer = answer
    question.save(update_fields=["accepted_answer"])
    journal.note(AnswerAccepted(post_id=question.pk, comment_id=answer.pk), by=by, about=question)


@transaction.atomic
def unaccept(answer: Comment, *, by: Person) -> None:
    """The question is open again. Where the reply was not the accepted one, nothing changes."""
    question = Post.objects.select_for_update(of=("self",)).get(pk=answer.post_id)
    policy.may_accept(by, question, answer).required()
    if question.accepted_answer_id != answer.pk:
        return
    question.accepted_answer = None
    question.save(update_fields=["accepted_answer"])
    journal.note(AnswerUnaccepted(post_id=question.pk, comment_id=answer.pk), by=by, about=question)
