"""What comes up again: two posts of one's own, under one topic, that went too far within ninety days. Read when one looks.

    narrowed by who looks after it, or by oneself; mended by oneself   →  two of one topic  →  a card, for oneself alone
                                                                       →  with one's consent a sentence, for one coach

What did not stand is none: a narrowing that nobody has agreed with yet, that lapsed, or that who looks after it ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from intramural.care.models import Concern, Narrowing
from intramural.kit import clock
from intramural.participation.models import Closed, Consent, Reader
from intramural.people.models import Person
from intramural.posts import queries as posts
from intramural.stewards import queries as stewards
from intramural.topics.models import Topic

WITHIN = timedelta(days=90)
AGAIN = 2
_NONE = (Narrowing.End.LAPSED, Narrowing.End.STEWARD, Narrowing.End.UNSHARED)


@dataclass(frozen=True)
class Pattern:
    """Something under this topic went too far more than once. Of `acts` one can ask first; `is_known`: who looks after it is told to all."""

    topic: Topic
    last_at: datetime
    acts: Person | None
    is_known: bool

    @property
    def practice(self) -> str:
        """One thing to try."""
        if self.acts is not None:
            return f"Before the next one, choose Ask first: {self.acts.name} looks after it, and is glad to be asked."
        return "Before the next one, choose Ask first, and name one person who would know."


def cards(viewer: Person) -> list[Pattern]:
    """What the viewer is shown of it: nothing once they have closed it or switched their path off. Two queries as a rule."""
    found = patterns(viewer)
    if not found or Reader.objects.filter(person=viewer).exists():
        return []
    closed = dict(Closed.objects.filter(person=viewer).values_list("topic_id", "at"))
    return [each for each in found if closed.get(each.topic.pk, clock.EPOCH) < each.last_at]


def patterns(viewer: Person) -> list[Pattern]:
    """All of it, by topic. Two queries where there is none, which is the rule."""
    since = clock.now() - WITHIN
    narrowed = Narrowing.objects.filter(post__author=viewer, narrowed_at__gte=since).exclude(end__in=_NONE)
    narrowed = narrowed.exclude(agreed_at=None, upheld_at=None)
    mended = Concern.objects.filter(raised_by=viewer, kind=Concern.Kind.OVERSHARED, raised_at__gte=since)
    went: dict[int, datetime] = {}
    for post, at in (*narrowed.values_list("post_id", "narrowed_at"), *mended.values_list("post_id", "raised_at")):
        went[post] = max(at, went.get(post, at))
    if len(went) < AGAIN:
        return []
    by_topic: dict[int, list[datetime]] = {}
    for post, topics in posts.topics_of(went).items():
        for topic in topics:
            by_topic.setdefault(topic, []).append(went[post])
    again = {topic: max(times) for topic, times in by_topic.items() if len(times) >= AGAIN}
    return [_pattern(topic, again[topic.pk]) for topic in Topic.objects.filter(pk__in=again).order_by("name")]


def seen_by_coach(consent: Consent) -> list[Pattern]:
    """What its coach sees of whoever gave it. A topic that may be known to few is not named to them: see the page."""
    return patterns(consent.person)


def _pattern(topic: Topic, last_at: datetime) -> Pattern:
    over = stewards.of_topic(topic.pk)
    return Pattern(topic, last_at, stewards.acting(over) if over is not None else None, is_known=over is not None)
