"""What was learned goes with what it was learned from, in the same transaction; what changed is learned anew in seconds."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from intramural.kit.prepared import Given, Prepared
from intramural.posts.events import (
    AudienceChanged,
    EmbargoEnded,
    EmbargoMoved,
    EmbargoSet,
    PostDeleted,
    PostEdited,
    PostReleased,
)
from intramural.posts.models import Post
from intramural.record import journal
from intramural.spaces.events import SpaceGated
from intramural.stewards.events import ExamplesChanged, SayChanged, StewardshipFounded
from intramural.stewards.models import Stewardship
from intramural.thought import embargoes, training
from intramural.thought.models import Text


def post_changed(event: Any) -> None:
    """A post that is no longer for everyone, or no longer as it was, counts for nothing from this transaction on."""
    training.mark_stale(pk for (pk,) in _learned_from.rows(post=event.post_id) if pk is not None)
    Text.objects.filter(post=event.post_id).exclude(stewardship=None).update(kept="", version=0)
    training.mark_stale(pk for (pk,) in _over.rows(post=event.post_id))


@Prepared
def _learned_from(given: Given) -> QuerySet[Text, tuple[int | None]]:
    return Text.objects.filter(post=given.number("post")).exclude(stewardship=None).values_list("stewardship_id")


@Prepared
def _over(given: Given) -> QuerySet[Stewardship, tuple[int]]:
    topics = Post.topics.through.objects.filter(post=given.number("post"))
    return Stewardship.objects.filter(topic__in=topics.values("topic")).values_list("pk")


for of_a_post in (AudienceChanged, PostDeleted, PostEdited):
    journal.at_once(of_a_post)(post_changed)
journal.on(PostReleased)(post_changed)


@journal.at_once(SpaceGated)
def space_gated(event: SpaceGated) -> None:
    """So does all that everybody could read in a space which is gated; there is no event for each post."""
    texts = Text.objects.filter(post__space=event.space_id).exclude(stewardship=None)
    training.mark_stale(set(texts.values_list("stewardship", flat=True)))
    texts.update(kept="", version=0)


def embargo_changed(event: Any) -> None:
    embargoes.learn(event.post_id)


for of_an_embargo in (EmbargoSet, EmbargoMoved, EmbargoEnded, PostDeleted, PostEdited):
    journal.at_once(of_an_embargo)(embargo_changed)


def stewardship_changed(event: Any) -> None:
    training.mark_stale([event.stewardship_id])


for of_a_stewardship in (ExamplesChanged, SayChanged, StewardshipFounded):
    journal.at_once(of_a_stewardship)(stewardship_changed)
