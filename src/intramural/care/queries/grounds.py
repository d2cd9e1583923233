"""By what a post is somebody's to look after: what it says of itself, and what the second thought knows of its words.

    told    its topics, the unit that it speaks for, and where a found document comes from
    known   the words by which a subject is known, a part of a document that is kept there, a clear likeness

What is known is asked at this moment, so a narrowing writes down what it rested on. A link is no ground: it leads to what is
somebody's, and is not it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from intramural.kit import markup
from intramural.people.models import Person
from intramural.posts import queries as posts
from intramural.posts.models import Post
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship
from intramural.thought import drafting
from intramural.thought import queries as thought
from intramural.thought.queries import Draft
from intramural.topics.models import Topic

KNOWN = ("derived", "tag", "phrase", "likeness")


@dataclass(frozen=True)
class Ground:
    """A stewardship that a post falls under, and why: "it is about #pricing", "it resembles three posts in Carrier contracts"."""

    stewardship: Stewardship
    because: str


def grounds_of(post: Post) -> list[Ground]:
    """All grounds, what it tells of itself first, each stewardship once, as far as somebody can act in it."""
    words = drafting.of_post(post)
    return list(_each_once(*_told(post, words), *_known(words)))


def ground_of(person: Person, post: Post) -> Ground | None:
    """The one by which this person looks after it; None where nothing of it is theirs.

    The second thought is asked only where the post itself does not tell, and of whoever looks after something at all.
    """
    words = drafting.of_post(post)
    found = _his(person, _told(post, words))
    if found is None and stewards.of_person(person):
        found = _his(person, _known(words))
    return found


def draft_grounds(draft: Post) -> list[Ground]:
    """What a draft touches, for its author to ask about: all grounds, and what it links to."""
    words = drafting.of_post(draft)
    linked = (Ground(each.stewardship, each.because) for each in thought.known(words))
    return list(
        _each_once(*_told(draft, words), *(each for each in linked if stewards.acting(each.stewardship) is not None))
    )


def _told(post: Post, words: Draft) -> Iterator[Ground]:
    if post.state == Post.State.DRAFT:
        _, named = markup.mentioned(words.own)
        topics = list(Topic.objects.filter(slug__in=named).values_list("pk", flat=True)) if named else []
    else:
        topics = posts.topics_of([post.pk]).get(post.pk, [])
    units = [words.unit.pk] if words.unit is not None else []
    for it in stewards.over(topics=topics, units=units):
        if it.topic is not None:
            yield Ground(it, f"it is about #{it.topic.slug}")
        elif words.unit is not None:
            yield Ground(it, f"it speaks officially for {words.unit.name}")
    if words.kind == Post.Kind.FOUND:
        names = [name for name in (words.owner, words.made_by) if name.strip()]
        for it in stewards.of_origin(names, [words.source_url]):
            yield Ground(it, f"it comes from {names[0] if names else it.over}")


def _known(words: Draft) -> Iterator[Ground]:
    for each in thought.known(words):
        if each.signal in KNOWN and stewards.acting(each.stewardship) is not None:
            yield Ground(each.stewardship, each.because)


def _his(person: Person, found: Iterator[Ground]) -> Ground | None:
    return next((each for each in found if person.pk in {one.pk for one in stewards.deciders(each.stewardship)}), None)


def _each_once(*found: Ground) -> Iterator[Ground]:
    seen: set[int] = set()
    for each in found:
        if each.stewardship.pk not in seen:
            seen.add(each.stewardship.pk)
            yield each
