"""Chores of the second thought: learning what changed, within seconds; what is ordinary; and how alike is alike enough."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

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
    """Sets how alike a draft must be: of ordinary talk, one in twenty may be said to be about a subject. Returns 1 if it changed.

    A house that has no such talk yet is careful, and goes by what it knows: a text about one subject is not to be said to be
    about another.
    """
    shelf = queries.Tables()
    ordinary = list(Text.objects.filter(stewardship=None).order_by("-post_id").values_list("stems", "stewardship")[:SAMPLE])
    knows_talk = len(ordinary) >= SAMPLE // 10
    texts = ordinary if knows_talk else _some_of_all_subjects()
    scores = sorted(_how_sure(stems.split(), shelf, own) for stems, own in texts)
    least = weighing.FLOOR if knows_talk else weighing.CAREFUL
    threshold = max(least, scores[int(len(scores) * (1 - RARE))] if scores else 0.0)
    whole = training.measure()
    if whole.threshold == threshold:
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


def _some_of_all_subjects() -> list[tuple[str, int]]:
    """Texts of subjects, by no order that has to do with them; none where one subject is all there is."""
    found = Text.objects.filter(stewardship__isnull=False).order_by("stems").values_list("stems", "stewardship")
    step = max(1, found.count() // SAMPLE)
    return [(stems, own) for stems, own in found[::step] if own is not None] if _several(found) else []


def _several(texts: QuerySet[Text, tuple[str, int | None]]) -> bool:
    return texts.values("stewardship").distinct().order_by().count() > 1


def _how_sure(stems: list[str], shelf: queries.Tables, own: int | None) -> float:
    """How alike the text is to the best subject that is not its own; 0 where that would not be said however alike it is."""
    ranked = [each for each in likeness.rank(stems, shelf, most=3) if each.subject != own]
    return ranked[0].score if weighing.is_sure(ranked, threshold=0) else 0.0


CHORES: list[tuple[int, Callable[[], int]]] = [
    (15, refresh_stale),
    (1800, learn_ordinary_talk),
    (3600, calibrate),
    (6 * 3600, forget_weeks),
    (60, take_stock),
]
"""What the keeper calls: every so many seconds, this function."""
