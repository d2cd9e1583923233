"""Keeping the index: what was said goes in, what was taken back goes out. Everything may be done again, and changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Sequence

from django.db import transaction
from django.db.models import Max, QuerySet, Value
from django.db.models.functions import Replace

from intramural.kit import clock
from intramural.kit.prepared import OfMany
from intramural.people.models import Person
from intramural.posts.models import Comment, Post
from intramural.search import rows, spelling
from intramural.search.models import Entry
from intramural.spaces.models import Space
from intramural.topics.models import Topic

BATCH = 500
A_WHILE = 2.0
Step = Callable[[int], None]


def put_post(post_id: int) -> int:
    """Brings the entries of a post and of all under it up to date; returns how many changed. A post that is gone has none."""
    return put_posts([post_id])


def put_posts(post_ids: Sequence[int]) -> int:
    """As `put_post`, of several at once. Waits for whoever writes one of them just now."""
    with transaction.atomic():
        posts = _held(post_ids)
        return _replace(_of_posts(post_ids), list(rows.of_posts(posts)))


@OfMany
def _held(posts: Collection[int]) -> QuerySet[Post]:
    return Post.objects.select_for_update().filter(pk__in=posts).order_by("pk")


@OfMany
def _of_posts(posts: Collection[int]) -> QuerySet[Entry]:
    return Entry.objects.filter(post_id__in=posts)


def put_comment(comment_id: int) -> int:
    """Brings the entries of one comment and its files up to date; returns how many changed."""
    with transaction.atomic():
        comment = Comment.objects.select_for_update().filter(pk=comment_id).first()
        if comment is None:
            return 0
        family = rows.of_posts(Post.objects.filter(pk=comment.post_id), comment_id=comment_id)
        return _replace(Entry.objects.filter(comment_id=comment_id), list(family))


def put_person(person_id: int) -> int:
    """Brings the entry of a person up to date; who was erased has none."""
    return put_people([person_id])


def put_people(person_ids: Sequence[int]) -> int:
    """As `put_person`, of several at once."""
    people = Person.objects.filter(pk__in=person_ids).select_related("unit")
    return _replace(_named(Entry.Kind.PERSON, person_ids), list(rows.of_people(people)))


def put_people_of(unit_id: int) -> int:
    """As `put_person`, of whoever is in a unit."""
    return sum(put_people(batch) for batch in _batches(Person.objects.filter(unit=unit_id)))


def put_space(space_id: int) -> int:
    """Brings the entry of a space up to date."""
    return put_spaces([space_id])


def put_spaces(space_ids: Sequence[int]) -> int:
    """As `put_space`, of several at once."""
    return _replace(_named(Entry.Kind.SPACE, space_ids), list(rows.of_spaces(Space.objects.filter(pk__in=space_ids))))


def put_topics(topic_ids: Iterable[int]) -> int:
    """Brings the entries of topics up to date."""
    wanted = list(topic_ids)
    if not wanted:
        return 0
    return _replace(_named(Entry.Kind.TOPIC, wanted), list(rows.of_topics(Topic.objects.filter(pk__in=wanted))))


def forget_author(person_id: int) -> int:
    """Takes the mark of an author who was erased off what they wrote; returns how many entries changed."""
    mark, nobody = f" {rows.MARK}a{person_id} ", f" {rows.MARK}a0 "
    marked = Entry.objects.filter(words__contains=mark)
    return marked.update(words=Replace("words", Value(mark), Value(nobody)))


def catch_up(*, most: int = 1_000) -> int:
    """Puts in what has a higher number than anything that is in; returns how many entries changed."""
    changed, began = 0, time.monotonic()
    # One after the other: together they would look at every entry.
    top = {kind: Entry.objects.filter(kind=kind).aggregate(top=Max("ref"))["top"] or 0 for kind in ("post", "comment")}
    now = clock.now()
    posts = Post.objects.filter(pk__gt=top["post"], state=Post.State.PUBLISHED, released_at__lte=now)
    comments = Comment.objects.filter(pk__gt=top["comment"], deleted_at=None, released_at__lte=now)
    numbers = [
        *posts.order_by("pk").values_list("pk", flat=True)[:most],
        *comments.order_by("pk").values_list("post_id", flat=True)[:most],
    ]
    wanted = sorted(set(numbers))
    for first in range(0, len(wanted), BATCH):
        changed += put_posts(wanted[first : first + BATCH])
        if time.monotonic() - began > max(A_WHILE, most / 500):
            break
    return changed


def reindex(*, step: Step = lambda done: None) -> int:
    """Makes the index anew, batch by batch, while the house is in use; returns how many entries changed.

    What is right already stays, so that it can be stopped and run again. `step` is told how much more was gone through.
    """
    changed = 0
    for posts in _batches(Post.objects.all()):
        changed += put_posts(posts)
        step(len(posts))
    for named, put in ((Person, put_people), (Space, put_spaces), (Topic, put_topics)):
        for batch in _batches(named.objects.all()):
            changed += put(batch)
            step(len(batch))
    return changed + drop_the_lost()


def size() -> int:
    """How much `reindex` goes through."""
    return sum(model.objects.count() for model in (Post, Person, Space, Topic))


def empty() -> None:
    """Takes everything out of the index; `reindex` puts it in again."""
    with transaction.atomic():
        Entry.objects.all().delete()
        spelling.forget_all()


def _named(kind: Entry.Kind, refs: Sequence[int]) -> QuerySet[Entry]:
    return Entry.objects.filter(kind=kind, ref__in=refs)


def _batches(things: QuerySet[Post] | QuerySet[Person] | QuerySet[Space] | QuerySet[Topic]) -> Iterable[list[int]]:
    """The numbers of the things, the newest first, in batches."""
    last = None
    while True:
        more = things if last is None else things.filter(pk__lt=last)
        batch = list(more.order_by("-pk").values_list("pk", flat=True)[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1]


def drop_the_lost() -> int:
    """Takes out what stands for nobody and nothing any more."""
    lost = 0
    for kind, model in ((Entry.Kind.PERSON, Person), (Entry.Kind.SPACE, Space), (Entry.Kind.TOPIC, Topic)):
        there = model.objects.values_list("pk", flat=True)
        lost += Entry.objects.filter(kind=kind).exclude(ref__in=there).delete()[0]
    return lost


def _replace(before: Iterable[Entry], after: list[Entry]) -> int:
    """Puts these entries in the place of those; what is the same already is not touched."""
    with transaction.atomic():
        known = {(entry.kind, entry.ref): entry for entry in before}
        fresh = [entry for entry in after if not _is_same(known.get((entry.kind, entry.ref)), entry)]
        stay = {(entry.kind, entry.ref) for entry in after} - {(entry.kind, entry.ref) for entry in fresh}
        gone = [entry.pk for key, entry in known.items() if key not in stay]
        if gone:
            Entry.objects.filter(pk__in=gone).delete()
        if fresh:
            _make_room(fresh)
            Entry.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
            spelling.learn(set().union(*map(rows.said_in, fresh)))
    return len({*gone, *(entry.pk for entry in fresh)})


def _is_same(before: Entry | None, after: Entry) -> bool:
    return before is not None and (before.words, before.version, before.at) == (after.words, after.version, after.at)


def _make_room(fresh: list[Entry]) -> None:
    """Gives each entry a number that no other has: two of one moment can meet."""
    taken = set(Entry.objects.filter(pk__in=[entry.pk for entry in fresh]).values_list("pk", flat=True))
    for entry in fresh:
        while entry.pk in taken:
            entry.pk += 1
            if entry.pk not in taken and Entry.objects.filter(pk=entry.pk).exists():
                taken.add(entry.pk)
        taken.add(entry.pk)
