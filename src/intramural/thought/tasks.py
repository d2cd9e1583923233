"""Chores of the second thought: learning what changed, within seconds; what is ordinary; and how alike is alike enough."""

from __future__ import annotations

from collections.abc import Callable

from intramural.stewards.models import Stewardship
from intramural.thought import actions, likeness, queries, training, weighing
from intramural.thought.models import Stale, Text

MOST_AT_ONCE = 50
RARE = 0.05
"""The part of ordinary talk about which a subject would be named, at most."""
SAMPLE = 200


def refresh_stale() -> int:
    """Learns anew what changed; returns how many stewardships."""
    waiting = list(Stale.objects.order_by("pk").values_list("stewardship", flat=True)[:MOST_AT_ONCE])
    return sum(training.refresh(pk) for pk in waiting)


def learn_ordinary_talk() -> int:
    """Looks at what is said now, which tells common words from telling ones; marks a few stewardships to be weighed anew."""
    number = training.learn_ordinary_talk()
    known = Text.objects.filter(stewardship__isnull=False).values("stewardship")
    training.mark_stale(Stewardship.objects.exclude(pk__in=known).values_list("pk", flat=True)[:MOST_AT_ONCE])
    training.mark_stale(Stewardship.objects.order_by("?").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return number


def calibrate() -> int:
    """Sets how alike a draft must be: of ordinary talk, one in twenty may resemble a subject that much. Returns 1 if it changed."""
    shelf = queries.Tables()
    ordinary = Text.objects.filter(stewardship=None).order_by("-post_id").values_list("stems", flat=True)[:SAMPLE]
    scores = sorted(ranked[0].score for stems in ordinary if (ranked := likeness.rank(stems.split(), shelf, most=2)))
    place = int(len(scores) * (1 - RARE))
    threshold = max(weighing.FLOOR, scores[place]) if len(scores) >= SAMPLE // 10 else weighing.FLOOR
    whole = training.measure()
    if abs(whole.threshold - threshold) < 0.001:
        return 0
    whole.threshold = threshold
    whole.save(update_fields=["threshold"])
    return 1


def forget_weeks() -> int:
    """Lets go what kept anybody from counting twice in weeks that are over; returns how many seals."""
    return actions.forget_weeks()


def take_stock() -> int:
    """Sums up for operators how all lines fared, when ten more were counted; returns 1 if it was."""
    return actions.take_stock()


CHORES: list[tuple[int, Callable[[], int]]] = [
    (15, refresh_stale),
    (1800, learn_ordinary_talk),
    (3600, calibrate),
    (6 * 3600, forget_weeks),
    (60, take_stock),
]
"""What the keeper calls: every so many seconds, this function."""
