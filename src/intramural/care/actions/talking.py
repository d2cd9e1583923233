"""Raising a concern, talking about it, closing it; and saying that one overshared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet

from intramural.care import policy, queries, words
from intramural.care.actions.narrowing import MATTER, Circle, agree, narrow
from intramural.care.errors import NotNow
from intramural.care.events import ConcernAnswered, ConcernClosed, ConcernRaised, LessonKept
from intramural.care.models import Concern, Message, Narrowing, Participant
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
    # In one step, since two pages may begin it at one moment.
    concern, is_new = Concern.objects.get_or_create(
        post=post, raised_by=by, closed_at=None, kind__in=words.OFFERED, defaults={"kind": kind, "raised_at": clock.now()}
    )
    if not is_new:
        answer(concern, by=by, body=said)
        return concern
    return _begin(concern, by=by, said=said, others=queries.in_whose_care(post))


@transaction.atomic
def talk_about(narrowing: Narrowing, *, by: Person, body: str) -> Concern:
    """Says something about a narrowing to its author and to who narrowed it: in the talk that they have among themselves, else in a
    new one.

    The caller has seen that they are on the matter. Refuses (422) no words, and too many; (409) where nobody else is on it.
    """
    said = _words(body)
    if not said:
        raise Unacceptable("There are no words yet.", remedy="Write a sentence.", field="body")
    both = [each for each in (narrowing.post.author, narrowing.by) if each is not None and each.pk != by.pk]
    if not both:
        raise NotNow("Nobody else is on this.")
    concern = _talk_of(narrowing.post, {by.pk, *(each.pk for each in both)})
    if concern is not None:
        answer(concern, by=by, body=said)
        return concern
    return _begin(_new(narrowing.post, by=by, kind=Concern.Kind.NARROWING), by=by, said=said, others=both)


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
    signs: bool = False,
    tells: Sequence[Person] = (),
) -> Concern:
    """An author overshared: the post is taken down or made smaller now, and who looks after it gets five parts of a message.

    It goes on in an open talk of just this kind that holds all of them, else in a new one. A `lesson` is kept as by `keep_lesson`, with
    their name if they sign it. `tells` are others to whom it goes, such as where nobody looks after it. What is narrowed already stays
    as it is, and by this its author agrees with it. Refuses (403) everybody else; (422) parts that are all empty.
    """
    policy.may_recover(by, post).required()
    said = _words("\n\n".join(part for name in words.PARTS if (part := clean(parts.get(name, "")).strip())))
    if not said:
        raise Unacceptable("There are no words yet.", remedy="A sentence is enough.", field="apology")
    others = [each for each in (*queries.in_whose_care(post), *tells) if each.pk != by.pk]
    stands = queries.in_force(post.public_id, viewer=by)
    if stands is None:
        narrow(post, by=by, because=OVERSHARED, to=to, takes_down=takes_down)
    elif stands.is_provisional:
        agree(stands, by=by)
    mended = _open_among(post, {each.pk for each in others}).filter(raised_by=by, kind=Concern.Kind.OVERSHARED)
    concern = mended.first()
    if concern is not None:
        answer(concern, by=by, body=said)
    else:
        concern = _begin(_new(post, by=by, kind=Concern.Kind.OVERSHARED), by=by, said=said, others=others)
    if lesson:
        keep_lesson(concern, by=by, lesson=clean_line(lesson)[:MOST_LESSON], is_named=signs)
    return concern


@transaction.atomic
def keep_lesson(concern: Concern, *, by: Person, lesson: str, is_named: bool = False) -> Concern:
    """What whoever overshared would have others know, by name if they like: it stands on the pages of the post's topics, for
    those whom the post was for. Nothing takes it away again. Refuses (403) others, (422) more than fits.
    """
    policy.may_keep_lesson(by, concern).required()
    said = clean_line(lesson)
    if len(said) > MOST_LESSON:
        raise Unacceptable(
            f"A lesson has at most {MOST_LESSON} characters; this one has {len(said)}.",
            remedy="Say what matters most.",
            field="lesson",
        )
    post = Post.objects.select_related("audience", "audience_before").get(pk=concern.post_id)
    concern.lesson, concern.lesson_is_named = said, is_named and bool(said)
    concern.lesson_for = concern.lesson_for or post.audience_before or post.audience
    concern.save(update_fields=["lesson", "lesson_is_named", "lesson_for"])
    journal.note(LessonKept(concern_id=concern.pk), by=by, about=concern)
    return concern


def _talk_of(post: Post, people: set[int]) -> Concern | None:
    """The newest open talk about the post that is among just these people."""
    others = Participant.objects.filter(concern__post=post).exclude(person__in=people)
    return _open_among(post, people).exclude(pk__in=others.values("concern")).first()


def _open_among(post: Post, people: set[int]) -> QuerySet[Concern]:
    """The open talks about the post in which all of these take part, the newest first."""
    talks = Concern.objects.filter(post=post, closed_at=None).order_by("-pk")
    for pk in people:
        talks = talks.filter(participants__person=pk)
    return talks


def _new(post: Post, *, by: Person, kind: str) -> Concern:
    return Concern.objects.create(post=post, kind=kind, raised_by=by, raised_at=clock.now())


def _begin(concern: Concern, *, by: Person, said: str, others: Sequence[Person]) -> Concern:
    post = concern.post
    parts = {by.pk: Part.RAISED}
    if post.author is not None and post.author.is_active:
        parts.setdefault(post.author.pk, Part.AUTHOR)
    for each in others:
        parts.setdefault(each.pk, Part.CARES)
    Participant.objects.bulk_create(Participant(concern=concern, person_id=pk, part=part) for pk, part in parts.items())
    message = Message.objects.create(concern=concern, by=by, body=said, at=concern.raised_at)
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
