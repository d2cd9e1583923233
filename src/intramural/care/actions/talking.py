"""Raising a concern, talking about it, closing it; and saying that one overshared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from intramural.care import policy, queries, words
from intramural.care.actions.narrowing import MATTER, Circle, narrow
from intramural.care.errors import NotNow
from intramural.care.events import ConcernAnswered, ConcernClosed, ConcernRaised
from intramural.care.models import Concern, Message, Participant
from intramural.kit import clock
from intramural.kit.errors import Unacceptable
from intramural.kit.markup import clean, clean_line
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.record import journal

MOST_WORDS = 2_000
MOST_LESSON = 300
OVERSHARED = "I shared this with more people than I should have."
Part = Participant.Part


@transaction.atomic
def raise_concern(post: Post, *, by: Person, kind: str, body: str = "") -> Concern:
    """Begins a private talk with the author and with who looks after the post. Nobody else is told, and nothing changes.

    Whoever has one open about this post goes on with it. Without words of one's own those of `words.OFFERED` are said.
    Refuses (403) the author; (422) a kind that is none, and more words than fit.
    """
    policy.may_raise(by, post).required()
    if kind not in words.OFFERED:
        raise Unacceptable("That is not a concern.", remedy="Choose one from the list.", field="kind")
    said = _words(body) or words.OFFERED[Concern.Kind(kind)]
    concern = Concern.objects.filter(post=post, raised_by=by, closed_at=None).first()
    if concern is not None:
        answer(concern, by=by, body=said)
        return concern
    return _begin(post, by=by, kind=kind, said=said, others=queries.in_whose_care(post))


@transaction.atomic
def answer(concern: Concern, *, by: Person, body: str) -> Message:
    """Says something to the others; the same words again at once say nothing more. Refuses (422) no words and too many; (409) where it is closed."""
    concern = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if not concern.is_open:
        raise NotNow("This talk is closed.")
    said = _words(body)
    if not said:
        raise Unacceptable("There are no words yet.", remedy="Write a sentence.", field="body")
    now = clock.now()
    last = Message.objects.filter(concern=concern).order_by("-at", "-pk").first()
    if last is not None and (last.by_id, last.body) == (by.pk, said):
        return last
    message = Message.objects.create(concern=concern, by=by, body=said, at=now)
    if concern.answered_at is None and by.pk != concern.raised_by_id:
        concern.answered_at = now
        concern.save(update_fields=["answered_at"])
    Participant.objects.get_or_create(concern=concern, person=by, defaults={"part": Part.CARES})
    Participant.objects.filter(concern=concern).update(closed_at=None)
    event = ConcernAnswered(concern_id=concern.pk, message_id=message.pk)
    journal.note(event, by=by, about=concern)
    return message


@transaction.atomic
def close(concern: Concern, *, by: Person) -> Concern:
    """Says that it is settled. It is closed when both sides say so: who raised it, and the author or who looks after it."""
    concern = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if not concern.is_open:
        raise NotNow("This talk is closed.")
    now = clock.now()
    Participant.objects.get_or_create(concern=concern, person=by, defaults={"part": Part.CARES})
    Participant.objects.filter(concern=concern, person=by).update(closed_at=now)
    parts = list(concern.participants.filter(person__is_active=True))
    sides = ([each for each in parts if (each.part == Part.RAISED) is is_raiser] for is_raiser in (True, False))
    if all(not side or any(each.closed_at is not None for each in side) for side in sides):
        concern.closed_at = now
        concern.save(update_fields=["closed_at"])
        journal.note(ConcernClosed(concern_id=concern.pk), by=by, about=concern)
    return concern


@transaction.atomic
def recover(
    post: Post,
    *,
    by: Person,
    parts: Mapping[str, str],
    to: Circle = MATTER,
    takes_down: bool = True,
    lesson: str = "",
    tells: Sequence[Person] = (),
) -> Concern:
    """An author overshared: the post is taken down or made smaller now, and who looks after it gets five parts of a message.

    `tells` are others to whom it goes, such as where nobody looks after it. What is narrowed already stays as it is. Refuses
    (403) everybody else; (422) parts that are all empty.
    """
    policy.may_recover(by, post).required()
    said = _words("\n\n".join(part for name in words.PARTS if (part := clean(parts.get(name, "")).strip())))
    if not said:
        raise Unacceptable("There are no words yet.", remedy="A sentence is enough.", field="apology")
    others = [each for each in (*queries.in_whose_care(post), *tells) if each.pk != by.pk]
    if not Post.objects.filter(pk=post.pk, audience_before__isnull=False).exists():
        narrow(post, by=by, because=OVERSHARED, to=to, takes_down=takes_down)
    concern = Concern.objects.filter(post=post, raised_by=by, closed_at=None).first()
    if concern is not None:
        answer(concern, by=by, body=said)
    else:
        concern = _begin(post, by=by, kind=Concern.Kind.OVERSHARED, said=said, others=others)
    if lesson:
        Concern.objects.filter(pk=concern.pk).update(lesson=clean_line(lesson)[:MOST_LESSON])
    return concern


def _begin(post: Post, *, by: Person, kind: str, said: str, others: Sequence[Person]) -> Concern:
    now = clock.now()
    concern = Concern.objects.create(post=post, kind=kind, raised_by=by, raised_at=now)
    parts = {by.pk: Part.RAISED}
    if post.author is not None and post.author.is_active:
        parts.setdefault(post.author.pk, Part.AUTHOR)
    for each in others:
        parts.setdefault(each.pk, Part.CARES)
    Participant.objects.bulk_create(Participant(concern=concern, person_id=pk, part=part) for pk, part in parts.items())
    message = Message.objects.create(concern=concern, by=by, body=said, at=now)
    raised = ConcernRaised(concern_id=concern.pk, message_id=message.pk, post_id=post.pk)
    journal.note(raised, by=by, about=concern)
    return concern


def _words(body: str) -> str:
    said = clean(body).strip()
    if len(said) > MOST_WORDS:
        raise Unacceptable(
            f"A message here has at most {MOST_WORDS:,} characters; this one has {len(said):,}.",
            remedy="Say the most important.",
            field="body",
        )
    return said
